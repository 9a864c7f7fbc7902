package org.pybridge.service.http;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.StatusException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;

/** What requests and responses are in one of the protocols. */
interface ClientProtocol {
    /** Whether a method may answer with a stream. */
    boolean hasStreams();

    /** Gives the body of a request, and adds the headers that say what it is. */
    byte[] request(HttpRequest.Builder request, RpcMethod method, boolean json, byte[] message)
            throws InvalidProtocolBufferException;

    /** Adds the header that tells how long the client waits. */
    void deadline(HttpRequest.Builder request, long millis);

    /**
     * Reads the response of a method with one reply.
     *
     * @param trailers gets those of the response
     * @throws StatusException when the call failed
     */
    byte[] reply(RpcMethod method, boolean json, int status, HttpHeaders headers, byte[] body, Metadata trailers)
            throws StatusException;
}

package org.pybridge.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.DescribeRequest;
import org.pybridge.grpc.protocol.Description;
import org.pybridge.grpc.protocol.PythonGrpc;
import org.pybridge.grpc.protocol.ServerMessage;

/** The service of pybridge.proto. */
final class PythonService extends PythonGrpc.PythonImplBase implements ServerInterceptor {
    private static final Context.Key<Peer> PEER = Context.key("pybridge.peer");

    private final Served served;
    private final Description description;

    PythonService(Served served, Description description) {
        this.served = served;
        this.description = description;
    }

    @Override
    public void describe(DescribeRequest request, StreamObserver<Description> response) {
        Peer peer = PEER.get();
        served.threads().execute(() -> {
            try {
                served.permission(peer);
                response.onNext(description);
                response.onCompleted();
            } catch (RuntimeException | Error failed) {
                response.onError(Statuses.of(failed).asRuntimeException());
            }
        });
    }

    @Override
    public StreamObserver<ClientMessage> interpret(StreamObserver<ServerMessage> responses) {
        return new ServerStream(served, PEER.get(), (ServerCallStreamObserver<ServerMessage>) responses);
    }

    /** Looks who calls; whether he may is decided elsewhere, because that may take its time. */
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        Context context = Context.current().withValue(PEER, peer(call, headers));
        return Contexts.interceptCall(context, call, headers, next);
    }

    private static Peer peer(ServerCall<?, ?> call, Metadata headers) {
        String authorization = headers.get(ServerConnection.AUTHORIZATION);
        boolean bears = authorization != null
                && authorization.regionMatches(true, 0, ServerConnection.BEARER, 0, ServerConnection.BEARER.length());
        return new Peer(
                String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
                bears ? Optional.of(authorization.substring(ServerConnection.BEARER.length())) : Optional.empty(),
                certificate(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
    }

    private static Optional<String> certificate(@Nullable SSLSession session) {
        try {
            return session != null && session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate.getSubjectX500Principal().getName())
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}

package org.pybridge.service.oracle;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors;
import com.google.protobuf.InvalidProtocolBufferException;
import connectrpc.conformance.v1.ClientCompat.ClientCompatRequest;
import connectrpc.conformance.v1.ClientCompat.ClientCompatResponse;
import connectrpc.conformance.v1.ClientCompat.ClientErrorResult;
import connectrpc.conformance.v1.ClientCompat.ClientResponseResult;
import connectrpc.conformance.v1.ConfigOuterClass.Code;
import connectrpc.conformance.v1.ConfigOuterClass.Codec;
import connectrpc.conformance.v1.Service;
import connectrpc.conformance.v1.Service.ConformancePayload;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.pybridge.service.http.HttpChannel;
import org.pybridge.service.schema.Schema;

/** The client that connectconformance tests: makes the calls that it is asked for, and tells what came. */
final class ConformanceClient {
    private static final DataOutputStream OUT = new DataOutputStream(System.out);

    private ConformanceClient() {}

    public static void main(String[] arguments) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        while (true) {
            ClientCompatRequest asked;
            try {
                asked = ClientCompatRequest.parseFrom(in.readNBytes(in.readInt()));
            } catch (EOFException end) {
                return;
            }
            ClientCompatResponse.Builder told =
                    ClientCompatResponse.newBuilder().setTestName(asked.getTestName());
            try {
                told.setResponse(call(asked));
            } catch (Exception failed) {
                told.setError(ClientErrorResult.newBuilder().setMessage(String.valueOf(failed)));
            }
            byte[] bytes = told.build().toByteArray();
            OUT.writeInt(bytes.length);
            OUT.write(bytes);
            OUT.flush();
        }
    }

    private static ClientResponseResult call(ClientCompatRequest asked) throws Exception {
        HttpChannel.Builder builder =
                HttpChannel.connect(URI.create("http://" + asked.getHost() + ":" + asked.getPort()));
        if (asked.getCodec() == Codec.CODEC_JSON) {
            builder.json();
        }
        if (asked.getMessageReceiveLimit() > 0) {
            builder.maxMessage(asked.getMessageReceiveLimit());
        }
        Descriptors.MethodDescriptor method =
                Service.getDescriptor().findServiceByName("ConformanceService").findMethodByName(asked.getMethod());
        CallOptions options = asked.hasTimeoutMs()
                ? CallOptions.DEFAULT.withDeadlineAfter(asked.getTimeoutMs(), TimeUnit.MILLISECONDS)
                : CallOptions.DEFAULT;
        ClientCall<byte[], byte[]> call = builder.build().newCall(Schema.bytes(method), options);
        Received received = new Received(asked, call);
        call.start(received, metadata(asked));
        call.request(1);
        Thread.sleep(asked.getRequestDelayMs());
        for (Any message : asked.getRequestMessagesList()) {
            call.sendMessage(message.getValue().toByteArray());
        }
        call.halfClose();
        if (asked.getCancel().hasAfterCloseSendMs()) {
            Thread.sleep(asked.getCancel().getAfterCloseSendMs());
            call.cancel("as asked", null);
        }
        return received.end.get(30, TimeUnit.SECONDS);
    }

    private static Metadata metadata(ClientCompatRequest asked) {
        Metadata metadata = new Metadata();
        for (Service.Header header : asked.getRequestHeadersList()) {
            for (String value : header.getValueList()) {
                if (header.getName().toLowerCase(java.util.Locale.ROOT).endsWith("-bin")) {
                    metadata.put(
                            Metadata.Key.of(header.getName(), Metadata.BINARY_BYTE_MARSHALLER),
                            Base64.getDecoder().decode(value));
                } else {
                    metadata.put(Metadata.Key.of(header.getName(), Metadata.ASCII_STRING_MARSHALLER), value);
                }
            }
        }
        return metadata;
    }

    /** Collects what comes. */
    private static final class Received extends ClientCall.Listener<byte[]> {
        private final ClientCompatRequest asked;
        private final ClientCall<byte[], byte[]> call;
        private final ClientResponseResult.Builder result = ClientResponseResult.newBuilder();
        private final CompletableFuture<ClientResponseResult> end = new CompletableFuture<>();

        Received(ClientCompatRequest asked, ClientCall<byte[], byte[]> call) {
            this.asked = asked;
            this.call = call;
        }

        @Override
        public void onHeaders(Metadata headers) {
            for (String key : headers.keys()) {
                result.addResponseHeaders(header(headers, key));
            }
        }

        @Override
        public void onMessage(byte[] message) {
            try {
                result.addPayloads(payload(message));
            } catch (IOException malformed) {
                end.completeExceptionally(malformed);
            }
            if (asked.getCancel().hasAfterNumResponses()
                    && result.getPayloadsCount() == asked.getCancel().getAfterNumResponses()) {
                call.cancel("as asked", null);
            }
            call.request(1);
        }

        /** Each response has its payload in its first field. */
        private static ConformancePayload payload(byte[] message) throws InvalidProtocolBufferException {
            return Service.UnaryResponse.parseFrom(message).getPayload();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            try {
                for (String key : trailers.keys()) {
                    if (!key.startsWith("grpc-")) {
                        result.addResponseTrailers(header(trailers, key));
                    }
                }
                if (!status.isOk()) {
                    result.setError(error(status, trailers));
                }
                end.complete(result.build());
            } catch (IOException malformed) {
                end.completeExceptionally(malformed);
            }
        }

        private static Service.Error error(Status status, Metadata trailers) throws InvalidProtocolBufferException {
            Service.Error.Builder error = Service.Error.newBuilder()
                    .setCode(Code.forNumber(status.getCode().value()));
            if (status.getDescription() != null) {
                error.setMessage(status.getDescription());
            }
            byte[] details = trailers.get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
            if (details != null) {
                error.addAllDetails(com.google.rpc.Status.parseFrom(details).getDetailsList());
            }
            return error.build();
        }

        private static Service.Header header(Metadata metadata, String key) {
            Service.Header.Builder header = Service.Header.newBuilder().setName(key);
            if (key.endsWith("-bin")) {
                metadata.getAll(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER))
                        .forEach(value -> header.addValue(
                                Base64.getEncoder().withoutPadding().encodeToString(value)));
            } else {
                metadata.getAll(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER))
                        .forEach(header::addValue);
            }
            return header.build();
        }
    }
}

package org.pybridge.service.oracle;

import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.URI;
import org.pybridge.service.http.HttpChannel;
import org.pybridge.service.http.TwirpError;
import org.pybridge.service.schema.Schema;
import twirp.clientcompat.Clientcompat;
import twirp.clientcompat.Clientcompat.ClientCompatMessage;

/** Makes the one call that Twirp's own {@code clientcompat} asks for, and tells its result as that wants it. */
final class TwirpCompatClient {
    private TwirpCompatClient() {}

    public static void main(String[] arguments) throws IOException {
        ClientCompatMessage asked = ClientCompatMessage.parseFrom(System.in);
        HttpChannel channel =
                HttpChannel.twirp(URI.create(asked.getServiceAddress())).build();
        String method = asked.getMethod() == ClientCompatMessage.CompatServiceMethod.NOOP ? "NoopMethod" : "Method";
        try {
            System.out.write(ClientCalls.blockingUnaryCall(
                    channel,
                    Schema.bytes(Clientcompat.getDescriptor()
                            .findServiceByName("CompatService")
                            .findMethodByName(method)),
                    CallOptions.DEFAULT,
                    asked.getRequest().toByteArray()));
            System.out.flush();
        } catch (StatusRuntimeException failed) {
            System.err.print(TwirpError.of(failed).orElseThrow().code());
        }
    }
}

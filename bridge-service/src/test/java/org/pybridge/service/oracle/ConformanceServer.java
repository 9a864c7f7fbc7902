package org.pybridge.service.oracle;

import com.sun.net.httpserver.HttpServer;
import connectrpc.conformance.v1.ConfigOuterClass.Protocol;
import connectrpc.conformance.v1.ConformanceServiceGrpc;
import connectrpc.conformance.v1.ServerCompat.ServerCompatRequest;
import connectrpc.conformance.v1.ServerCompat.ServerCompatResponse;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerServiceDefinition;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.pybridge.Python;
import org.pybridge.service.MessageForm;
import org.pybridge.service.PythonService;
import org.pybridge.service.Pythons;
import org.pybridge.service.http.HttpServices;

/** The server that connectconformance tests: its service is implemented in Python. */
final class ConformanceServer {
    private static final int UNLIMITED = 64 << 20;

    private ConformanceServer() {}

    public static void main(String[] arguments) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        ServerCompatRequest wanted = ServerCompatRequest.parseFrom(in.readNBytes(in.readInt()));
        int limit = wanted.getMessageReceiveLimit() == 0 ? UNLIMITED : wanted.getMessageReceiveLimit();
        Python python = Pythons.withProtobuf();
        ServerServiceDefinition service = PythonService.builder(
                        python, ConformanceServiceGrpc.getServiceDescriptor(), "conformance:ConformanceService")
                .messages(MessageForm.CLASSES)
                .build();
        int port = wanted.getProtocol() == Protocol.PROTOCOL_GRPC ? grpc(service, limit) : http(service, limit);
        byte[] told = ServerCompatResponse.newBuilder()
                .setHost("127.0.0.1")
                .setPort(port)
                .build()
                .toByteArray();
        DataOutputStream out = new DataOutputStream(System.out);
        out.writeInt(told.length);
        out.write(told);
        out.flush();
        // It is ended by a signal.
        new CountDownLatch(1).await();
    }

    private static int grpc(ServerServiceDefinition service, int limit) throws IOException {
        return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(service)
                .maxInboundMessageSize(limit)
                .build()
                .start()
                .getPort();
    }

    private static int http(ServerServiceDefinition service, int limit) {
        HttpServer server = HttpServices.of(List.of(service), limit).start(new InetSocketAddress("127.0.0.1", 0));
        return server.getAddress().getPort();
    }
}

package org.pybridge.bench;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.pybridge.Python;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.process.PythonProcess;
import org.pybridge.service.MessageForm;
import org.pybridge.service.PythonService;

/** One small service by contract, over loopback: in Java, in Python on Java's server, and in Python on grpcio's own server. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ServiceBenchmark {
    private static final int CROWD = 64;

    /** A server, and a client of it. */
    @State(Scope.Benchmark)
    public static class Served {
        /** Who implements the service. */
        @Param({"java", "workers", "graalpy", "grpcio"})
        public String by;

        private Python python;
        private Server server;
        private ManagedChannel channel;
        private MethodDescriptor<byte[], byte[]> method;

        /** Starts them. */
        @Setup
        public void start() throws IOException, DescriptorValidationException {
            method = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("bench.Adder/Add")
                    .build();
            int port = by.equals("grpcio") ? grpcio() : serve(by.equals("java") ? inJava() : inPython());
            channel = Grpc.newChannelBuilderForAddress("localhost", port, InsecureChannelCredentials.create())
                    .build();
        }

        private int grpcio() {
            python = Python.builder(PythonProcess.builder()
                            .packages("grpcio==1.85.1")
                            .path(PythonFiles.directory())
                            .build())
                    .pool(pool -> pool.size(1))
                    .build();
            return python.call("adders:serve", List.of(), int.class);
        }

        private int serve(ServerServiceDefinition service) throws IOException {
            server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(service)
                    .build()
                    .start();
            return server.getPort();
        }

        private ServerServiceDefinition inJava() {
            return ServerServiceDefinition.builder("bench.Adder")
                    .addMethod(method, ServerCalls.asyncUnaryCall((request, reply) -> {
                        reply.onNext(new byte[] {8, (byte) (request[1] + request[3])});
                        reply.onCompleted();
                    }))
                    .build();
        }

        private ServerServiceDefinition inPython() throws DescriptorValidationException {
            python = Python.builder(
                            by.equals("graalpy")
                                    ? GraalPy.builder()
                                            .pythonPath(PythonFiles.directory())
                                            .build()
                                    : PythonProcess.builder()
                                            .path(PythonFiles.directory())
                                            .build())
                    .pool(pool -> pool.size(2).eager(true))
                    .build();
            return PythonService.builder(python, adder(), "adders:Adder")
                    .messages(MessageForm.DICTS)
                    .build();
        }

        /** Ends them. */
        @TearDown
        public void stop() {
            channel.shutdownNow();
            if (server != null) {
                server.shutdownNow();
            }
            if (python != null) {
                python.closeNow();
            }
        }
    }

    private static Descriptors.ServiceDescriptor adder() throws DescriptorValidationException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("adder.proto")
                .setPackage("bench")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Pair")
                        .addField(number("a", 1))
                        .addField(number("b", 2)))
                .addMessageType(DescriptorProto.newBuilder().setName("Sum").addField(number("sum", 1)))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Adder")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("Add")
                                .setInputType(".bench.Pair")
                                .setOutputType(".bench.Sum")))
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findServiceByName("Adder");
    }

    private static FieldDescriptorProto.Builder number(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(FieldDescriptorProto.Type.TYPE_INT64)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    /** One caller. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public byte[] add(Served served) {
        return ClientCalls.blockingUnaryCall(
                served.channel, served.method, CallOptions.DEFAULT, new byte[] {8, 20, 16, 22});
    }

    /** Sixty-four callers at once. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Threads(CROWD)
    public byte[] crowd(Served served) {
        return ClientCalls.blockingUnaryCall(
                served.channel, served.method, CallOptions.DEFAULT, new byte[] {8, 20, 16, 22});
    }
}

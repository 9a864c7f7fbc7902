package org.pybridge.bench;

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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.pybridge.Python;
import org.pybridge.grpc.PythonServer;
import org.pybridge.grpc.RemotePython;
import org.pybridge.process.PythonProcess;

/** Small calls over loopback to a server with workers, beside the workers themselves and beside the least that gRPC takes there and back. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RemoteBenchmark {
    private static final int BATCH = 1000;
    private static final int CLIENTS = 16;

    /** A server that gives back what it gets. */
    @State(Scope.Benchmark)
    public static class Echo {
        private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("bench.Echo/Echo")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();

        private Server server;
        private ManagedChannel channel;

        /** Starts it. */
        @Setup
        public void start() throws IOException {
            server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .directExecutor()
                    .addService(ServerServiceDefinition.builder("bench.Echo")
                            .addMethod(METHOD, ServerCalls.asyncUnaryCall((request, reply) -> {
                                reply.onNext(request);
                                reply.onCompleted();
                            }))
                            .build())
                    .build()
                    .start();
            channel = Grpc.newChannelBuilderForAddress(
                            "localhost", server.getPort(), InsecureChannelCredentials.create())
                    .build();
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }

    /** Workers, and a server of them with a client. */
    @State(Scope.Benchmark)
    public static class Served {
        private Python workers;
        private PythonServer server;
        private Python remote;

        /** Starts them. */
        @Setup
        public void start() {
            workers = Python.builder(PythonProcess.builder()
                            .path(PythonFiles.directory())
                            .build())
                    .pool(pool -> pool.size(2).eager(true))
                    .build();
            server = PythonServer.builder(workers).allow("bench:*").start();
            remote = Python.builder(RemotePython.at("localhost:" + server.port()))
                    .pool(pool -> pool.size(CLIENTS))
                    .build();
        }

        /** Ends them. */
        @TearDown
        public void stop() {
            remote.close();
            server.close();
            workers.close();
        }
    }

    /** What gRPC takes for a message of 20 bytes. */
    @Benchmark
    public byte[] echo(Echo echo) {
        return ClientCalls.blockingUnaryCall(echo.channel, Echo.METHOD, CallOptions.DEFAULT, new byte[20]);
    }

    /** The home that the server has. */
    @Benchmark
    public int workers(Served served) {
        return served.workers.call("bench:add", List.of(20, 22), int.class);
    }

    /** The same by the server. */
    @Benchmark
    public int remote(Served served) {
        return served.remote.call("bench:add", List.of(20, 22), int.class);
    }

    /** Sixteen clients of a server with two interpreters. */
    @Benchmark
    @Threads(CLIENTS)
    public int remoteCrowd(Served served) {
        return served.remote.call("bench:add", List.of(20, 22), int.class);
    }

    /** Many calls in one message; the time is that of one. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OperationsPerInvocation(BATCH)
    public List<Integer> remoteBatch(Served served) {
        return served.remote.callAll("bench:add", Collections.nCopies(BATCH, List.of(20, 22)), int.class);
    }
}

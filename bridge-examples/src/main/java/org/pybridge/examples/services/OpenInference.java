package org.pybridge.examples.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.examples.services.inference.GRPCInferenceServiceGrpc;
import org.pybridge.service.MessageForm;
import org.pybridge.service.PythonService;

/** A model in numpy behind the protocol that KServe, Triton and others speak, called by Triton's own client. */
public final class OpenInference {
    private OpenInference() {}

    public static void main(String[] arguments) throws IOException {
        try (PrintStream out = new PrintStream(System.out, true, UTF_8)) {
            run(out);
        }
    }

    static void run(PrintStream out) throws IOException {
        out.println("Starting Python; its packages are installed when they are not there yet ...");
        try (Python model = Pythons.start(1);
                Python triton = Pythons.start("triton-requirements.txt", 1)) {
            Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(PythonService.builder(
                                    model,
                                    GRPCInferenceServiceGrpc.getServiceDescriptor(),
                                    "open_inference:InferenceService")
                            .messages(MessageForm.DICTS)
                            .build())
                    .build()
                    .start();
            try {
                triton.call("triton:call", List.of(server.getPort()), new TypeRef<List<String>>() {})
                        .forEach(line -> out.println("Triton's client: " + line));
            } finally {
                server.shutdownNow();
            }
        }
    }
}

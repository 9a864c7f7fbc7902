package org.pybridge.examples.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.examples.services.hats.HaberdasherGrpc;
import org.pybridge.examples.services.hats.Hat;
import org.pybridge.examples.services.hats.Size;
import org.pybridge.service.PythonService;
import org.pybridge.service.http.HttpChannel;
import org.pybridge.service.http.HttpServices;
import org.pybridge.service.http.TwirpError;

/** Twirp's own example, over HTTP: Java serves what Python implements, PyPI's twirp calls and serves as well, and so does anybody who speaks JSON. */
public final class Haberdashery {
    private Haberdashery() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (PrintStream out = new PrintStream(System.out, true, UTF_8)) {
            run(out);
        }
    }

    static void run(PrintStream out) throws IOException, InterruptedException {
        out.println("Starting Python; its packages are installed when they are not there yet ...");
        // One implements while the other calls.
        try (Python python = Pythons.start(2);
                HttpServices services = HttpServices.of(
                        PythonService.implement(python, HaberdasherGrpc.getServiceDescriptor(), "hats:Haberdasher"))) {
            HttpServer server = services.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = server.getAddress().getPort();
            out.println("Java serves, Python calls: "
                    + python.call("hats:call", List.of(port), new TypeRef<List<String>>() {}));
            out.println("Java serves, Java calls: " + called(port));
            out.println("Java serves, curl calls: " + posted(port));
            server.stop(0);
            out.println("Python serves, Java calls: " + called(python.call("hats:serve", List.of(), int.class)));
        }
    }

    private static List<String> called(int port) {
        HaberdasherGrpc.HaberdasherBlockingStub hats = HaberdasherGrpc.newBlockingStub(
                HttpChannel.twirp(URI.create("http://localhost:" + port)).build());
        Hat hat = hats.makeHat(Size.newBuilder().setInches(12).build());
        List<String> heard = new ArrayList<>();
        heard.add("a " + hat.getColor() + " hat of " + hat.getInches() + " inches");
        try {
            hats.makeHat(Size.getDefaultInstance());
        } catch (StatusRuntimeException refused) {
            TwirpError.of(refused).ifPresent(error -> heard.add(error.code() + ": " + error.message()));
        }
        return heard;
    }

    /** Does what {@code curl -d '{"inches": 12}' -H 'Content-Type: application/json' URL} does. */
    private static String posted(int port) throws IOException, InterruptedException {
        URI hat = URI.create("http://localhost:" + port + "/twirp/hats.Haberdasher/MakeHat");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(hat)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"inches\": 12}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

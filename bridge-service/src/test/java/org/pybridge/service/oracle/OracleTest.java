package org.pybridge.service.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.Python;
import org.pybridge.service.MessageForm;
import org.pybridge.service.PythonService;
import org.pybridge.service.Pythons;
import org.pybridge.service.interop.TestServiceGrpc;

/**
 * What the protocols' own projects have for testing implementations, in their versions of today. The programs are installed once by Go, into the user's
 * cache; without Go, these tests are left out.
 */
class OracleTest {
    private static final String CLIENTCOMPAT = "github.com/twitchtv/twirp/clientcompat@v8.1.3+incompatible";
    private static final String INTEROP = "google.golang.org/grpc/interop/client@v1.84.0";

    /** Those that need no credentials and no compression. */
    private static final List<String> INTEROP_CASES = List.of(
            "empty_unary",
            "large_unary",
            "client_streaming",
            "server_streaming",
            "ping_pong",
            "empty_stream",
            "timeout_on_sleeping_server",
            "cancel_after_begin",
            "cancel_after_first_response",
            "status_code_and_message",
            "special_status_message",
            "custom_metadata",
            "unimplemented_method",
            "unimplemented_service");

    private static final String CONFORMANCE = "connectrpc.com/conformance/cmd/connectconformance@v1.0.7";

    @TempDir
    private Path directory;

    @Test
    void twirpsOwnTestOfClients() throws Exception {
        String told = run(List.of(
                tool("clientcompat", CLIENTCOMPAT).toString(),
                "-client",
                program(TwirpCompatClient.class).toString()));
        assertThat(told).contains("PASS").doesNotContain("FAIL");
        assertThat(told.lines().filter(line -> line.endsWith("... PASS")).count())
                .isEqualTo(21);
    }

    @Test
    void connectsOwnTestOfServers() throws Exception {
        assertThat(conformance("server", ConformanceServer.class, List.of(), """
                features:
                  versions: [HTTP_VERSION_1]
                  protocols: [PROTOCOL_CONNECT]
                  codecs: [CODEC_PROTO, CODEC_JSON]
                  compressions: [COMPRESSION_IDENTITY, COMPRESSION_GZIP]
                  stream_types: [STREAM_TYPE_UNARY, STREAM_TYPE_CLIENT_STREAM, STREAM_TYPE_SERVER_STREAM]
                  supports_tls: false
                  supports_connect_get: true
                """))
                .contains("0 failed");
    }

    /** What is left out is answered by grpc-java's server before a service hears of it, and no two times alike: it breaks the stream off. */
    @Test
    void theSameOfGrpc() throws Exception {
        List<String> byGrpcJava = List.of(
                "Server Message Size/**/subsequent-request-exceeds-server-limit",
                "gRPC Unexpected Requests/**/multiple-requests",
                "gRPC Unexpected Requests/**/unexpected-codec");
        assertThat(conformance("server", ConformanceServer.class, byGrpcJava, """
                features:
                  versions: [HTTP_VERSION_2]
                  protocols: [PROTOCOL_GRPC]
                  codecs: [CODEC_PROTO]
                  compressions: [COMPRESSION_IDENTITY, COMPRESSION_GZIP]
                  supports_tls: false
                """))
                .contains("0 failed");
    }

    @Test
    void connectsOwnTestOfClients() throws Exception {
        assertThat(conformance("client", ConformanceClient.class, List.of(), """
                features:
                  versions: [HTTP_VERSION_1]
                  protocols: [PROTOCOL_CONNECT]
                  codecs: [CODEC_PROTO, CODEC_JSON]
                  compressions: [COMPRESSION_IDENTITY]
                  stream_types: [STREAM_TYPE_UNARY, STREAM_TYPE_SERVER_STREAM]
                  supports_tls: false
                  supports_connect_get: false
                """))
                .contains("0 failed");
    }

    @Test
    void grpcsOwnTestOfServers() throws Exception {
        String client = tool("client", INTEROP).toString();
        try (Python python = Pythons.workers()) {
            Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(
                            PythonService.builder(python, TestServiceGrpc.getServiceDescriptor(), "interop:TestService")
                                    .messages(MessageForm.DICTS)
                                    .build())
                    .build()
                    .start();
            try {
                for (String testCase : INTEROP_CASES) {
                    run(List.of(
                            client,
                            "-server_host=localhost",
                            "-server_port=" + server.getPort(),
                            "-test_case=" + testCase));
                }
            } finally {
                server.shutdownNow();
            }
        }
    }

    private String conformance(String mode, Class<?> program, List<String> leftOut, String config) throws Exception {
        Path written = Files.writeString(directory.resolve("config.yaml"), config);
        List<String> command = new ArrayList<>(List.of(
                tool("connectconformance", CONFORMANCE).toString(),
                "--max-servers",
                "1",
                "--mode",
                mode,
                "--conf",
                written.toString()));
        leftOut.forEach(pattern -> command.addAll(List.of("--known-flaky", pattern)));
        command.addAll(List.of("--", program(program).toString()));
        return run(command);
    }

    /** Writes a program that runs a class. */
    private Path program(Class<?> main) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path script = directory.resolve(main.getSimpleName());
        Files.writeString(
                script,
                "#!/bin/sh\nexec " + java
                        + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlogback.configurationFile=quiet.xml -cp '"
                        + System.getProperty("java.class.path") + "' " + main.getName() + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static String run(List<String> command) throws Exception {
        Path told = Files.createTempFile("oracle", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES))
                .as(String.join(" ", command))
                .isTrue();
        String text = Files.readString(told, StandardCharsets.UTF_8);
        Files.delete(told);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static Path tool(String name, String module) throws Exception {
        boolean hasGo = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(one -> Files.isExecutable(Path.of(one, "go")));
        assumeTrue(hasGo, "there is no Go, which installs " + name);
        Path bin =
                Path.of(System.getProperty("user.home"), ".cache", "pybridge", "go", module.replaceAll("[^\\w.]", "-"));
        if (!Files.exists(bin.resolve(name))) {
            Files.createDirectories(bin);
            ProcessBuilder install = new ProcessBuilder("go", "install", module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            install.environment().put("GOBIN", bin.toString());
            Process running = install.start();
            boolean installed = running.waitFor(10, TimeUnit.MINUTES) && running.exitValue() == 0;
            assumeTrue(installed, "go install " + module + " failed, as it does without a network");
        }
        return bin.resolve(name);
    }
}

package org.pybridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.Python;
import org.pybridge.grpc.AccessRefusedException;
import org.pybridge.grpc.RemotePython;
import org.pybridge.testing.support.ChildJvm;

class MainTest {
    @TempDir
    private Path directory;

    private Process start(String settings) throws IOException {
        Path file = Files.writeString(directory.resolve("server.properties"), settings);
        return ChildJvm.of(Main.class).start(Redirect.PIPE, file.toString());
    }

    @Test
    void aServerServesWhatItsFileAllowsUntilItIsTerminated() throws Exception {
        Files.writeString(directory.resolve("pricing.py"), "def total(prices):\n    return sum(prices)\n");
        Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
        Process server = start("""
                python.executable = python3
                python.path = %s
                python.workers = 1
                python.imports = pricing
                server.allow = pricing:* math:sqrt
                server.tokenFile = %s
                server.maxCallTime = PT1M
                """.formatted(directory, token));
        try (BufferedReader output = server.inputReader()) {
            String line = output.lines()
                    .filter(one -> one.contains("Python is served at port "))
                    .findFirst()
                    .orElseThrow();
            String target = "localhost:" + line.replaceAll(".*port ", "");
            try (Python python = Python.builder(
                            RemotePython.builder(target).token(() -> "s3cret").build())
                    .build()) {
                assertThat(python.call("pricing:total", List.of(List.of(1, 2)), int.class))
                        .isEqualTo(3);
                assertThatThrownBy(() -> python.call("os:getpid", List.of(), int.class))
                        .isInstanceOf(AccessRefusedException.class);
            }
            assertThatThrownBy(() -> Python.builder(RemotePython.at(target)).build())
                    .isInstanceOf(AccessRefusedException.class)
                    .hasMessageContaining("the token is wrong or has expired");
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server.prot = 1            | has 'server.prot', which is no setting; there are python.executable, python.imports",
                "server.port = many         | has server.port = many, which is not a number",
                "server.maxCallTime = 5 min | has server.maxCallTime = 5 min, which is not a time as PT30S or PT5M",
                "server.plaintext = yes     | has server.plaintext = yes, which is not true or false",
                "server.tls.key = k.pem     | must have both server.tls.certificates and server.tls.key",
                "python.workers = 1         | the server would allow nothing; name entry points",
                "python.executable = pytho  | pytho",
                "server.tokenFile = /nope   | the token file /nope cannot be read",
            })
    void whatIsWrongIsSaid(String settings, String told) throws Exception {
        Process server = start(settings);
        String output = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("The server cannot start: ").contains(told);
        assertThat(server.waitFor()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ServerSettings.read(directory.resolve("none.properties")))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no file " + directory.resolve("none.properties"));
    }
}

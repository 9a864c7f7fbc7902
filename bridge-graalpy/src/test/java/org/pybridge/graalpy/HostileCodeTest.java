package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Exposed;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;

/** Code under {@link Access#CONFINED} gets at nothing that it was not given, and harms nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(2)
class HostileCodeTest {
    private static final String SECRET = "a secret of the host";
    private static final String TIMEOUT = "CallTimeoutException";
    /** An interpreted import can take seconds on a busy machine. */
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private Path folder;
    private Path secret;
    private Path modules;
    private ServerSocket server;
    private TimeZone zone;
    private Locale locale;
    private GraalPy backend;
    private Python python;
    private Python impatient;

    /** Lets several Pythons have the same backend, and so the same engine. */
    private record Shared(Backend backend) implements Backend {
        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Set<Capability> capabilities() {
            return backend.capabilities();
        }

        @Override
        public Interpreter start(Host host) {
            return backend.start(host);
        }

        @Override
        public void close() {
            // Closed by the test.
        }
    }

    /** An attack of the table. */
    record Attack(String name, String code, String outcome, boolean spoils) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What Python may call. */
    public interface Shown {
        String shown();
    }

    /** What calls hand to the attacks. */
    public static final class Thing implements Shown {
        public final String secret = SECRET;

        @Override
        public String shown() {
            return "shown";
        }

        public String hidden() {
            return secret;
        }
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        zone = TimeZone.getDefault();
        locale = Locale.getDefault();
        secret = Files.writeString(folder.resolve("stolen.py"), SECRET).toRealPath();
        modules = Files.createDirectory(folder.resolve("modules")).toRealPath();
        Files.writeString(modules.resolve("innocent.py"), "x = 1");
        Files.createSymbolicLink(modules.resolve("link"), secret);
        server = new ServerSocket(0);
        Access access = Access.CONFINED.maxOutput(100_000).maxHeap(0.5);
        backend = GraalPy.builder().access(access).pythonPath(modules).build();
        python = confined(ENOUGH);
        impatient = confined(Duration.ofSeconds(1));
    }

    private Python confined(Duration limit) {
        return Python.builder(new Shared(backend))
                .callTimeout(limit)
                .output(() -> Output.capture(1000))
                .build();
    }

    @AfterAll
    void stop() throws IOException {
        python.close();
        impatient.close();
        backend.close();
        theHostIsAsItWas();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attacksFail(Attack attack) throws IOException {
        assertThat(outcome(attack)).satisfies(outcome -> {
            if (attack.outcome().startsWith("= ")) {
                assertThat(outcome).isEqualTo(attack.outcome());
            } else {
                assertThat(outcome).doesNotStartWith("= ").doesNotContain(SECRET);
                assertThat(attack.outcome().split(" \\| ")).as(outcome).anyMatch(outcome::contains);
            }
        });
        theHostIsAsItWas();
        assertThat(python.eval("6 * 7").as(int.class)).isEqualTo(42);
    }

    @Test
    void whatOneInterpreterChangesIsNotSeenByAnother() {
        assertThat(python.eval("import json\njson.dumps([1]) + str(hasattr(json, 'PATCHED'))")
                        .as(String.class))
                .isEqualTo("[1]False");
    }

    /** The JVM has no rest between two of these; each must be seen before the heap is full, which would end other threads. */
    @RepeatedTest(2)
    void memoryIsWatchedRightAfterAnAttackOnIt() {
        assertThatExceptionOfType(InterpreterLostException.class)
                .isThrownBy(() -> python.eval("kept = []\nwhile True:\n    kept.append(bytearray(1 << 16))"))
                .withMessageContaining("Access.maxHeap");
    }

    private String outcome(Attack attack) {
        if (!attack.spoils()) {
            return outcome(attack.outcome().equals(TIMEOUT) ? impatient : python, attack);
        }
        try (Python spoiled = confined(ENOUGH)) {
            return outcome(spoiled, attack);
        }
    }

    private String outcome(Python target, Attack attack) {
        Supplier<String> failing = () -> {
            throw new IllegalStateException(SECRET.toUpperCase(Locale.ROOT));
        };
        Map<String, Object> given = Map.of(
                "secret", secret.toString(),
                "folder", folder.toString(),
                "link", modules.resolve("link").toString(),
                "modules", modules.toString(),
                "port", server.getLocalPort(),
                "thing", Exposed.of(Shown.class, new Thing()),
                "callback", (Supplier<String>) () -> "called",
                "failing", failing);
        try {
            String value = String.valueOf(target.eval(attack.code(), given).as(Object.class));
            // Which one it is differs from run to run.
            return "= " + value.replaceAll("PyObject@\\w+", "PyObject");
        } catch (RuntimeException refused) {
            return refused.getClass().getSimpleName() + ": " + refused.getMessage();
        }
    }

    private void theHostIsAsItWas() throws IOException {
        assertThat(secret).hasContent(SECRET);
        assertThat(modules.resolve("innocent.py")).hasContent("x = 1");
        assertThat(entries(folder)).containsExactlyInAnyOrder("modules", "stolen.py");
        assertThat(entries(modules)).containsExactlyInAnyOrder("innocent.py", "link");
        assertThat(TimeZone.getDefault()).isEqualTo(zone);
        assertThat(Locale.getDefault()).isEqualTo(locale);
        server.setSoTimeout(1);
        assertThat(connected()).isFalse();
    }

    private boolean connected() throws IOException {
        try {
            server.accept().close();
            return true;
        } catch (java.net.SocketTimeoutException nobody) {
            return false;
        }
    }

    private static List<String> entries(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    static List<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>();
        for (String part : table().split("\n(?=### |#!! )")) {
            if (part.startsWith("###") || part.startsWith("#!!")) {
                int end = part.indexOf('\n');
                String[] heading = part.substring(4, end).split(" => ", 2);
                attacks.add(new Attack(heading[0], part.substring(end + 1), heading[1], part.startsWith("#!!")));
            }
        }
        return attacks;
    }

    private static String table() {
        try (InputStream file = HostileCodeTest.class.getResourceAsStream("attacks.txt")) {
            return new String(Objects.requireNonNull(file, "attacks.txt").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

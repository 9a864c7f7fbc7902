package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.testing.support.Processes;

/** How workers start, and how they do not. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class WorkerStartTest {
    @TempDir
    Path temp;

    static Stream<Arguments> wrongDescriptions() {
        return Stream.of(
                wrong(
                        builder -> builder.executable("no-such-python"),
                        "executable is no-such-python",
                        "nowhere on the PATH"),
                wrong(builder -> builder.executable("/no/such/python"), "/no/such/python", "does not exist"),
                wrong(builder -> builder.executable("/"), "which is a directory"),
                wrong(builder -> builder.executable("/etc/passwd"), "/etc/passwd", "chmod +x"),
                wrong(builder -> builder.executable("python\0"), "python\\0", "NUL"),
                wrong(builder -> builder.executable(""), "\"\""),
                wrong(builder -> builder.venv(Path.of("/no/such/venv")), "venv is /no/such/venv", "python3 -m venv"),
                wrong(builder -> builder.executable("python3").venv(Path.of("/")), "give one of them"),
                wrong(builder -> builder.directory(Path.of("/no/such")), "directory is /no/such", "no directory"),
                wrong(builder -> builder.path(Path.of("/no/such")), "path is /no/such", "no directory"),
                wrong(builder -> builder.preload("heavy.py"), "preload is \"heavy.py\"", "as \"heavy\"", "path(...)"),
                wrong(builder -> builder.preload("no module"), "preload is \"no module\"", "name of a module"),
                wrong(builder -> builder.environment("A=B", "1"), "\"A=B\""),
                wrong(builder -> builder.environment("", "1"), "\"\""),
                wrong(builder -> builder.environment("A", "\0"), "environment's A has a NUL"),
                wrong(builder -> builder.environment("A", "\ud800"), "environment's A has the character U+D800"),
                wrong(builder -> builder.environment("\ud800", "a"), "has the character U+D800"),
                wrong(builder -> builder.addressSpace(1000), "addressSpace is 1000 bytes", "at least 67108864"),
                wrong(builder -> builder.cpuTime(Duration.ofMillis(10)), "cpuTime is 0 seconds", "at least 1"),
                wrong(builder -> builder.openFiles(3), "openFiles is 3 files", "at least 32"),
                wrong(builder -> builder.startTimeout(Duration.ZERO), "startTimeout is PT0S", "more than zero"));
    }

    private static Arguments wrong(UnaryOperator<PythonProcess.Builder> change, String... words) {
        return Arguments.of(words[0], change, List.of(words));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongDescriptions")
    void aWrongDescriptionIsRefusedWithWhatToDo(
            String name, UnaryOperator<PythonProcess.Builder> change, List<String> words) {
        assertThatThrownBy(() -> change.apply(PythonProcess.builder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words.toArray(String[]::new));
    }

    private Path script(String... lines) throws IOException {
        Path script = temp.resolve("python");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    /** Lines of a script that answers the question for the version, and then does something instead of a worker. */
    private Path impostor(String version, String... instead) throws IOException {
        StringBuilder answer = new StringBuilder("printf '<pybridge-probe>\\n");
        for (String part : List.of(temp.resolve("python").toString(), "cpython", version, "")) {
            int length = part.getBytes(StandardCharsets.UTF_8).length;
            answer.append(String.format("\\000\\000\\000\\%03o", length)).append(part);
        }
        return script("case \"$4\" in *pybridge-probe*)", answer + "'", "exit 0;;", "esac", String.join("\n", instead));
    }

    private static InterpreterLostException lost(PythonProcess.Builder builder) {
        InterpreterLostException lost = catchThrowableOfType(
                InterpreterLostException.class,
                () -> Python.builder(builder.build()).build().close());
        assertThat(lost).as("it started").isNotNull();
        return lost;
    }

    private static PythonProcess.Builder at(Path script) {
        return PythonProcess.builder().executable(script).startTimeout(Duration.ofSeconds(20));
    }

    @Test
    void aProgramThatIsNoPythonIsNamedWithWhatItSaid() throws IOException {
        InterpreterLostException lost = lost(at(script("echo 'what is -I?' >&2", "exit 9")));
        assertThat(lost).hasMessageContainingAll(temp.toString(), "exit code 9", "what is -I?");
        assertThat(lost.mayHaveRun()).isFalse();
    }

    @Test
    void aPythonThatIsTooOldIsNamedWithItsVersion() throws IOException {
        assertThat(lost(at(impostor("3.8.18")))).hasMessageContainingAll("Python 3.8.18", "3.9 or later");
    }

    @Test
    void aProgramThatNeverAnswersIsEndedWithWhatItStarted() throws IOException {
        Path pid = temp.resolve("pid");
        PythonProcess.Builder builder =
                at(script("sleep 600 &", "echo $! > " + pid, "wait")).startTimeout(Duration.ofMillis(500));
        assertThat(lost(builder)).hasMessageContaining("not ready within 500 ms");
        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child).ifPresent(left -> left.onExit().join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aWorkerThatNeverSaysHelloIsEnded() throws IOException {
        assertThat(lost(at(impostor("3.11.0", "exec sleep 600")).startTimeout(Duration.ofMillis(500))))
                .hasMessageContainingAll("did not start", "not ready within 500 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "w.PROTOCOL = 99, speaks protocol 99",
        "w._PREAMBLE += b'x', hello was wrong",
        "w.frames.HELLO = 18, said PING before hello",
        "w.os._exit(5), exit code 5"
    })
    void aWorkerWhoseHelloIsWrongIsEnded(String change, String problem) throws IOException {
        Path python = script(
                "case \"$4\" in *pybridge-probe*)",
                "exec python3 \"$1\" \"$2\" \"$3\" \"import sys; sys.executable = '" + temp.resolve("python") + "'",
                "$4\";;",
                "esac",
                "exec python3 \"$1\" \"$2\" \"$3\" \"$(printf '%s' \"$4\" | sed 's/^sys.*_worker..\\.work/import _pybridge_worker as w; "
                        + change.replace("'", "\\x27") + "; w.work/')\"");
        assertThat(lost(at(python))).hasMessageContainingAll("did not start", problem);
        Processes.await(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aWorkerThatEndsBeforeItsHelloIsNamedWithItsLastWords() throws IOException {
        assertThat(lost(at(impostor("3.11.0", "echo 'no memory' >&2", "exit 7"))))
                .hasMessageContainingAll("did not start", "exit code 7", "no memory");
    }

    @Test
    void noiseBeforeTheAnswerIsDropped() throws IOException {
        Path noisy = script("echo 'Welcome to Python!'", "exec python3 \"$@\"");
        try (Python python = Python.builder(at(noisy).build()).build()) {
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void aWorkerIsStartedWithPythonItselfAndNotWithAScriptThatFindsIt() throws IOException {
        Path runs = temp.resolve("runs");
        Path finder = script("echo run >> " + runs, "exec python3 \"$@\"");
        try (Python python = Python.builder(at(finder).build())
                .pool(pool -> pool.size(3).eager(true))
                .build()) {
            assertThat(python.statistics().live()).isEqualTo(3);
        }
        assertThat(Files.readAllLines(runs)).hasSize(1);
    }

    @Test
    void aVirtualEnvironmentBringsItsPackagesAndItsNoiseHarmsNothing() throws Exception {
        Path venv = temp.resolve("venv");
        Process made = new ProcessBuilder("python3", "-m", "venv", "--without-pip", venv.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        Path packages;
        try (Stream<Path> found = Files.walk(venv)) {
            packages = found.filter(path -> path.endsWith("site-packages"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(
                packages.resolve("sitecustomize.py"), "import os\nprint('noise')\nos.write(1, b'more noise')\n");
        Files.writeString(packages.resolve("installed.py"), "answer = 42\n");
        try (Python python =
                Python.builder(PythonProcess.builder().venv(venv).build()).build()) {
            assertThat(python.eval("import installed\ninstalled.answer").as(int.class))
                    .isEqualTo(42);
            assertThat(Path.of(python.eval("import sys\nsys.prefix").as(String.class))
                            .toRealPath())
                    .isEqualTo(venv.toRealPath());
        }
    }

    @Test
    void theDirectoryTheEnvironmentAndThePathAreTheWorkers() throws IOException {
        Path modules = Files.createDirectory(temp.resolve("modules"));
        Path others = Files.createDirectory(temp.resolve("others"));
        Files.writeString(modules.resolve("both.py"), "where = 'path'");
        Files.writeString(others.resolve("both.py"), "where = 'PYTHONPATH'");
        Files.writeString(others.resolve("other.py"), "where = 'PYTHONPATH'");
        PythonProcess backend = PythonProcess.builder()
                .directory(temp)
                .environment("GREETING", "hello")
                .environment("PYTHONPATH", others.toString())
                .environment("HOME", null)
                .path(modules)
                .build();
        try (Python python = Python.builder(backend).build()) {
            assertThat(Path.of(python.call("os:getcwd", List.of(), String.class))
                            .toRealPath())
                    .isEqualTo(temp.toRealPath());
            assertThat(python.eval("import os\n[os.environ['GREETING'], 'HOME' in os.environ]")
                            .as(Object.class))
                    .isEqualTo(List.of("hello", false));
            assertThat(python.eval("import both, other\n[both.where, other.where]")
                            .as(Object.class))
                    .isEqualTo(List.of("path", "PYTHONPATH"));
        }
    }

    @Test
    void theInterpreterIsIsolatedFromItsDirectory() throws IOException {
        Files.writeString(temp.resolve("intruder.py"), "");
        try (Python python = Python.builder(
                        PythonProcess.builder().directory(temp).build())
                .output(() -> Output.capture(1000))
                .build()) {
            assertThat(python.eval("import importlib.util\nimportlib.util.find_spec('intruder') is None")
                            .as(boolean.class))
                    .isTrue();
        }
    }
}

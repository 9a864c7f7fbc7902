package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.UnsupportedCapabilityException;
import org.pybridge.pool.ResetPolicy;

/** What cannot start says why, and what to do. */
class StartTest {
    @TempDir
    private Path directory;

    private static void assertRefused(CPython backend, String... messages) {
        assertThatThrownBy(() -> Python.builder(backend).build())
                .isInstanceOf(InterpreterLostException.class)
                .hasMessageContainingAll(messages);
    }

    private String program(String answer) throws IOException {
        Path program = directory.resolve("python");
        Files.writeString(program, "#!/bin/sh\nprintf '" + answer + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program.toString();
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertRefused(CPython.at("no-such-python"), "no-such-python cannot be run");
    }

    @Test
    void aProgramThatDoesNotAnswerIsNotWaitedFor() throws IOException {
        Path silent = directory.resolve("silent");
        Files.writeString(silent, "#!/bin/sh\nsleep 600\n");
        assertThat(silent.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> InstalledPython.find(silent.toString(), Duration.ofMillis(300)))
                .isInstanceOf(InterpreterLostException.class)
                .hasMessageContainingAll(silent.toString(), "did not say within 300 ms", "is it a Python interpreter?");
    }

    @Test
    void whatIsNoPythonSaysWhatItAnswered() throws IOException {
        assertRefused(CPython.at(program("hello")), "is no CPython", "hello");
    }

    @Test
    void anotherImplementationIsRefused() throws IOException {
        assertRefused(CPython.at(program("pypy\\n3\\n11\\n/x\\n1\\n/x\\nx\\n0")), "is no CPython");
    }

    @Test
    void anOldPythonIsRefused() throws IOException {
        assertRefused(
                CPython.at(program("cpython\\n3\\n9\\n/x\\n1\\n/x\\nx\\n0")),
                "is Python 3.9",
                "3.11 or later is needed");
    }

    @Test
    void aPythonWithoutASharedLibrarySaysHowToGetOne() throws IOException {
        assertRefused(
                CPython.at(program("cpython\\n3\\n13\\n/x\\n0\\n/x\\nx\\n0")),
                "has no shared library",
                "--enable-shared",
                "CPython.bundled()");
    }

    @Test
    void aFreeThreadedBuildIsRefused() throws IOException {
        assertRefused(
                CPython.at(program("cpython\\n3\\n13\\n/x\\n1\\n/x\\nx\\n1")),
                "free-threaded",
                "Py_GIL_DISABLED",
                "take a build of the same version without that option",
                "CPython.bundled()");
    }

    @Test
    void aSecondPythonOfTheSameJvmIsRefused() throws IOException {
        try (Python first = Python.builder(Pythons.builder().build()).build()) {
            assertThat(first.eval("1").as(int.class)).isEqualTo(1);
            Path library = Files.createFile(directory.resolve("libpython3.13.so.1.0"));
            String other = program("cpython\\n3\\n13\\n/x\\n1\\n" + directory + "\\n" + library.getFileName() + "\\n0");
            assertRefused(CPython.at(other), "this JVM runs", "can have no other CPython", "worker processes");
        }
    }

    @Test
    void sharesOfOneInterpreterHaveNoFreshState() {
        assertThatThrownBy(() -> Python.builder(Pythons.builder().build())
                        .pool(pool -> pool.resetPolicy(ResetPolicy.FRESH))
                        .build())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("OWN_STATE");
    }
}

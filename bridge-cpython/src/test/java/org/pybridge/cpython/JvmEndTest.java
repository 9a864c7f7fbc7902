package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.testing.support.ChildJvm;

/** What Python does when the JVM ends. */
class JvmEndTest {
    private static final String BUNDLED = "bundled";

    @TempDir
    private Path directory;

    /** Ends without closing Python. Its arguments are a home and a file, which a function of {@code atexit} writes. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            CPython home = arguments[0].equals(BUNDLED) ? CPython.bundled() : CPython.at(arguments[0]);
            Python python = Python.builder(home).build();
            python.exec(
                    "import atexit, pathlib, threading\natexit.register(pathlib.Path(file).write_text, 'has run')",
                    Map.of("file", arguments[1]));
        }
    }

    /** Up to Python 3.12 it would first wait for the thread that imported {@code threading}. */
    @ParameterizedTest
    @ValueSource(strings = {BUNDLED, "python3"})
    void functionsOfAtexitRun(String home) throws IOException, InterruptedException {
        assumeTrue(home.equals(BUNDLED) || canBeEmbedded(home), "its shared library is needed");
        Path written = directory.resolve("written");
        assertThat(ChildJvm.of(Program.class)
                        .options("--enable-native-access=ALL-UNNAMED")
                        .output(home, written.toString()))
                .doesNotContain("Exception");
        assertThat(written).hasContent("has run");
    }

    private static boolean canBeEmbedded(String executable) {
        try {
            InstalledPython.find(executable, Duration.ofSeconds(30));
            return true;
        } catch (InterpreterLostException refused) {
            return false;
        }
    }
}

package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.CallTimeoutException;
import org.pybridge.Python;

/** Code that cannot be stopped does not keep the JVM, in which it runs, from ending. */
class JvmEndTest {
    private static final int MINUTES = 2;

    @TempDir
    Path folder;

    /** A program that leaves a call behind. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (Python python = Python.builder(GraalPy.builder().build())
                    .callTimeout(Duration.ofSeconds(2))
                    .build()) {
                assertThatExceptionOfType(CallTimeoutException.class)
                        .isThrownBy(() -> python.eval("sum(iter(int, 1))"))
                        .withMessageContaining("could not be stopped");
            }
        }
    }

    @Test
    void theJvmEndsThoughACallDoesNot() throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            assertThat(jvm.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("the JVM has ended")
                    .isTrue();
        } finally {
            jvm.destroyForcibly();
        }
        assertThat(jvm.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Program.class.getName());
        return command;
    }
}

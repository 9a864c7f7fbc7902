package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Output;
import org.pybridge.Python;

/** Workers and what they have started end with their JVM, even when it is killed. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class OrphanTest {
    private static final String START = """
            import os, subprocess
            print(os.getpid(), subprocess.Popen(['sleep', '600']).pid)
            """;

    /** The other JVM: it runs a script in a worker and goes on until it is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            try (Python python = Python.builder(PythonProcess.builder().build())
                    .output(() -> Output.to(System.out, System.err))
                    .build()) {
                python.exec(arguments[0]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import time\ntime.sleep(600)",
                "while True: pass",
                "9 ** (9 ** 9)",
                "import ctypes\nctypes.PyDLL(None).sleep(600)",
                "import os, time\nos.fork()\ntime.sleep(600)"
            })
    void noProcessIsLeftTwoSecondsAfterItsJvmWasKilled(String busy) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Stream.of("java.class.path", "jdk.module.path")
                                .map(System::getProperty)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(":")),
                        Victim.class.getName(),
                        START + busy)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> started = processes(jvm.inputReader());
        assertThat(started).hasSize(2).allMatch(ProcessHandle::isAlive);
        jvm.destroyForcibly().waitFor();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (started.stream().anyMatch(ProcessHandle::isAlive)) {
            assertThat(System.nanoTime()).as("a process is left").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static List<ProcessHandle> processes(BufferedReader output) throws Exception {
        return Arrays.stream(output.readLine().split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }
}

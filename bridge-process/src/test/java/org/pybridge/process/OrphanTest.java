package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.BridgeException;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.internal.support.StaleFiles;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Processes;

/** Workers and what they have started end with their JVM, even when it is killed. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class OrphanTest {
    private static final String START = """
        import os, subprocess
        print(os.getpid(), subprocess.Popen(['sleep', '600']).pid)
        """;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** A Python that answers what it is, and then nothing. */
    private static final String MUTE = """
        #!/bin/sh
        case "$4" in *pybridge-probe*)
            exec python3 "$1" "$2" "$3" "import sys; sys.executable = 'PYTHON'
        $4";;
        esac
        exec sleep 600
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
        Process jvm = start(Victim.class, START + busy);
        List<ProcessHandle> started;
        try {
            started = processes(jvm.inputReader());
            assertThat(started).hasSize(2).allMatch(ProcessHandle::isAlive);
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        Background.until(Duration.ofSeconds(2), () -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Another JVM, whose worker never says hello; and a file as memory is before it has lost its name. */
    static final class Starting {
        private Starting() {}

        public static void main(String[] arguments) throws IOException {
            Files.createTempFile(MEMORY, StaleFiles.prefix(), ".memory");
            Python.builder(PythonProcess.at(arguments[0])).build().close();
        }
    }

    @Test
    void whatAKilledJvmLeftIsDeletedByTheNextStart(@TempDir Path temp) throws Exception {
        Path mute = Files.writeString(temp.resolve("python"), MUTE.replace("PYTHON", temp.resolve("python") + ""));
        Files.setPosixFilePermissions(mute, PosixFilePermissions.fromString("rwx------"));
        Path ours = Files.createTempFile(MEMORY, StaleFiles.prefix(), ".memory");
        Process jvm = start(Starting.class, mute.toString());
        String prefix = prefixOf(jvm);
        try {
            Processes.await(() -> left(TEMPORARY, prefix) == 1 && left(MEMORY, prefix) == 1);
        } finally {
            List<ProcessHandle> launcher = jvm.descendants().toList();
            jvm.destroyForcibly().waitFor();
            launcher.forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(left(TEMPORARY, prefix) + left(MEMORY, prefix)).isEqualTo(2);
        PythonProcess.start().close();
        assertThat(left(TEMPORARY, prefix) + left(MEMORY, prefix)).isZero();
        Files.delete(ours);
    }

    /** Another JVM, whose directory for temporary files is not there. */
    static final class Homeless {
        private Homeless() {}

        public static void main(String[] arguments) {
            try {
                PythonProcess.start().eval(arguments[0]);
            } catch (BridgeException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @Test
    void aMissingDirectoryForTemporaryFilesIsNamed(@TempDir Path temp) throws Exception {
        Path missing = temp.resolve("missing");
        Process jvm = start(Homeless.class, "1", "-Djava.io.tmpdir=" + missing);
        assertThat(jvm.inputReader().readLine())
                .contains("no writable directory for temporary files: " + missing, "java.io.tmpdir");
        jvm.destroyForcibly().waitFor();
    }

    private static String prefixOf(Process process) {
        String own = "-" + Long.toString(ProcessHandle.current().pid(), 36) + "-";
        return StaleFiles.prefix().replace(own, "-" + Long.toString(process.pid(), 36) + "-");
    }

    private static long left(Path directory, String prefix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Process start(Class<?> program, String argument, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(":")));
        command.add(program.getName());
        command.add(argument);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<ProcessHandle> processes(BufferedReader output) throws Exception {
        return Arrays.stream(output.readLine().split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }
}

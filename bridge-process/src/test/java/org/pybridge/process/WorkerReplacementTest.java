package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pybridge.InterpreterLostException;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.Python;
import org.pybridge.SharedArray;
import org.pybridge.internal.support.StaleFiles;
import org.pybridge.testing.support.Processes;

/** Workers that are killed and replaced, again and again; {@code -Dpybridge.cycles} says how often. */
@Timeout(1800)
@EnabledOnOs(OS.LINUX)
class WorkerReplacementTest {
    /** What a JVM has that workers could leave behind. */
    private record Census(long processes, long threads, long descriptors, long memory, long files) {
        static Census now() {
            String own = StaleFiles.prefix();
            return new Census(
                    workers(),
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("pybridge"))
                            .count(),
                    count(Path.of("/proc/self/fd"), file -> true),
                    count(Path.of("/dev/shm"), file -> file.startsWith(own)),
                    count(Path.of(System.getProperty("java.io.tmpdir")), file -> file.startsWith(own)));
        }

        boolean isNoMoreThan(Census other) {
            return processes <= other.processes
                    && threads <= other.threads
                    && descriptors <= other.descriptors
                    && memory <= other.memory
                    && files <= other.files;
        }
    }

    @Test
    void nothingIsLeftOfWorkersThatWereReplaced() {
        int cycles = Integer.getInteger("pybridge.cycles", 20);
        PythonProcess.start().close(); // What is there once for all stays.
        Processes.await(() -> workers() == 0);
        Census before = Census.now();
        Python python = Python.builder(PythonProcess.builder().build())
                .pool(pool -> pool.size(1))
                .build();
        try (SharedArray array = python.allocateShared(ItemType.BYTE, 1 << 20)) {
            Map<String, Object> arguments = Map.of("array", array, "copy", PyBuffer.of(DoubleBuffer.allocate(1 << 17)));
            for (int i = 0; i < cycles; i++) {
                assertThatThrownBy(() -> python.exec("import os\nos.kill(os.getpid(), 9)", arguments))
                        .isInstanceOf(InterpreterLostException.class);
                assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            }
        }
        assertThat(python.statistics().died()).isEqualTo(cycles);
        python.close();
        Processes.await(() -> {
            // Memory that was mapped goes back when nobody can see it any more.
            System.gc();
            return Census.now().isNoMoreThan(before);
        });
        System.out.printf("%d workers replaced; before: %s, after: %s%n", cycles, before, Census.now());
    }

    private static long workers() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return children.filter(ProcessHandle::isAlive).count();
        }
    }

    private static long count(Path directory, Predicate<String> wanted) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

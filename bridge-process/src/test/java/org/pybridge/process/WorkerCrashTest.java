package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.CapturedOutput;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.Python;

/** What only a worker can do to its connections, and what is left of it. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class WorkerCrashTest {
    private static final String LANE = "import os, sys\nlane = sys.modules['_pybridge_lanes'].current()._descriptor\n";

    /** Native code that writes and does not let other threads run meanwhile. */
    private static final String FLOOD = """
            import ctypes
            libc = ctypes.PyDLL(None)
            block = b'x' * 65535 + b'\\n'
            for descriptor in (1, 2):
                left = total
                while left > 0:
                    left -= libc.write(descriptor, block, len(block))
            """;

    private Python python;

    @BeforeEach
    void start() {
        python = Python.builder(PythonProcess.builder().build())
                .pool(pool -> pool.size(1))
                .build();
    }

    @AfterEach
    void stop() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.write(lane, b'\\0\\0\\0\\x64\\x05half a frame')\nos._exit(0)",
                "os.write(lane, b'garbage ' * 100)",
                "os.write(lane, b'\\x7f\\xff\\xff\\xff' + b'oversized')\nos._exit(0)",
                "os.write(lane, b'\\xff\\xff\\xff\\xff')",
                "os.write(lane, b'\\0\\0\\0\\x09\\x63' + bytes(8))",
                "os.write(lane, b'\\0\\0\\0\\x0b\\x05' + bytes(8) + b'\\xc1\\xc1')",
                "os.write(lane, b'\\0\\0\\0\\x09\\x00' + bytes(8))",
                "os.dup2(os.open('/dev/null', os.O_RDWR), lane)",
                "os.close(lane)"
            })
    void aBrokenConnectionFailsItsCallAndTheNextCallSucceeds(String code) {
        InterpreterLostException lost =
                catchThrowableOfType(InterpreterLostException.class, () -> python.exec(LANE + code));
        assertThat(lost).isNotNull();
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        assertThat(python.statistics().lost()).isEqualTo(1);
    }

    @Test
    void aFloodOfNativeOutputPassesAndIsCut() {
        long total = Long.getLong("pybridge.flood", 64L << 20);
        CapturedOutput output = Output.capture(1000);
        python.call(Call.of("builtins:exec").with(FLOOD, Map.of("total", total)).output(output));
        assertThat(output.truncated()).isTrue();
        assertThat(output.stdout()).isEqualTo("x".repeat(1000));
        assertThat(output.stderr()).isEqualTo("x".repeat(1000));
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
    }

    @Test
    void whatACrashedWorkerHasStartedIsEnded() {
        long child = python.eval("import subprocess\nsubprocess.Popen(['sleep', '600']).pid")
                .as(long.class);
        assertThatThrownBy(() -> python.exec("import os\nos._exit(1)")).isInstanceOf(InterpreterLostException.class);
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void whatAClosedWorkerHasStartedIsEnded() {
        long child = python.eval("import subprocess\nsubprocess.Popen(['sleep', '600']).pid")
                .as(long.class);
        python.close();
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void nothingIsLeftOfWorkersThatWereReplaced() throws IOException {
        int cycles = Integer.getInteger("pybridge.cycles", 20);
        python.eval("1");
        long descriptors = count(Path.of("/proc/self/fd"));
        long directories = temporary();
        for (int i = 0; i < cycles; i++) {
            assertThatThrownBy(() -> python.exec("import os\nos.kill(os.getpid(), 9)"))
                    .isInstanceOf(InterpreterLostException.class);
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
        assertThat(python.statistics().lost()).isEqualTo(cycles);
        python.close();
        until(() -> workers() == 0);
        until(() -> threads().isEmpty());
        until(() -> count(Path.of("/proc/self/fd")) <= descriptors);
        assertThat(temporary()).isEqualTo(directories);
    }

    private static long workers() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return children.filter(ProcessHandle::isAlive).count();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("pybridge-side") || name.startsWith("pybridge-raw"))
                .toList();
    }

    private static long count(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static long temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("pybridge\\d+"))
                    .count();
        }
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}

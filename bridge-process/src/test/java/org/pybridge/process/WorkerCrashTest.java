package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.CapturedOutput;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.PythonExitException;

/** What only a worker can do to its connections, and what is left of it. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class WorkerCrashTest {
    private static final String LANE =
            "import os, sys\nlane = sys.modules['_pybridge_conversations'].current()._descriptor\n";

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

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.builder(PythonProcess.builder().build())
                .pool(pool -> pool.size(2))
                .build();
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    static Stream<Arguments> deaths() {
        return Stream.of(
                death("os._exit(3)", "os._exit(3)"),
                death("os._exit(0)", "os._exit(0)"),
                death("SIGKILL", "os.kill(os.getpid(), 9)"),
                death("segmentation fault", "import faulthandler\nfaulthandler._sigsegv()"),
                death("abort", "os.abort()"),
                death("half a frame", "os.write(lane, b'\\0\\0\\0\\x64\\x05half a frame')\nos._exit(0)"),
                death("garbage", "os.write(lane, b'garbage ' * 100)"),
                death("oversized frame", "os.write(lane, b'\\x7f\\xff\\xff\\xff' + b'oversized')\nos._exit(0)"),
                death("frame of a negative size", "os.write(lane, b'\\xff\\xff\\xff\\xff')"),
                death("frame of an unknown kind", "os.write(lane, b'\\0\\0\\0\\x09\\x63' + bytes(8))"),
                death(
                        "frame whose value is malformed",
                        "os.write(lane, b'\\0\\0\\0\\x0b\\x05' + bytes(8) + b'\\xc1\\xc1')"),
                death("hello in a call", "os.write(lane, b'\\0\\0\\0\\x09\\x00' + bytes(8))"),
                death("diverted descriptor", "os.dup2(os.open('/dev/null', os.O_RDWR), lane)"),
                death("closed descriptor", "os.close(lane)"),
                death("all descriptors closed", "os.closerange(0, 1000)"));
    }

    private static Arguments death(String name, String code) {
        return Arguments.of(name, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deaths")
    void exactlyTheCallInADyingWorkerFailsAndTheNextCallSucceeds(String name, String code) throws Exception {
        long before = python.statistics().died();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch dead = new CountDownLatch(1);
        IntUnaryOperator wait = value -> {
            entered.countDown();
            assertThatCode(() -> dead.await()).doesNotThrowAnyException();
            return value;
        };
        CompletableFuture<Integer> neighbour =
                python.async().eval("wait(2)", Map.of("wait", wait)).thenApply(value -> value.as(int.class));
        entered.await();
        InterpreterLostException lost =
                catchThrowableOfType(InterpreterLostException.class, () -> python.exec(LANE + code));
        assertThat(lost).isNotNull();
        assertThat(lost.mayHaveRun()).isTrue();
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        dead.countDown();
        assertThat(neighbour.get()).isEqualTo(2);
        assertThat(python.statistics().died()).isEqualTo(before + 1);
    }

    @Test
    void anExitEndsItsCallAndNoWorker() {
        long before = python.statistics().died();
        assertThatThrownBy(() -> python.exec("raise SystemExit(3)")).isInstanceOf(PythonExitException.class);
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        assertThat(python.statistics().died()).isEqualTo(before);
    }

    @Test
    void anEndlessLoopEndsWithItsTimeLimitAndNoWorkerDies() {
        assertThatThrownBy(() -> python.call(
                        Call.of("builtins:exec").with("while True: pass").timeout(Duration.ofMillis(100))))
                .isInstanceOf(CallTimeoutException.class);
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
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
        Python own = PythonProcess.start();
        long child = own.eval("import subprocess\nsubprocess.Popen(['sleep', '600']).pid")
                .as(long.class);
        own.close();
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }
}

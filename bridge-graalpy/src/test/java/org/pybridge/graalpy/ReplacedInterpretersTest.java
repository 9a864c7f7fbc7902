package org.pybridge.graalpy;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.BridgeException;
import org.pybridge.Call;
import org.pybridge.Python;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.testing.support.Background;

/** Whatever an interpreter is replaced for, nothing of it stays: no engine, no thread. */
@Timeout(120)
class ReplacedInterpretersTest {
    private static final int ROUNDS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Engines engines = new Engines(1, any -> false);

    /** Why an interpreter is replaced, and the call after which it is. */
    enum Reason {
        USES(pool -> pool.maxUses(1).jitter(0), python -> python.eval("import threading")),
        AGE(pool -> pool.maxAge(Duration.ofMillis(1)).jitter(0), python -> python.eval("1")),
        CHANGED_LIBRARY(pool -> {}, python -> {
            python.exec("exec('import sys\\nsys.modules[\"_pybridge_graalpy\"].marshal = None')");
            python.eval("x", Map.of("x", Map.of("a", 1)));
        }),
        STOPPED(
                pool -> pool.reuseInterrupted(false),
                python -> python.call(Call.of("time:sleep").with(60).timeout(Duration.ofMillis(200)))),
        CHILD_PROCESS(
                pool -> pool.maxUses(1).jitter(0),
                python -> python.exec("import subprocess\nsubprocess.Popen(['sleep', '600'])"));

        private final Consumer<PoolBuilder> pool;
        private final Consumer<Python> call;

        Reason(Consumer<PoolBuilder> pool, Consumer<Python> call) {
            this.pool = pool;
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingStaysOfAReplacedInterpreter(Reason reason) {
        try (Python python = Python.builder(GraalPy.builder().build(engines))
                .pool(pool -> reason.pool.accept(pool.size(1)))
                .build()) {
            fail(reason, python);
            awaitEngines(1);
            int threads = Thread.activeCount();
            for (int i = 0; i < ROUNDS; i++) {
                fail(reason, python);
            }
            awaitEngines(1);
            awaitThreads(threads + ROUNDS - 1);
        }
        awaitEngines(0);
    }

    /** The engine keeps what belongs to a thread in the thread, whose own it is: that of the caller lives on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "async def f():\n    return 1\nf()",
                "async def f():\n    yield 1\nf()",
                "import asyncio\nasyncio.run(asyncio.sleep(0))"
            })
    void nothingOfAClosedInterpreterStaysInItsCallersThread(String code) {
        String interpreters = GraalPyInterpreter.class.getName();
        long before = Instances.of(interpreters);
        evaluate(code);
        Background.until(TIMEOUT, () -> Instances.of(interpreters) <= before);
    }

    /** Apart, because a method keeps its variables until it returns. */
    private void evaluate(String code) {
        try (Python python = Python.builder(GraalPy.builder().build(engines)).build()) {
            python.eval(code);
        }
    }

    private static void fail(Reason reason, Python python) {
        try {
            reason.call.accept(python);
        } catch (BridgeException expected) {
            // That is how the interpreter is lost.
        }
    }

    /** What was replaced is closed by threads of its own. */
    private void awaitEngines(int most) {
        Background.until(TIMEOUT, () -> engines.open().size() <= most);
    }

    /** Less than one more for each interpreter that was replaced. */
    private static void awaitThreads(int most) {
        Background.until(TIMEOUT, () -> Thread.activeCount() <= most);
    }
}

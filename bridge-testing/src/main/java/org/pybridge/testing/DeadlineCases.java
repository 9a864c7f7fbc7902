package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.PyModule;
import org.pybridge.PyTimeout;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.pool.CallThread;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Rung;

/** Calls that take longer than they may, in code that Python lets be stopped. */
@Timeout(120)
abstract class DeadlineCases extends Cases {
    private static final Duration LIMIT = Duration.ofMillis(300);

    /** What the grace times, a slow machine and a garbage collection may add. The bound is what counts: the code runs for ever. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    @BeforeEach
    void needInterrupts() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
    }

    private static Call<?> call(String function) {
        Runnable started = () -> {};
        return Call.of(function).with(started).timeout(LIMIT);
    }

    private CallTimeoutException timesOut(ThrowingCallable work) {
        long begin = System.nanoTime();
        CallTimeoutException timeout = Raised.by(work, CallTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(LIMIT, LIMIT.plus(SLACK));
        assertThat(timeout.limit()).isEqualTo(LIMIT);
        assertThat(timeout.mayHaveRun()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        return timeout;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "spin",
                "spin_stubbornly",
                "sleep_long",
                "lock_twice",
                "match_catastrophically",
                "sort_slowly",
                "import_hanging",
                "leave_thread"
            })
    void codeThatNeverEndsIsInterrupted(String function) {
        CallTimeoutException timeout = timesOut(() -> python().call(call("lab:" + function)));
        timeout.printStackTrace();
        assertThat(timeout.rung()).isEqualTo(Rung.INTERRUPT);
        assertThat(python().call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
    }
}

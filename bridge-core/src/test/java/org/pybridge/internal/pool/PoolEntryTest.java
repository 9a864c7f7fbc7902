package org.pybridge.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Interpreter;

/** Interpreters that die, which real ones seldom do when asked. */
class PoolEntryTest {
    private final List<DyingInterpreter> started = new ArrayList<>();
    private final InterpreterPool pool = new InterpreterPool(
            PoolConfig.builder().size(1).build(), place -> start(), Output::toLog, Runnable::run, Telemetry.NONE);

    private Interpreter start() {
        DyingInterpreter interpreter = new DyingInterpreter();
        started.add(interpreter);
        return interpreter;
    }

    @Test
    void anInterpreterThatDiedIsClosedReplacedAndCounted() {
        pool.start();
        started.get(0).alive = false;
        Slot slot = pool.borrow(null);

        assertThat(slot.interpreter()).isSameAs(started.get(1));
        assertThat(started.get(0).closed).isTrue();
        assertThat(pool.statistics().died()).isEqualTo(1);
    }

    @Test
    void aFailedStartIsTriedAgainByTheNextCall() {
        List<Integer> attempts = new ArrayList<>();
        InterpreterPool flaky = new InterpreterPool(
                PoolConfig.builder().size(1).build(),
                place -> {
                    attempts.add(1);
                    if (attempts.size() == 1) {
                        throw new InterpreterLostException("no memory", null);
                    }
                    return new DyingInterpreter();
                },
                Output::toLog,
                Runnable::run,
                Telemetry.NONE);

        assertThatThrownBy(flaky::start).isInstanceOf(InterpreterLostException.class);
        assertThat(flaky.borrow(null).interpreter().isUsable()).isTrue();
    }

    @Test
    void nothingIsStartedAfterClosing() {
        Slot slot = pool.borrow(null);
        pool.close(Duration.ZERO);

        assertThatThrownBy(slot::interpreter).isInstanceOf(PythonClosedException.class);
        assertThat(started).isEmpty();
    }
}

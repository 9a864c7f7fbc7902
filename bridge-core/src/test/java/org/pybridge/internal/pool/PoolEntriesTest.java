package org.pybridge.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.StaleObjectException;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.Interpreter;

/** Slots that move from one interpreter to another. What a pool does in the background is done at once here. */
class PoolEntriesTest {
    private final List<DyingInterpreter> started = new CopyOnWriteArrayList<>();

    private InterpreterPool pool(PoolConfig config) {
        InterpreterPool pool =
                new InterpreterPool(config, place -> start(), Output::toLog, Runnable::run, Telemetry.NONE);
        pool.start();
        return pool;
    }

    private Interpreter start() {
        DyingInterpreter interpreter = new DyingInterpreter();
        started.add(interpreter);
        return interpreter;
    }

    @Test
    void aWornInterpreterIsClosedAndASpareTakesItsPlace() {
        InterpreterPool pool =
                pool(PoolConfig.builder().size(1).spares(1).maxUses(1).build());
        pool.giveBack(pool.borrow(null), true);
        assertThat(started.get(0).closed).isTrue();
        assertThat(pool.borrow(null).interpreter()).isSameAs(started.get(1));
        assertThat(pool.statistics().retired()).isEqualTo(1);
        assertThat(pool.statistics().spares()).isEqualTo(1);
    }

    @Test
    void aWornInterpreterWithoutASpareIsReplacedByANewOne() {
        InterpreterPool pool =
                pool(PoolConfig.builder().size(1).maxUses(2).jitter(0).build());
        for (int use = 0; use < 4; use++) {
            pool.giveBack(pool.borrow(null), true);
        }
        assertThat(started).hasSize(3);
        assertThat(pool.statistics().live()).isEqualTo(1);
    }

    @Test
    void anInterpreterThatCallersShareIsReplacedAfterTheLastOfThem() {
        InterpreterPool pool = pool(
                PoolConfig.builder().size(1).callersPerInterpreter(2).spares(1).build());
        Slot first = pool.borrow(null);
        Slot second = pool.borrow(null);
        first.place().expire(DiscardReason.CHANGED);
        pool.giveBack(first, true);
        assertThat(started.get(0).closed).isFalse();
        assertThat(pool.statistics().idle()).isZero();
        pool.giveBack(second, true);
        assertThat(started.get(0).closed).isTrue();
        assertThat(pool.statistics().idle()).isEqualTo(1);
        assertThat(first.place()).isSameAs(second.place());
    }

    @Test
    void aBorrowerThatWaitsForTheStartIsCountedWithWhatStarts() {
        List<PoolStatistics> during = new CopyOnWriteArrayList<>();
        AtomicReference<InterpreterPool> itself = new AtomicReference<>();
        PoolConfig two = PoolConfig.builder().size(2).build();
        Function<PoolEntry, Interpreter> starter = place -> {
            if (itself.get() != null) {
                during.add(itself.get().statistics());
            }
            return start();
        };
        InterpreterPool pool = new InterpreterPool(two, starter, Output::toLog, Runnable::run, Telemetry.NONE);
        pool.start();
        itself.set(pool);
        pool.borrow(null).interpreter();
        pool.borrow(null).interpreter();
        assertThat(during)
                .singleElement()
                .satisfies(then -> assertThat(List.of(then.active(), then.idle(), then.live(), then.starting()))
                        .containsExactly(2, 0, 1, 1));
    }

    @Test
    void whoeverWantsAPlaceThatWasLeftIsTold() {
        InterpreterPool pool = pool(PoolConfig.builder().size(1).maxUses(1).build());
        Slot slot = pool.borrow(null);
        PoolEntry left = slot.place();
        pool.giveBack(slot, true);
        assertThatThrownBy(() -> pool.borrow(left)).isInstanceOf(StaleObjectException.class);
        assertThat(pool.placeOf(started.get(0))).isNull();
        assertThat(pool.statistics().idle()).isEqualTo(1);
    }

    @Test
    void aPoolWhoseNextInterpreterDoesNotStartLendsItsPlaceAllTheSame() {
        boolean[] failing = {false};
        InterpreterPool pool = new InterpreterPool(
                PoolConfig.builder().size(1).maxUses(1).build(),
                place -> {
                    if (failing[0]) {
                        throw new InterpreterLostException("no memory", null);
                    }
                    return start();
                },
                Output::toLog,
                Runnable::run,
                Telemetry.NONE);
        pool.start();
        failing[0] = true;
        pool.giveBack(pool.borrow(null), true);
        Slot slot = pool.borrow(null);
        assertThatThrownBy(slot::interpreter).isInstanceOf(InterpreterLostException.class);
        failing[0] = false;
        assertThat(slot.interpreter().isUsable()).isTrue();
    }

    @Test
    void closingClosesInterpretersAndSpares() {
        InterpreterPool pool =
                pool(PoolConfig.builder().size(2).spares(2).eager(true).build());
        pool.close(Duration.ZERO);
        assertThat(started).hasSize(4).allMatch(interpreter -> interpreter.closed);
    }

    @Test
    void theMemoryOfThoseThatAreUpIsMeasured() {
        InterpreterPool pool = pool(PoolConfig.builder().size(2).build());
        started.get(0).memory = 42;
        assertThat(pool.memory())
                .singleElement()
                .satisfies(bytes -> assertThat(bytes).hasValue(42));
    }
}

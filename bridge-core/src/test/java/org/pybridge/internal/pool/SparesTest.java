package org.pybridge.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.pybridge.InterpreterLostException;

/** Interpreters that are started ahead. What runs in the background runs when a test says so. */
class SparesTest {
    private final List<DyingInterpreter> started = new ArrayList<>();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private boolean failing;
    private final Spares spares = new Spares(2, this::place, background::add);

    private PoolEntry place() {
        return Entries.place(this::start);
    }

    private DyingInterpreter start() {
        if (failing) {
            throw new InterpreterLostException("no memory", null);
        }
        DyingInterpreter interpreter = new DyingInterpreter();
        started.add(interpreter);
        return interpreter;
    }

    private void runBackground() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    @Test
    void asManyAreStartedAsWereAskedForAndNoMore() {
        spares.fill();
        spares.fill();
        runBackground();
        assertThat(started).hasSize(2);
        assertThat(spares.count()).isEqualTo(2);
    }

    @Test
    void noneIsReadyWhileTheyStart() {
        spares.fill();
        assertThat(spares.take()).isNull();
    }

    @Test
    void whoTakesOneHasTheNextOneStarted() {
        spares.fill();
        runBackground();
        PoolEntry taken = Objects.requireNonNull(spares.take());
        assertThat(taken.interpreter()).isSameAs(started.get(0));
        assertThat(spares.count()).isEqualTo(1);
        runBackground();
        assertThat(spares.count()).isEqualTo(2);
        assertThat(started).hasSize(3);
    }

    @Test
    void oneThatDiedWhileItWaitedIsPassedOver() {
        spares.fill();
        runBackground();
        started.get(0).alive = false;
        assertThat(Objects.requireNonNull(spares.take()).interpreter()).isSameAs(started.get(1));
    }

    @Test
    void oneThatCannotBeStartedIsTriedAgainWhenOneIsNeeded() {
        failing = true;
        spares.fill();
        runBackground();
        assertThat(spares.count()).isZero();
        failing = false;
        assertThat(spares.take()).isNull();
        runBackground();
        assertThat(spares.count()).isEqualTo(2);
    }

    @Test
    void closingClosesThoseThatWaitAndThoseThatStillStart() {
        spares.fill();
        background.remove().run();
        spares.close();
        runBackground();
        assertThat(started).allMatch(interpreter -> interpreter.closed);
        assertThat(spares.take()).isNull();
        assertThat(background).isEmpty();
    }

    @Test
    void aPoolWhoseThreadsHaveEndedStartsNone() {
        Spares late = new Spares(1, this::place, task -> {
            throw new RejectedExecutionException();
        });
        late.fill();
        assertThat(late.count()).isZero();
    }
}

package org.pybridge.internal.pool;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.start;
import static org.pybridge.orders.Schedule.together;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pybridge.Output;
import org.pybridge.PoolStuckException;
import org.pybridge.PythonClosedException;
import org.pybridge.StaleObjectException;
import org.pybridge.internal.Watched;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.orders.Schedule;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.StopStep;

/** In whatever order interpreters are used, replaced and given up, each is closed, none while a call is in it, and no slot gets lost. */
class RetiredScheduleTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** A pool that knows all interpreters that it ever started. */
    private static final class Scene {
        private final Queue<Watched> started = new ConcurrentLinkedQueue<>();
        private final InterpreterPool pool;

        Scene(PoolConfig config) {
            pool = new InterpreterPool(
                    config, place -> started(), Output::toLog, task -> start(task::run), Telemetry.NONE);
        }

        private Watched started() {
            Watched interpreter = new Watched(StopStep.KILL);
            started.add(interpreter);
            return interpreter;
        }

        void use(@Nullable PoolEntry where) {
            Slot slot = pool.borrow(where);
            try {
                ((Watched) slot.interpreter()).pass();
            } finally {
                pool.giveBack(slot, true);
            }
        }

        void closeAndCheck() {
            pool.close(LONG);
            for (Watched interpreter : started) {
                interpreter.check();
            }
        }

        void checkAllClosed() {
            for (Watched interpreter : started) {
                check(interpreter.closings() > 0, "never closed");
            }
        }
    }

    private static final PoolConfig SINGLE_USE =
            PoolConfig.builder().size(1).maxUses(1).liveResultTimeout(LONG).build();

    /** What is initialized by two threads at once is not the scheduler's. */
    @BeforeAll
    static void initializeClasses() {
        Scene scene = new Scene(SINGLE_USE);
        scene.use(null);
        scene.closeAndCheck();
    }

    @Test
    void anInterpreterWithLiveResultsEndsOnceAfterItsLastUse() {
        explore(() -> {
            Scene scene = new Scene(SINGLE_USE);
            Object result = new Object();
            Slot slot = scene.pool.borrow(null);
            PoolEntry place = slot.place();
            slot.interpreter();
            place.hold(result);
            scene.pool.giveBack(slot, true);
            together(
                    () -> {
                        try {
                            scene.use(place);
                        } catch (StaleObjectException ended) {
                            // The result was released before.
                        }
                    },
                    () -> scene.use(null),
                    () -> place.release(result));
            scene.closeAndCheck();
        });
    }

    @Test
    void theSlotOfARetiredInterpreterServesTheNextOne() {
        explore(() -> {
            FairPool<Slot> own;
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            Watched interpreter = new Watched(StopStep.KILL);
            PoolEntry place = new PoolEntry(1, parts(interpreter));
            Slot slot = new Slot(0, place, Output.toLog());
            RetiredInterpreters retired = new RetiredInterpreters(List.of(slot), task -> threads.add(start(task::run)));
            Object result = new Object();
            place.interpreter();
            place.hold(result);
            place.isOver(true);
            check(retired.keep(place), "not kept");
            own = place.retired();
            together(
                    () -> {
                        try {
                            Slot lent = retired.borrow(place, own, LONG);
                            interpreter.pass();
                            retired.giveBack(lent, own);
                        } catch (StaleObjectException ended) {
                            // The result was released before.
                        }
                    },
                    () -> place.release(result));
            for (Thread thread : threads) {
                thread.join();
            }
            check(interpreter.closings() == 1, "closed more or less than once");
            interpreter.check();
            PoolEntry next = new PoolEntry(2, parts(new Watched(StopStep.KILL)));
            next.interpreter();
            next.hold(result);
            next.isOver(true);
            check(retired.keep(next), "the slot got lost");
            next.release(result);
        });
    }

    private static PoolEntry.Parts parts(Watched interpreter) {
        return new PoolEntry.Parts(
                place -> interpreter,
                UsageLimits.of(SINGLE_USE),
                LONG,
                new Counts(),
                Telemetry.NONE,
                new CircuitBreaker(0));
    }

    @Test
    void interpretersThatAreReplacedAfterEachUseServeAll() {
        explore(() -> {
            Scene scene = new Scene(SINGLE_USE);
            together(() -> scene.use(null), () -> scene.use(null), () -> scene.use(null));
            scene.closeAndCheck();
        });
    }

    @Test
    void aPoolThatClosesMeanwhileRefusesOrServes() {
        explore(() -> {
            Scene scene = new Scene(SINGLE_USE);
            Schedule.Steps use = () -> {
                try {
                    scene.use(null);
                } catch (PythonClosedException closed) {
                    // Either before or after.
                }
            };
            together(use, use, () -> scene.pool.close(LONG));
            scene.closeAndCheck();
        });
    }

    /** Each call gets stuck, is given up, and comes back after all. */
    @Test
    void whatWasKeptOutComesBackWithTheLastThatIsStuck() {
        explore(() -> {
            Scene scene =
                    new Scene(PoolConfig.builder().size(1).maxQuarantined(0).build());
            Slot slot = scene.pool.borrow(null);
            Watched stuck = (Watched) slot.interpreter();
            together(
                    () -> {
                        scene.pool.quarantine();
                        slot.place().discard(stuck, DiscardReason.STUCK);
                        Thread back = start(() -> {
                            scene.pool.endQuarantine();
                            stuck.close();
                        });
                        scene.pool.giveBack(slot, true);
                        back.join();
                    },
                    () -> {
                        try {
                            scene.use(null);
                        } catch (PoolStuckException told) {
                            // Nothing can come free while it is stuck.
                        }
                    });
            scene.use(null);
            check(scene.pool.statistics().quarantined() == 0, "counted as stuck for ever");
            scene.closeAndCheck();
        });
    }
}

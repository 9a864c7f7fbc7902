package org.pybridge.internal.pool;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.together;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PythonClosedException;
import org.pybridge.orders.Schedule;

/** In whatever order its borrowers take their steps, a pool lends each resource to one at a time, loses none, and wakes who waits. */
class FairPoolScheduleTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Over as soon as it has begun. */
    private static final Duration SHORT = Duration.ofNanos(1);

    /** A pool of which each resource counts its holders. */
    private static final class Lent {
        private final FairPool<Integer> pool;
        private final AtomicInteger[] holders = {new AtomicInteger(), new AtomicInteger()};
        private final int size;

        Lent(int size, long patience) {
            this.size = size;
            pool = new FairPool<>(List.of(0, 1).subList(0, size), each -> each, () -> 0, patience);
        }

        void use(@Nullable Predicate<Integer> wanted) throws InterruptedException {
            use(LONG, wanted);
        }

        void use(Duration limit, @Nullable Predicate<Integer> wanted) throws InterruptedException {
            int resource = pool.borrow(limit, wanted);
            hold(resource);
            pool.giveBack(resource);
        }

        void hold(int resource) {
            check(holders[resource].incrementAndGet() == 1, "two have the same");
            holders[resource].decrementAndGet();
        }

        void checkAllBack(int borrowed) {
            FairPool.Figures<?> figures = pool.figures();
            check(figures.idle() == size, "lost");
            check(figures.waiting() == 0, "waits for ever");
            check(figures.borrowed() == borrowed, "not counted");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void oneIsLentToOneAtATime(long patience) {
        explore(() -> {
            Lent lent = new Lent(1, patience);
            together(() -> lent.use(null), () -> lent.use(null), () -> lent.use(null));
            lent.checkAllBack(3);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void twoAreLentToThree(long patience) {
        explore(() -> {
            Lent lent = new Lent(2, patience);
            together(() -> lent.use(null), () -> lent.use(null), () -> lent.use(null));
            lent.checkAllBack(3);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void whoeverWantsOneOfThemGetsThat(long patience) {
        explore(() -> {
            Lent lent = new Lent(2, patience);
            together(() -> lent.use(each -> each == 0), () -> lent.use(null), () -> lent.use(each -> each == 0));
            lent.checkAllBack(3);
        });
    }

    @Test
    void nobodyOvertakesWhoHasWaitedLongEnough() {
        explore(() -> {
            Lent lent = new Lent(1, 0);
            ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
            int resource = lent.pool.borrow(LONG, null);
            together(
                    () -> {
                        int own = lent.pool.borrow(LONG, null);
                        order.add("first");
                        lent.pool.giveBack(own);
                    },
                    () -> {
                        while (lent.pool.figures().waiting() == 0 && order.isEmpty()) {
                            Thread.yield();
                        }
                        int own = lent.pool.borrow(LONG, null);
                        order.add("second");
                        lent.pool.giveBack(own);
                    },
                    () -> lent.pool.giveBack(resource));
            check(List.copyOf(order).equals(List.of("first", "second")), "overtaken");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void whoeverStopsWaitingLosesNothing(long patience) {
        explore(() -> {
            Lent lent = new Lent(1, patience);
            AtomicInteger served = new AtomicInteger();
            together(
                    () -> {
                        lent.use(null);
                        served.incrementAndGet();
                    },
                    () -> {
                        try {
                            lent.use(SHORT, null);
                            served.incrementAndGet();
                        } catch (PoolTimeoutException late) {
                            // Nothing came free in time.
                        }
                    },
                    () -> {
                        lent.use(null);
                        served.incrementAndGet();
                    });
            lent.checkAllBack(served.get());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void whoeverIsInterruptedLosesNothing(long patience) {
        explore(() -> {
            Lent lent = new Lent(1, patience);
            int resource = lent.pool.borrow(LONG, null);
            Thread interrupted = new Thread(() -> {
                try {
                    lent.use(null);
                } catch (InterruptedException meant) {
                    // Either before it was served or at that moment.
                }
            });
            interrupted.start();
            together(() -> lent.pool.giveBack(resource), interrupted::interrupt);
            interrupted.join();
            FairPool.Figures<?> figures = lent.pool.figures();
            check(figures.idle() == 1 && figures.waiting() == 0, "lost");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void closingRefusesWhoWaitsAndGetsAllBack(long patience) {
        explore(() -> {
            Lent lent = new Lent(1, patience);
            Schedule.Steps use = () -> {
                try {
                    lent.use(null);
                } catch (PythonClosedException closed) {
                    // Either before or after.
                }
            };
            together(use, use, () -> {
                lent.pool.close();
                check(lent.pool.awaitAll(LONG), "not all came back");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void whatIsTakenOutOfTheLineIsNotLent(long patience) {
        explore(() -> {
            Lent lent = new Lent(1, patience);
            together(() -> lent.use(null), () -> lent.use(null), () -> {
                for (int resource : lent.pool.take(each -> true)) {
                    lent.hold(resource);
                    lent.pool.giveBack(resource);
                }
            });
            lent.checkAllBack(2);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void aSuspendedPoolServesWhenItIsResumed(long patience) {
        explore(() -> {
            Lent lent = new Lent(1, patience);
            together(() -> lent.use(null), () -> lent.use(null), () -> {
                lent.pool.suspend();
                lent.pool.resume();
            });
            lent.checkAllBack(2);
        });
    }

    /** Both may be offered to the one who came first. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void twoThatComeBackServeTwoWhoWait(long patience) {
        explore(() -> {
            Lent lent = new Lent(2, patience);
            int one = lent.pool.borrow(LONG, null);
            int other = lent.pool.borrow(LONG, null);
            together(
                    () -> lent.pool.borrow(LONG, null),
                    () -> lent.pool.borrow(LONG, null),
                    () -> lent.pool.giveBack(one),
                    () -> lent.pool.giveBack(other));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void whoeverLooksThroughAllLeavesThemToWhoWaits(long patience) {
        explore(() -> {
            Lent lent = new Lent(1, patience);
            int resource = lent.pool.borrow(LONG, null);
            together(() -> lent.use(null), () -> lent.pool.giveBack(resource), () -> lent.pool.take(each -> false));
            lent.checkAllBack(2);
        });
    }

    @Test
    void whoeverWaitsForWhatIsWithdrawnIsToldSo() {
        explore(() -> {
            Lent lent = new Lent(1, 0);
            int stuck = lent.pool.borrow(LONG, null);
            CountDownLatch told = new CountDownLatch(1);
            together(
                    () -> {
                        try {
                            lent.use(null);
                        } catch (PoolStuckException nothingLeft) {
                            told.countDown();
                        }
                    },
                    () -> {
                        lent.pool.withdraw();
                        told.await();
                        lent.pool.readmit();
                        lent.pool.giveBack(stuck);
                    });
            FairPool.Figures<?> figures = lent.pool.figures();
            check(figures.idle() == 1 && figures.waiting() == 0, "lost");
        });
    }
}

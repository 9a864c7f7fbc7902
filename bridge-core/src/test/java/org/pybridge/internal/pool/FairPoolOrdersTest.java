package org.pybridge.internal.pool;

import static org.pybridge.internal.Orders.check;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Output;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.Orders;

/** In whatever order its borrowers come and go, a pool lends each resource to one at a time, and loses none. */
@Timeout(60)
class FairPoolOrdersTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    /** A pool of which each resource counts its holders. */
    private static final class Lent {
        private final FairPool<Integer> pool;
        private final AtomicInteger[] holders;

        Lent(int size, long patience) {
            pool = new FairPool<>(List.of(0, 1).subList(0, size), each -> each, () -> 0, patience);
            holders = new AtomicInteger[] {new AtomicInteger(), new AtomicInteger()};
        }

        void use(@Nullable Predicate<Integer> wanted) throws InterruptedException {
            Integer resource = pool.borrow(LONG, wanted);
            check(holders[resource].incrementAndGet() == 1, "two have the same");
            Orders.pause();
            holders[resource].decrementAndGet();
            pool.giveBack(resource);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void oneIsLentToOneAtATime(long patience) {
        Orders.explore(orders -> {
            Lent lent = new Lent(1, patience);
            orders.together(() -> lent.use(null), () -> lent.use(null));
            check(lent.pool.figures().idle() == 1, "lost");
            check(lent.pool.figures().borrowed() == 2, "not counted");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void whoeverWantsOneOfThemGetsThat(long patience) {
        Orders.explore(orders -> {
            Lent lent = new Lent(2, patience);
            orders.together(() -> lent.use(each -> each == 0), () -> lent.use(null), () -> lent.use(each -> each == 0));
            check(lent.pool.figures().idle() == 2, "lost");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void closingRefusesWhoWaitsAndGetsAllBack(long patience) {
        Orders.explore(orders -> {
            Lent lent = new Lent(1, patience);
            Orders.Steps use = () -> {
                try {
                    lent.use(null);
                } catch (PythonClosedException closed) {
                    // Either before or after.
                }
            };
            orders.together(use, use, () -> {
                lent.pool.close();
                check(lent.pool.awaitAll(LONG), "not all came back");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void whatIsTakenOutOfTheLineIsNotLent(long patience) {
        Orders.explore(orders -> {
            Lent lent = new Lent(1, patience);
            orders.together(() -> lent.use(null), () -> {
                List<Integer> taken = lent.pool.take(each -> true);
                for (Integer resource : taken) {
                    check(lent.holders[resource].incrementAndGet() == 1, "taken from its borrower");
                    lent.holders[resource].decrementAndGet();
                    lent.pool.giveBack(resource);
                }
            });
            check(lent.pool.figures().idle() == 1, "lost");
        });
    }

    @Test
    void aSuspendedPoolServesWhenItIsResumed() {
        Orders.explore(orders -> {
            Lent lent = new Lent(1, 0);
            orders.together(() -> lent.use(null), () -> {
                lent.pool.suspend();
                lent.pool.resume();
            });
            check(lent.pool.figures().idle() == 1, "lost");
        });
    }

    @Test
    void whatWasKeptOutComesBackWithTheLastThatIsStuck() {
        Orders.explore(orders -> {
            Quarantine quarantine = new Quarantine(0, 1);
            AtomicInteger out = new AtomicInteger();
            Slot[] slots = {slot(0), slot(1)};
            Orders.Steps[] stuck = new Orders.Steps[slots.length];
            for (int i = 0; i < slots.length; i++) {
                Slot own = slots[i];
                stuck[i] = () -> {
                    quarantine.enter();
                    if (quarantine.keepsOut(own)) {
                        out.incrementAndGet();
                    }
                    quarantine.leave(out::decrementAndGet);
                };
            }
            orders.together(stuck);
            check(out.get() == 0 && quarantine.stuck() == 0, "kept out for ever");
        });
    }

    private static Slot slot(int number) {
        return new Slot(number, Entries.place(DyingInterpreter::new), Output.toLog());
    }
}

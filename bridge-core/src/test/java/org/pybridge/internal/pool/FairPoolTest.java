package org.pybridge.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PythonClosedException;

@Timeout(30)
class FairPoolTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void theMostRecentlyUsedResourceIsLentFirst() throws InterruptedException {
        FairPool<String> pool = pool("a", "b");
        pool.borrow(LONG, null);
        String second = pool.borrow(LONG, null);
        pool.giveBack("a");
        pool.giveBack(second);

        assertThat(pool.borrow(LONG, null)).isEqualTo(second);
    }

    @Test
    void whatIsLentWithoutTheLockIsCountedToo() throws InterruptedException {
        FairPool<String> pool = pool("a", "b");
        for (int i = 0; i < 3; i++) {
            pool.giveBack(pool.borrow(LONG, null));
        }

        assertThat(pool.figures().borrowed()).isEqualTo(3);
        assertThat(pool.figures().idle()).isEqualTo(2);
    }

    @Test
    void whoeverWantsTheOneInFrontGetsIt() throws InterruptedException {
        FairPool<String> pool = pool("a", "b");
        pool.giveBack(pool.borrow(LONG, null));

        assertThat(pool.borrow(LONG, "a"::equals)).isEqualTo("a");
        assertThat(pool.borrow(LONG, null)).isEqualTo("b");
    }

    @Test
    void whatIsInFrontCanBeTakenOutOfTheLine() throws InterruptedException {
        FairPool<String> pool = pool("a", "b");
        pool.giveBack(pool.borrow(LONG, null));

        assertThat(pool.take("a"::equals)).containsExactly("a");
        assertThat(pool.borrow(LONG, null)).isEqualTo("b");
    }

    @Test
    void aSuspendedPoolLendsNotEvenWhatIsInFront() throws InterruptedException {
        FairPool<String> pool = pool("a");
        pool.giveBack(pool.borrow(LONG, null));
        pool.suspend();

        assertThatThrownBy(() -> pool.borrow(Duration.ZERO, null)).isInstanceOf(PoolTimeoutException.class);
        pool.resume();
        assertThat(pool.borrow(LONG, null)).isEqualTo("a");
    }

    @Test
    void aClosedPoolHasBackWhatIsInFront() throws InterruptedException {
        FairPool<String> pool = pool("a");
        pool.giveBack(pool.borrow(LONG, null));
        pool.close();

        assertThat(pool.awaitAll(Duration.ZERO)).isTrue();
        assertThatThrownBy(() -> pool.borrow(LONG, null)).isInstanceOf(PythonClosedException.class);
    }

    /** One gives back while the other begins to wait, a little later in each round; a wakeup that is lost would be waited for. */
    @Test
    void nobodyWaitsForWhatIsInFront() throws InterruptedException {
        FairPool<String> pool = pool("a");
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int rounds = 100_000;
        onNewThread(() -> {
            for (int round = 1; round <= rounds; round++) {
                awaitAtLeast(begun, round);
                use(pool, () -> {});
                done.set(round);
            }
        });
        for (int round = 1; round <= rounds; round++) {
            String resource = pool.borrow(LONG, null);
            begun.set(round);
            for (int i = 0; i < round % 100; i++) {
                Thread.onSpinWait();
            }
            pool.giveBack(resource);
            awaitAtLeast(done, round);
        }

        assertThat(pool.figures().borrowed()).isEqualTo(2 * rounds);
        assertThat(pool.figures().timeouts()).isZero();
    }

    /**
     * One thread is about to put a resource in front, another begins to wait for it, and a third one looks through all before the first
     * gets the lock.
     */
    @Test
    void whatOthersHaveTakenFromTheFrontIsOfferedAgain() throws InterruptedException {
        CountDownLatch putting = new CountDownLatch(1);
        CountDownLatch put = new CountDownLatch(1);
        AtomicInteger puts = new AtomicInteger();
        List<String> all = List.of("a", "b");
        FairPool<String> pool = new FairPool<>(
                all,
                resource -> {
                    putting.countDown();
                    await(put);
                    puts.incrementAndGet();
                    return all.indexOf(resource);
                },
                () -> 0);
        String resource = pool.borrow(LONG, "a"::equals);
        Thread giver = new Thread(() -> pool.giveBack(resource));
        giver.start();
        await(putting);
        CompletableFuture<Void> waiter =
                CompletableFuture.runAsync(() -> use(pool, "a", () -> {}), FairPoolTest::onNewThread);
        awaitWaiting(pool, 1);
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        onNewThread(() -> lookThrough(pool, looking, looked));
        await(looking);
        put.countDown();
        awaitAtLeast(puts, 1);
        while (giver.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        looked.countDown();

        waiter.join();
        assertThat(pool.figures().timeouts()).isZero();
        pool.close();
    }

    /** Wants what there is not, and takes its time to see that, with the lock. */
    private static void lookThrough(FairPool<String> pool, CountDownLatch looking, CountDownLatch looked) {
        try {
            pool.borrow(LONG, each -> {
                looking.countDown();
                await(looked);
                return false;
            });
        } catch (PythonClosedException | InterruptedException end) {
            // As it should.
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aBorrowerWhoseTimeIsUpLearnsWhatWasBusy() throws InterruptedException {
        FairPool<String> pool = pool("a");
        pool.borrow(LONG, null);

        assertThatThrownBy(() -> pool.borrow(Duration.ofMillis(5), null))
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageContaining("within 5 ms: all 1 are busy and 1 caller waits;");
        assertThat(pool.figures().waiting()).isZero();
    }

    @Test
    void waitersAreServedInTheOrderInWhichTheyCame() throws InterruptedException {
        FairPool<String> pool = pool("a");
        pool.borrow(LONG, null);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiters.add(
                    CompletableFuture.runAsync(() -> use(pool, () -> served.add(number)), FairPoolTest::onNewThread));
            awaitWaiting(pool, i + 1);
        }
        pool.giveBack("a");
        waiters.forEach(CompletableFuture::join);

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    /** Counted in leases, so that it does not depend on the machine: each waits until all others were served once. */
    @Test
    void aCrowdIsServedInTurn() throws InterruptedException {
        int callers = 64;
        int leases = 5 * callers;
        FairPool<String> pool = pool("a", "b");
        String lent = pool.borrow(LONG, null);
        pool.borrow(LONG, null);
        BlockingQueue<String> used = new LinkedBlockingQueue<>();
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < callers; i++) {
            int number = i;
            onNewThread(() -> {
                for (int round = 0; round < leases / callers; round++) {
                    String resource = borrow(pool);
                    served.add(number);
                    used.add(resource);
                }
            });
        }
        for (int i = 0; i < leases; i++) {
            awaitWaiting(pool, Math.min(callers, leases - i));
            pool.giveBack(lent);
            lent = used.take();
        }

        List<Integer> firstRound = served.subList(0, callers);
        assertThat(firstRound).doesNotHaveDuplicates();
        for (int i = callers; i < leases; i++) {
            assertThat(served.get(i)).isEqualTo(firstRound.get(i % callers));
        }
    }

    @Test
    void nobodyOvertakesAWaiterWhoHasWaitedLong() throws InterruptedException {
        List<String> all = List.of("a");
        FairPool<String> pool = new FairPool<>(all, all::indexOf, () -> 0, 0);
        pool.borrow(LONG, null);
        CompletableFuture<Void> looked = new CompletableFuture<>();
        CompletableFuture<Void> waiter =
                CompletableFuture.runAsync(() -> use(pool, looked::join), FairPoolTest::onNewThread);
        awaitWaiting(pool, 1);
        pool.giveBack("a");

        assertThatThrownBy(() -> pool.borrow(Duration.ZERO, null)).isInstanceOf(PoolTimeoutException.class);
        looked.complete(null);
        waiter.join();
    }

    @Test
    void whoeverWaitsForOneOfSeveralReturnedResourcesGetsIt() throws InterruptedException {
        FairPool<String> pool = pool("a", "b");
        pool.borrow(LONG, null);
        pool.borrow(LONG, null);
        List<CompletableFuture<Void>> waiters = new ArrayList<>();
        waiters.add(CompletableFuture.runAsync(() -> use(pool, () -> {}), FairPoolTest::onNewThread));
        waiters.add(CompletableFuture.runAsync(() -> use(pool, "b", () -> {}), FairPoolTest::onNewThread));
        awaitWaiting(pool, 2);
        pool.giveBack("b");
        pool.giveBack("a");
        waiters.forEach(CompletableFuture::join);

        assertThat(pool.figures().idle()).isEqualTo(2);
    }

    @Test
    void aResourceIsNeverLentTwiceAtOnce() {
        AtomicInteger busy = new AtomicInteger();
        FairPool<String> pool = pool("a");
        List<CompletableFuture<Void>> users = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            users.add(CompletableFuture.runAsync(() -> useOften(pool, busy), FairPoolTest::onNewThread));
        }
        users.forEach(CompletableFuture::join);

        assertThat(pool.figures().idle()).isEqualTo(1);
    }

    @Test
    void closingWakesTheWaitersAndRefusesNewOnes() throws InterruptedException {
        FairPool<String> pool = pool("a");
        pool.borrow(LONG, null);
        CompletableFuture<Void> waiter =
                CompletableFuture.runAsync(() -> use(pool, () -> {}), FairPoolTest::onNewThread);
        awaitWaiting(pool, 1);
        pool.close();

        assertThatThrownBy(waiter::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(PythonClosedException.class);
        assertThatThrownBy(() -> pool.borrow(LONG, null)).isInstanceOf(PythonClosedException.class);
    }

    @Test
    void borrowersAreToldWhenEverythingIsWithdrawn() throws InterruptedException {
        FairPool<String> pool = pool("a");
        pool.borrow(LONG, null);
        CompletableFuture<Void> waiter =
                CompletableFuture.runAsync(() -> use(pool, () -> {}), FairPoolTest::onNewThread);
        awaitWaiting(pool, 1);
        pool.withdraw();

        assertThatThrownBy(waiter::join).hasCauseInstanceOf(PoolStuckException.class);
        assertThatThrownBy(() -> pool.borrow(LONG, null)).isInstanceOf(PoolStuckException.class);
    }

    @Test
    void aReadmittedResourceIsLentAgain() throws InterruptedException {
        FairPool<String> pool = pool("a");
        String resource = pool.borrow(LONG, null);
        pool.withdraw();
        pool.readmit();
        pool.giveBack(resource);

        assertThat(pool.borrow(LONG, null)).isEqualTo("a");
    }

    @Test
    void closingDoesNotWaitForWhatIsWithdrawn() throws InterruptedException {
        FairPool<String> pool = pool("a");
        pool.borrow(LONG, null);
        pool.withdraw();
        pool.close();

        assertThat(pool.awaitAll(Duration.ZERO)).isTrue();
    }

    private static String borrow(FairPool<String> pool) {
        try {
            return pool.borrow(LONG, null);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void useOften(FairPool<String> pool, AtomicInteger busy) {
        for (int i = 0; i < 1_000; i++) {
            use(pool, () -> {
                if (busy.incrementAndGet() != 1) {
                    throw new AssertionError("lent twice at once");
                }
                busy.decrementAndGet();
            });
        }
    }

    private static void use(FairPool<String> pool, Runnable work) {
        use(pool, null, work);
    }

    private static void use(FairPool<String> pool, @Nullable String wanted, Runnable work) {
        try {
            String resource = pool.borrow(LONG, wanted == null ? null : wanted::equals);
            try {
                work.run();
            } finally {
                pool.giveBack(resource);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void awaitAtLeast(AtomicInteger counter, int least) {
        for (int spins = 0; counter.get() < least && !Thread.currentThread().isInterrupted(); spins++) {
            if (spins < 1000) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // The other thread may have no processor.
            }
        }
    }

    private static void awaitWaiting(FairPool<String> pool, int count) {
        while (pool.figures().waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private static FairPool<String> pool(String... resources) {
        List<String> all = List.of(resources);
        return new FairPool<>(all, all::indexOf, () -> 0);
    }

    private static void onNewThread(Runnable task) {
        new Thread(task).start();
    }
}

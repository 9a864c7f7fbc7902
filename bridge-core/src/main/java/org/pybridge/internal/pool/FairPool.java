package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PythonClosedException;

/**
 * Lends a fixed set of resources, each to one borrower at a time, in the order in which the borrowers came. Thread-safe; a virtual
 * thread that waits here does not pin.
 *
 * <p>A returned resource goes straight to the first waiter that can use it, once that one has waited for a millisecond; before, it is only
 * woken, and a thread that is running already may be faster. If each resource waited for a sleeping thread, short calls would take as long
 * as waking up: 90 us instead of 1 us with eight threads and four resources on two processors. The most recently used resource is lent
 * first, because its code and data are warm.
 *
 * <p>While nobody waits, that one is in front, where it is lent and given back without the lock. None gets lost there: whoever needs the
 * lock to see all, first says that it is {@link #strict} and then looks in front; whoever gives back first puts it in front and then looks
 * whether it is strict. So one of the two sees the other.
 */
final class FairPool<R> {
    /** How long a waiter lets threads overtake that are running already. */
    private static final long OVERTAKING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** One borrower's place in the queue; {@code resource} is set once, under the lock, by whoever serves it. */
    private final class Waiter {
        private final Condition served = lock.newCondition();
        private final @Nullable Predicate<R> wanted;
        private final long since = System.nanoTime();
        private @Nullable R resource;

        Waiter(@Nullable Predicate<R> wanted) {
            this.wanted = wanted;
        }

        boolean takes(R offered) {
            return wanted == null || wanted.test(offered);
        }

        boolean isPatient() {
            return System.nanoTime() - since < patience;
        }
    }

    /** The figures at one moment, and what nobody has borrowed. */
    record Figures<R>(List<R> unused, int waiting, long borrowed, long timeouts, long waitedNanos, boolean suspended) {
        int idle() {
            return unused.size();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allBack = lock.newCondition();
    private final Front<R> front;
    private final Deque<R> idle = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final int size;
    private final IntSupplier starting;
    private final long patience;
    private int withdrawn;

    /**
     * Whether all is lent and given back under the lock: somebody waits, or nothing is lent any more. Set under the lock; whoever looked
     * before may still put something in front, and then sees it.
     */
    private volatile boolean strict;

    private boolean closed;
    private boolean suspended;
    private long borrowed;
    private long timeouts;
    private long waitedNanos;

    /**
     * Makes a pool.
     *
     * @param resources what it lends
     * @param number gives the index of one of them
     * @param starting tells how many are being started, for messages
     */
    FairPool(List<R> resources, ToIntFunction<R> number, IntSupplier starting) {
        this(resources, number, starting, OVERTAKING_NANOS);
    }

    /** The same, where a returned resource goes straight to a waiter after other nanoseconds. */
    FairPool(List<R> resources, ToIntFunction<R> number, IntSupplier starting, long patience) {
        this.starting = starting;
        this.patience = patience;
        front = new Front<>(resources, number);
        idle.addAll(resources);
        size = idle.size();
    }

    /**
     * Borrows a resource.
     *
     * @param limit how long to wait
     * @param wanted which resources will do, or null for any
     */
    R borrow(Duration limit, @Nullable Predicate<R> wanted) throws InterruptedException {
        R first = wanted == null && !strict ? front.lend() : null;
        return first == null ? borrowInTurn(limit, wanted) : first;
    }

    private R borrowInTurn(Duration limit, @Nullable Predicate<R> wanted) throws InterruptedException {
        lock.lock();
        try {
            requireService();
            R free = poll(wanted);
            if (free == null) {
                free = await(limit, new Waiter(wanted));
            }
            borrowed++;
            return free;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(R resource) {
        boolean inFront = !strict && front.put(resource);
        if (inFront && !strict) {
            return;
        }
        lock.lock();
        try {
            R back = inFront ? front.take() : resource;
            if (back != null) {
                handOver(back);
            } else {
                // Somebody has taken it from there: to use it, or to look through it with the others.
                offerIdle();
                signalWhenAllBack();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes idle resources out of the line, as if they were lent. */
    List<R> take(Predicate<R> wanted) {
        lock.lock();
        try {
            recall();
            List<R> taken = new ArrayList<>(idle);
            taken.removeIf(wanted.negate());
            idle.removeAll(taken);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Lends nothing until it is resumed; borrowers wait. */
    void suspend() {
        lock.lock();
        try {
            suspended = true;
            beStrict();
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            suspended = false;
            relax();
            waiters.forEach(waiter -> waiter.served.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a lent resource out of use until it is readmitted. When all are, borrowers are told so at once. */
    void withdraw() {
        lock.lock();
        try {
            withdrawn++;
            if (withdrawn == size) {
                waiters.forEach(waiter -> waiter.served.signal());
            }
            signalWhenAllBack();
        } finally {
            lock.unlock();
        }
    }

    /** Counts one of the withdrawn resources as lent again. */
    void readmit() {
        lock.lock();
        try {
            withdrawn--;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses new borrowers and wakes the waiting ones; what is lent stays lent until it is given back. */
    void close() {
        lock.lock();
        try {
            closed = true;
            suspended = false;
            beStrict();
            waiters.forEach(waiter -> waiter.served.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is back that is not withdrawn. */
    boolean awaitAll(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!isAllBack() && left > 0) {
                left = allBack.awaitNanos(left);
            }
            return isAllBack();
        } finally {
            lock.unlock();
        }
    }

    Figures<R> figures() {
        lock.lock();
        try {
            List<R> unused = new ArrayList<>(idle);
            R first = strict ? null : front.peek();
            if (first != null) {
                unused.add(first);
            }
            return new Figures<>(unused, waiters.size(), borrowed + front.lendings(), timeouts, waitedNanos, suspended);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable R poll(@Nullable Predicate<R> wanted) {
        if (suspended) {
            return null;
        }
        recallUnlessStrict();
        if (wanted == null) {
            return idle.pollFirst();
        }
        for (Iterator<R> each = idle.iterator(); each.hasNext(); ) {
            R candidate = each.next();
            if (wanted.test(candidate)) {
                each.remove();
                return candidate;
            }
        }
        return null;
    }

    private void beStrict() {
        if (!strict) {
            strict = true;
            recall();
        }
    }

    private void relax() {
        strict = closed || suspended || !waiters.isEmpty();
    }

    /**
     * As long as it is strict, only the one who put something in front takes it from there again, to serve who waits longest: else whoever
     * comes, or is woken, at that moment would overtake.
     */
    private void recallUnlessStrict() {
        if (!strict) {
            recall();
        }
    }

    /** Puts what is in front to the others, where all can be looked through. */
    private void recall() {
        R first = front.take();
        if (first != null) {
            idle.addFirst(first);
        }
    }

    private void handOver(R resource) {
        Waiter first = waiters.isEmpty() || suspended ? null : firstFor(resource);
        if (first != null && !first.isPatient()) {
            waiters.remove(first);
            first.resource = resource;
        } else {
            recallUnlessStrict();
            if (strict || !front.put(resource)) {
                idle.addFirst(resource);
            }
        }
        if (first != null) {
            first.served.signal();
        }
        signalWhenAllBack();
    }

    private void signalWhenAllBack() {
        if (closed && isAllBack()) {
            allBack.signalAll();
        }
    }

    private boolean isAllBack() {
        return idle.size() + withdrawn == size;
    }

    private @Nullable Waiter firstFor(R resource) {
        for (Waiter waiter : waiters) {
            if (waiter.takes(resource)) {
                return waiter;
            }
        }
        return null;
    }

    private R await(Duration limit, Waiter self) throws InterruptedException {
        waiters.addLast(self);
        beStrict();
        try {
            long left = limit.toNanos();
            self.resource = poll(self.wanted);
            while (self.resource == null && left > 0 && !closed && withdrawn < size) {
                left = self.served.awaitNanos(left);
                if (self.resource == null) {
                    self.resource = poll(self.wanted);
                }
            }
        } catch (InterruptedException interrupted) {
            giveBackUnused(self);
            throw interrupted;
        } finally {
            waitedNanos += System.nanoTime() - self.since;
        }
        int waiting = waiters.size();
        leave(self);
        if (self.resource != null) {
            return self.resource;
        }
        requireService();
        timeouts++;
        throw new PoolTimeoutException(limit, size, starting.getAsInt(), waiting, suspended);
    }

    /** A waiter can be served and interrupted at the same moment; then the resource goes to the next one. */
    private void giveBackUnused(Waiter self) {
        leave(self);
        if (self.resource != null) {
            handOver(self.resource);
        }
    }

    /** Whoever was woken for several resources took one at most, so the others are offered again. */
    private void leave(Waiter self) {
        waiters.remove(self);
        relax();
        offerIdle();
    }

    private void offerIdle() {
        for (R resource : idle) {
            Waiter next = firstFor(resource);
            if (next != null) {
                next.served.signal();
            }
        }
    }

    private void requireService() {
        if (closed) {
            throw new PythonClosedException();
        }
        if (withdrawn == size) {
            throw new PoolStuckException(size);
        }
    }
}

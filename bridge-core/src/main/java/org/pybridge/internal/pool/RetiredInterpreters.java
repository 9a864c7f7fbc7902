package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.PythonClosedException;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Interpreter;

/**
 * Interpreters that were replaced in the pool while Java still held objects, generators or iterators of theirs. Only these use them, one
 * call at a time each, until they are released or their time is up. There are at most as many as there are slots for them: the oldest one
 * makes room. Thread-safe.
 */
final class RetiredInterpreters {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Slot> free;
    private final Deque<PoolEntry> oldestFirst = new ArrayDeque<>();
    private final List<PoolEntry> all = new CopyOnWriteArrayList<>();
    private final Executor threads;

    /**
     * Makes room for some.
     *
     * @param slots as many as there can be interpreters; none has a place yet
     * @param threads wait for the end of each
     */
    RetiredInterpreters(List<Slot> slots, Executor threads) {
        this.free = new ArrayDeque<>(slots);
        this.threads = threads;
    }

    /** Keeps the interpreter of a place for those who hold results of it; tells whether there are any, and room. */
    boolean keep(PoolEntry place) {
        if (!place.hasLiveResults() || !place.isStarted()) {
            return false;
        }
        Slot slot = freeSlot();
        if (slot == null) {
            return false;
        }
        slot.moveTo(place);
        slot.cameBack(System.nanoTime());
        lock.lock();
        try {
            place.retire(new FairPool<>(List.of(slot), each -> 0, () -> 0));
            oldestFirst.addLast(place);
            all.add(place);
        } finally {
            lock.unlock();
        }
        try {
            threads.execute(() -> endAfterLiveResults(place));
        } catch (RejectedExecutionException closed) {
            end(place);
        }
        return true;
    }

    private @Nullable Slot freeSlot() {
        PoolEntry oldest;
        lock.lock();
        try {
            Slot slot = free.pollFirst();
            oldest = slot == null ? oldestFirst.pollFirst() : null;
            if (oldest == null) {
                return slot;
            }
        } finally {
            lock.unlock();
        }
        end(oldest);
        lock.lock();
        try {
            // Empty where the oldest one is in use; its user gives the slot back.
            return free.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private void endAfterLiveResults(PoolEntry place) {
        try {
            place.awaitLiveResults();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        end(place);
    }

    /**
     * Borrows the slot of a retired interpreter.
     *
     * @throws StaleObjectException when the interpreter has ended
     */
    Slot borrow(PoolEntry place, FairPool<Slot> slots, Duration limit) throws InterruptedException {
        Slot slot;
        try {
            slot = slots.borrow(limit, null);
        } catch (PythonClosedException ended) {
            throw replaced();
        }
        if (place.isLeft() || !place.isStarted()) {
            giveBack(slot, slots);
            throw replaced();
        }
        return slot;
    }

    static StaleObjectException replaced() {
        return new StaleObjectException("the object's interpreter was replaced; get the object again");
    }

    void giveBack(Slot slot, FairPool<Slot> slots) {
        PoolEntry place = slot.place();
        slots.giveBack(slot);
        if (place.isLeft() || !place.isStarted()) {
            end(place);
        }
    }

    /** Ends the use of an interpreter: at once where nobody uses it, else when its user gives it back. */
    private void end(PoolEntry place) {
        Interpreter interpreter = place.leave();
        FairPool<Slot> slots = place.retired();
        if (slots == null) {
            return;
        }
        for (Slot slot : slots.take(each -> true)) {
            slots.close();
            close(place, slot, interpreter);
        }
    }

    /** Only one thread has the slot. */
    private void close(PoolEntry place, Slot slot, @Nullable Interpreter interpreter) {
        place.reportStaleResults();
        if (interpreter != null) {
            interpreter.close();
        }
        lock.lock();
        try {
            oldestFirst.remove(place);
            all.remove(place);
            free.addLast(slot);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    PoolEntry of(Interpreter interpreter) {
        for (PoolEntry place : all) {
            if (place.holds(interpreter)) {
                return place;
            }
        }
        return null;
    }

    void closeAll() {
        all.forEach(PoolEntry::close);
    }
}

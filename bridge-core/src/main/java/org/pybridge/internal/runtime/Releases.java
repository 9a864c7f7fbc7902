package org.pybridge.internal.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What one side has let go and the other does not know of yet. It is told at once while no call runs, and together when one has ended.
 * Thread-safe.
 */
public final class Releases {
    private static final int MOST_AT_ONCE = 4096;

    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final Consumer<List<Long>> sender;
    private final BooleanSupplier idle;

    /**
     * Makes an empty record.
     *
     * @param sender tells the other side; where that is gone, so is what it had, and nothing is thrown
     * @param idle tells whether no call runs
     */
    public Releases(Consumer<List<Long>> sender, BooleanSupplier idle) {
        this.sender = sender;
        this.idle = idle;
    }

    /**
     * Takes note of what was let go.
     *
     * @param number what the other side knows it by
     */
    public void add(long number) {
        waiting.add(number);
        if (idle.getAsBoolean()) {
            send();
        }
    }

    /** Sends what waits. Who comes while another thread sends leaves it to that one: the garbage collector's thread must not wait. */
    public void send() {
        while (!waiting.isEmpty() && sending.tryLock()) {
            try {
                List<Long> batch = new ArrayList<>();
                while (batch.size() < MOST_AT_ONCE && waiting.peek() != null) {
                    batch.add(waiting.remove());
                }
                if (!batch.isEmpty()) {
                    sender.accept(batch);
                }
            } finally {
                sending.unlock();
            }
        }
    }
}

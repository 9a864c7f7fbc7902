package org.pybridge.internal.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts the interpreters that were given up while a call was stuck in them, and keeps slots out of use while there are too many of
 * these. Thread-safe.
 */
final class Quarantine {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Slot> keptOut = new ArrayDeque<>();
    private final int most;
    private int stuck;

    Quarantine(int most) {
        this.most = most;
    }

    void enter() {
        lock.lock();
        try {
            stuck++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts one less, and gives a slot that may now be used again, or null.
     *
     * @param readmit tells about the slot before anybody can see that one less is stuck
     */
    @Nullable
    Slot leave(Runnable readmit) {
        lock.lock();
        try {
            Slot slot = stuck - 1 <= most ? keptOut.poll() : null;
            if (slot != null) {
                readmit.run();
            }
            stuck--;
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a slot when its interpreter cannot be replaced now; tells whether it did. */
    boolean keepsOut(Slot slot) {
        lock.lock();
        try {
            return stuck > most && keptOut.add(slot);
        } finally {
            lock.unlock();
        }
    }

    int stuck() {
        lock.lock();
        try {
            return stuck;
        } finally {
            lock.unlock();
        }
    }
}

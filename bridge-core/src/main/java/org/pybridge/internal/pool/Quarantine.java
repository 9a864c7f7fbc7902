package org.pybridge.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the interpreters that were given up while a call was stuck in them, and keeps slots out of use while there are too many of
 * these: all slots of an interpreter for each above the limit. Thread-safe.
 */
final class Quarantine {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Slot> keptOut = new ArrayDeque<>();
    private final int most;
    private final int callers;
    private int stuck;

    /**
     * Makes a quarantine in which nothing is.
     *
     * @param most how many interpreters may be replaced while their calls are stuck
     * @param callers how many slots an interpreter has
     */
    Quarantine(int most, int callers) {
        this.most = most;
        this.callers = callers;
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
     * Counts one less, and gives the slots that may now be used again. None is kept out when no more than the limit are stuck.
     *
     * @param readmit tells about each slot before anybody can see that one less is stuck
     */
    List<Slot> leave(Runnable readmit) {
        lock.lock();
        try {
            List<Slot> free = new ArrayList<>();
            while (keptOut.size() > mostKeptOut(stuck - 1)) {
                free.add(keptOut.remove());
                readmit.run();
            }
            stuck--;
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a slot when its interpreter cannot be replaced now; tells whether it did. */
    boolean keepsOut(Slot slot) {
        lock.lock();
        try {
            return keptOut.size() < mostKeptOut(stuck) && keptOut.add(slot);
        } finally {
            lock.unlock();
        }
    }

    private int mostKeptOut(int nowStuck) {
        return Math.max(0, nowStuck - most) * callers;
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

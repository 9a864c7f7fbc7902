package org.pybridge.internal.pool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.Interpreter;

/** Where one interpreter of the pool lives: it is started when it is first needed, and again after it was lost. Thread-safe. */
public final class Place {
    private final ReentrantLock starting = new ReentrantLock();
    private final Function<Place, Interpreter> starter;
    private final Telemetry telemetry;
    private final AtomicLong lost = new AtomicLong();
    private volatile @Nullable Interpreter interpreter;
    private volatile @Nullable Slot lastEntered;
    private volatile boolean vacant;
    private volatile boolean closed;

    Place(Function<Place, Interpreter> starter, Telemetry telemetry) {
        this.starter = starter;
        this.telemetry = telemetry;
    }

    /**
     * Gives the interpreter.
     *
     * @return one that can be used; started now if need be
     */
    public Interpreter interpreter() {
        Interpreter present = interpreter;
        return present != null && present.isUsable() ? present : start();
    }

    /**
     * Tells whether an interpreter is the one that lives here now.
     *
     * @param other an interpreter
     * @return true when it is, and can be used
     */
    public boolean holds(Interpreter other) {
        return other == interpreter && other.isUsable();
    }

    /**
     * Notes that a call begins.
     *
     * @param slot the call's slot
     */
    public void entered(Slot slot) {
        if (lastEntered != slot) {
            lastEntered = slot;
        }
    }

    /**
     * Gives the slot of the call that threads started by Python work for.
     *
     * @return the last slot that a call began in, or null
     */
    public @Nullable Slot lastEntered() {
        return lastEntered;
    }

    /**
     * Gives up an interpreter, without closing it.
     *
     * @param unfit the one that lives here now, or did
     * @param reason why
     */
    public void discard(Interpreter unfit, DiscardReason reason) {
        starting.lock();
        try {
            if (interpreter == unfit) {
                interpreter = null;
                vacant = !closed;
                lose(reason);
            }
        } finally {
            starting.unlock();
        }
    }

    /**
     * Tells whether the next caller would have to wait for a start, because the interpreter was given up.
     *
     * @return true until another one has started
     */
    public boolean isVacant() {
        return vacant;
    }

    boolean isStarted() {
        Interpreter present = interpreter;
        return present != null && present.isUsable();
    }

    long lost() {
        return lost.get();
    }

    void close() {
        closed = true;
        Interpreter present = interpreter;
        if (present != null) {
            present.close();
        }
    }

    private void lose(DiscardReason reason) {
        lost.incrementAndGet();
        telemetry.discarded(reason);
    }

    private Interpreter start() {
        starting.lock();
        try {
            Interpreter present = interpreter;
            if (present != null && present.isUsable()) {
                return present;
            }
            if (closed) {
                throw new PythonClosedException();
            }
            if (present != null) {
                lose(DiscardReason.DIED);
                present.close();
            }
            Interpreter started = starter.apply(this);
            interpreter = started;
            vacant = false;
            if (closed) {
                // Closed while it started: nobody else will close this one.
                started.close();
                throw new PythonClosedException();
            }
            return started;
        } finally {
            starting.unlock();
        }
    }
}

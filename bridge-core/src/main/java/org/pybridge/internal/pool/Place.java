package org.pybridge.internal.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.Interpreter;

/**
 * Where one interpreter of the pool lives: it is started when it is first needed, and again after it was lost. Thread-safe.
 *
 * <p>When the interpreter's life is over, the place is left: each of its slots stays here when it comes back, until all are here; then they
 * move to another place.
 */
public final class Place {
    private final ReentrantLock starting = new ReentrantLock();
    private final Function<Place, Interpreter> starter;
    private final Lifespan lifespan;
    private final Counts counts;
    private final Telemetry telemetry;
    private final List<Slot> resting = new ArrayList<>();
    private volatile @Nullable Interpreter interpreter;
    private volatile @Nullable Life life;
    private volatile @Nullable Slot lastEntered;
    private volatile boolean vacant;
    private volatile boolean leaving;
    private volatile boolean left;
    private volatile boolean closed;

    Place(Function<Place, Interpreter> starter, Lifespan lifespan, Counts counts, Telemetry telemetry) {
        this.starter = starter;
        this.lifespan = lifespan;
        this.counts = counts;
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
     * Has the interpreter replaced when its present borrowers have given it back.
     *
     * @param reason why
     */
    public void wearOut(DiscardReason reason) {
        Life present = life;
        if (present != null) {
            present.cutShort(reason);
        }
    }

    /** Whether the next caller would have to wait for a start, because the interpreter was given up; true until another one has started. */
    boolean isVacant() {
        return vacant;
    }

    /** Counts a borrower who is done; tells whether the interpreter is not to have another one. */
    boolean isWornAfterUse() {
        Life present = life;
        return leaving || (present != null && present.isOverAfterUse());
    }

    /** Whether some of the slots have come back for the last time. */
    boolean isLeaving() {
        return leaving;
    }

    /** Keeps a slot of an interpreter whose life is over; gives all slots when the last of them has come. */
    List<Slot> rest(Slot slot, int all) {
        starting.lock();
        try {
            leaving = true;
            resting.add(slot);
            return resting.size() == all ? List.copyOf(resting) : List.of();
        } finally {
            starting.unlock();
        }
    }

    /** Counts an interpreter whose life is over. */
    void endLife() {
        counts.recycled.increment();
        Life ended = life;
        if (ended != null) {
            telemetry.discarded(ended.end());
        }
    }

    /** Ends the use of this place, whose slots move to another one; gives the interpreter, to be closed. */
    @Nullable
    Interpreter leave() {
        left = true;
        closed = true;
        return interpreter;
    }

    /** Whether the slots have moved away, so that nobody can use the interpreter any more. */
    boolean isLeft() {
        return left;
    }

    /**
     * Tells whether an interpreter is up.
     *
     * @return true when it can be used
     */
    public boolean isStarted() {
        Interpreter present = interpreter;
        return present != null && present.isUsable();
    }

    /** How much memory the interpreter has, if one is up; empty within where the backend cannot tell. */
    Optional<OptionalLong> memory() {
        Interpreter present = interpreter;
        return present != null && present.isUsable() ? Optional.of(present.memoryUsed()) : Optional.empty();
    }

    void close() {
        closed = true;
        Interpreter present = interpreter;
        if (present != null) {
            present.close();
        }
    }

    private void lose(DiscardReason reason) {
        counts.lost.increment();
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
            life = lifespan.begin(started);
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

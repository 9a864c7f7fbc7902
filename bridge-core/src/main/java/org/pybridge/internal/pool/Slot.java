package org.pybridge.internal.pool;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.spi.Interpreter;

/**
 * The right to run one call in one interpreter: what the pool lends. There are as many for an interpreter as callers may share it.
 * Used by its borrower alone.
 */
public final class Slot {
    private static final WeakReference<@Nullable Object> NOBODY = new WeakReference<>(null);

    private final int number;
    private volatile PoolEntry place;
    private long backSince;
    private final Output output;
    private volatile WeakReference<@Nullable Object> holder = NOBODY;

    Slot(int number, PoolEntry place, Output output) {
        this.number = number;
        this.place = place;
        this.output = output;
    }

    /**
     * Gives the slot's number.
     *
     * @return which of the pool's slots this is, from 0
     */
    public int number() {
        return number;
    }

    /**
     * Gives the place.
     *
     * @return where the interpreter lives
     */
    public PoolEntry place() {
        return place;
    }

    /**
     * Gives the interpreter.
     *
     * @return one that can be used
     */
    public Interpreter interpreter() {
        return place.interpreter();
    }

    /**
     * Gives the default output of calls in this slot.
     *
     * @return the output
     */
    public Output output() {
        return output;
    }

    /**
     * Tells who keeps the slot for longer than a call.
     *
     * @return the session, or null
     */
    public @Nullable Object holder() {
        return holder.get();
    }

    /**
     * Marks the slot as kept. It does not keep the session, so that one which is forgotten is found.
     *
     * @param by the session, or null when it ends
     */
    public void hold(@Nullable Object by) {
        holder = by == null ? NOBODY : new WeakReference<>(by);
    }

    /** Moves to another place, while nobody has this slot. */
    void moveTo(PoolEntry other) {
        place = other;
    }

    void cameBack(long nanoTime) {
        backSince = nanoTime;
    }

    long backSince() {
        return backSince;
    }
}

package org.pybridge.internal.lease;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.StopStep;

/**
 * A slot that is kept for calls in natural values, whose objects are given as the backend's references. Calls may overlap: the first one has
 * the slot, under all rules of the pool; the others share its interpreter, without a limit of their own. Thread-safe.
 */
public final class Lease {
    private final CallExecutor executor;
    private final Slot slot;
    private final Tenant tenant;
    private final StopStep survivable;
    private final Interpreter interpreter;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile StopStep hardest = StopStep.CANCEL;

    private Lease(CallExecutor executor, Slot slot, Tenant tenant, StopStep survivable) {
        this.executor = executor;
        this.slot = slot;
        this.tenant = tenant;
        this.survivable = survivable;
        this.interpreter = executor.interpreter(slot);
        slot.hold(this);
    }

    /**
     * Borrows an interpreter.
     *
     * @param executor whose it is
     * @param tenant who gets it
     * @param survivable the hardest step to stop a call after which an interpreter is used again
     * @return the lease
     */
    public static Lease take(CallExecutor executor, Tenant tenant, StopStep survivable) {
        Slot slot = executor.borrow(null);
        try {
            return new Lease(executor, slot, tenant, survivable);
        } catch (RuntimeException | Error failed) {
            executor.giveBack(slot, CallOptions.DEFAULT, false);
            throw failed;
        }
    }

    /**
     * Gives who has it.
     *
     * @return the tenant
     */
    public Tenant tenant() {
        return tenant;
    }

    /**
     * Makes a call inside of the call whose callback the current thread runs.
     *
     * @param invocation the call
     * @return the result as a natural value, in which objects are references
     */
    public @Nullable Object callInside(Invocation invocation) {
        return executor.callInside(slot, invocation);
    }

    /**
     * Makes a call.
     *
     * @param invocation the call
     * @param running stands for the call, and for no other one
     * @return the result as a natural value, in which objects are references
     */
    public @Nullable Object call(Invocation invocation, LeasedCall running) {
        if (!taken.compareAndSet(false, true)) {
            running.begin(interpreter);
            try {
                return executor.callBeside(slot, interpreter, invocation);
            } finally {
                note(running);
            }
        }
        try {
            return executor.callIn(slot, invocation, running);
        } finally {
            note(running);
            taken.set(false);
        }
    }

    private synchronized void note(LeasedCall ended) {
        if (ended.hardest().compareTo(hardest) > 0) {
            hardest = ended.hardest();
        }
    }

    /**
     * Tells whether the interpreter is there and works.
     *
     * @return whether it takes further calls
     */
    public boolean isUsable() {
        return slot.place().holds(interpreter);
    }

    /**
     * Gives the interpreter back. No call runs any more.
     *
     * @param replace whether nobody else is to have it
     */
    public void close(boolean replace) {
        slot.hold(null);
        if (hardest.compareTo(survivable) > 0) {
            slot.place().discard(interpreter, DiscardReason.STOPPED);
            interpreter.close();
        } else if (replace && isUsable()) {
            slot.place().expire(DiscardReason.CHANGED);
            interpreter.close();
        }
        executor.giveBack(slot, CallOptions.DEFAULT, true);
    }
}

package org.pybridge.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.Script;
import org.pybridge.internal.pool.Slot;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.Hygiene;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Shape;
import org.pybridge.spi.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees that each borrower finds an interpreter that is fit, and not what the one before left in it. Thread-safe. */
final class Cleansing {
    private static final Logger LOG = LoggerFactory.getLogger(Cleansing.class);
    private static final Object[] NONE = {};

    private final Lending lending;
    private final Hygiene level;
    private final Script validation;

    Cleansing(Lending lending, PoolConfig config) {
        this.lending = lending;
        this.level = config.hygiene();
        this.validation = config.validation();
    }

    /** Whether anything is restored. */
    private boolean isActive() {
        return level == Hygiene.RESET || level == Hygiene.RESET_EVERY_CALL;
    }

    boolean restoresAfterCalls() {
        return level == Hygiene.RESET_EVERY_CALL;
    }

    /** Notes that a call may change the interpreter's state. */
    void noteCall(Slot slot, Target target) {
        if (level == Hygiene.RESET ? RuntimeFunctions.isScript(target) : level == Hygiene.RESET_EVERY_CALL) {
            slot.soil();
        }
    }

    /**
     * Undoes what the borrower of a slot changed, on the thread that ran its calls; where that cannot be done, the interpreter is replaced.
     */
    void restore(Slot slot, Terms terms) {
        if (!isActive() || !slot.place().isStarted()) {
            return;
        }
        try {
            Object remaining = Interruption.putAside(
                    () -> lending.upkeep(slot, RuntimeFunctions.RESTORE, NONE, Shape.VALUE, terms));
            if (remaining != null) {
                LOG.debug("an interpreter is replaced because its borrower left behind: {}", remaining);
                slot.place().wearOut(DiscardReason.CHANGED);
            }
        } catch (BridgeException failed) {
            LOG.debug("an interpreter is replaced because its state could not be restored", failed);
            slot.place().wearOut(DiscardReason.CHANGED);
        }
    }

    /** Runs the validation; gives what it failed with, and then the interpreter is not used again, or null. */
    @Nullable
    BridgeException validate(Slot slot) {
        @Nullable Object[] script = {validation.code(), validation.fileName(), Map.of()};
        try {
            lending.upkeep(slot, RuntimeFunctions.EVALUATE, script, Shape.NOTHING, Terms.DEFAULT);
            return null;
        } catch (CallCancelledException cancelled) {
            lending.giveBack(slot, Terms.DEFAULT);
            throw cancelled;
        } catch (BridgeException failed) {
            LOG.warn("an interpreter is replaced because it failed its validation", failed);
            slot.place().wearOut(DiscardReason.INVALID);
            return failed;
        }
    }
}

package org.pybridge.internal.call;

import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.Script;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.thread.Interruption;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps interpreters fit between their borrowers: sets settings back, and validates. What cannot be kept fit is replaced. Thread-safe. */
final class Maintenance {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final CallExecutor executor;
    private final boolean resetting;
    private final Script validation;

    Maintenance(CallExecutor executor, PoolConfig config) {
        this.executor = executor;
        this.resetting = config.resetPolicy() == ResetPolicy.SETTINGS;
        this.validation = config.validation();
    }

    /** Whether the settings of a slot's interpreter are to be set back before the next borrower has it. */
    boolean isResetDue(Slot slot) {
        return resetting && slot.place().isStarted();
    }

    /** Sets back what the borrower of a slot changed. Nothing that the borrower asked for is still to be read. */
    void reset(Slot slot, CallOptions options) {
        Invocation restore = Invocation.of(RuntimeFunctions.RESTORE_SETTINGS, ResultMode.VALUE)
                .withOptions(options);
        try {
            Object failed = Interruption.withInterruptCleared(() -> executor.maintain(slot, restore));
            if (failed != null) {
                LOG.warn("settings that a borrower changed could not be set back: {}", failed);
                slot.place().expire(DiscardReason.CHANGED);
            }
        } catch (BridgeException failed) {
            LOG.warn("the settings that a borrower changed could not be set back", failed);
            slot.place().expire(DiscardReason.CHANGED);
        }
    }

    /**
     * Runs the validation.
     *
     * @return what it failed with, so that the interpreter is replaced when it is given back; or null
     */
    @Nullable
    BridgeException validate(Slot slot) {
        try {
            executor.maintain(slot, RuntimeFunctions.evaluate(validation, ResultMode.NOTHING));
            return null;
        } catch (CallCancelledException cancelled) {
            throw cancelled;
        } catch (BridgeException failed) {
            LOG.warn("an interpreter failed its validation", failed);
            slot.place().expire(DiscardReason.INVALID);
            return failed;
        }
    }
}

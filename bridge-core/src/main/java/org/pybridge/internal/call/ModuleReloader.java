package org.pybridge.internal.call;

import org.jspecify.annotations.Nullable;
import org.pybridge.internal.modules.OwnModules;
import org.pybridge.internal.pool.Slot;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** Sees that each borrower finds the application's modules as they are now. Thread-safe. */
final class ModuleReloader {
    private final CallExecutor executor;
    private final OwnModules modules;

    ModuleReloader(CallExecutor executor, OwnModules modules) {
        this.executor = executor;
        this.modules = modules;
    }

    /** Hands the modules to a slot's interpreter, if they have changed since it got them. */
    void refresh(Slot slot) {
        Interpreter interpreter = executor.interpreter(slot);
        @Nullable Object[] changed = modules.changedFor(interpreter);
        if (changed == null) {
            return;
        }
        try {
            executor.maintain(slot, Invocation.of(RuntimeFunctions.OFFER_MODULES, ResultMode.NOTHING, changed));
        } catch (RuntimeException failed) {
            modules.forget(interpreter);
            throw failed;
        }
    }
}

package org.pybridge.internal;

import org.jspecify.annotations.Nullable;
import org.pybridge.internal.modules.OwnModules;
import org.pybridge.internal.pool.Slot;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Shape;

/** Sees that each borrower finds the application's modules as they are now. Thread-safe. */
final class Reloading {
    private final Lending lending;
    private final OwnModules modules;

    Reloading(Lending lending, OwnModules modules) {
        this.lending = lending;
        this.modules = modules;
    }

    /** Hands the modules to a slot's interpreter, if they have changed since it got them. */
    void refresh(Slot slot) {
        Interpreter interpreter = lending.interpreter(slot);
        @Nullable Object[] changed = modules.changedFor(interpreter);
        if (changed == null) {
            return;
        }
        try {
            lending.upkeep(slot, RuntimeFunctions.OFFER_MODULES, changed, Shape.NOTHING, Terms.DEFAULT);
        } catch (RuntimeException failed) {
            modules.forget(interpreter);
            throw failed;
        }
    }
}

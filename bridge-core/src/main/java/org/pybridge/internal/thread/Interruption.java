package org.pybridge.internal.thread;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The interrupt flag of the current thread. */
public final class Interruption {
    private Interruption() {}

    /**
     * Runs what has to run even in a thread that was interrupted, as what closes something does. The flag is put aside meanwhile: a call
     * would take it as a wish to be cancelled.
     */
    public static void withInterruptCleared(Runnable work) {
        withInterruptCleared(() -> {
            work.run();
            return null;
        });
    }

    /** The same, with a result. */
    public static <T> @Nullable T withInterruptCleared(Supplier<@Nullable T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

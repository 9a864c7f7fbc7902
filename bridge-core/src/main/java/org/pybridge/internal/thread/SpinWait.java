package org.pybridge.internal.thread;

import java.util.function.BooleanSupplier;

/** A wait so short that going to sleep and waking up would take about as long. */
final class SpinWait {
    private static final long LENGTH = 50_000;
    private static final int LOOKS = 32;
    private static final boolean WORTH_WAITING = Runtime.getRuntime().availableProcessors() > 1;

    private SpinWait() {}

    /** Waits for something that another thread is about to do, for some microseconds; tells whether it came true. */
    static boolean untilTrue(BooleanSupplier condition) {
        if (!WORTH_WAITING) {
            return condition.getAsBoolean();
        }
        long begin = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
            // On a busy machine, the thread that is waited for may need this processor.
            Thread.yield();
        } while (System.nanoTime() - begin < LENGTH);
        return false;
    }
}

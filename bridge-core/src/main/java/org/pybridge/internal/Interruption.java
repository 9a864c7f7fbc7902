package org.pybridge.internal;

/** The interrupt flag of the current thread. */
final class Interruption {
    private Interruption() {}

    /**
     * Runs what has to run even in a thread that was interrupted, as what closes something does. The flag is put aside meanwhile: a call
     * would take it as a wish to be cancelled.
     */
    static void putAside(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

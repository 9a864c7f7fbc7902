package org.pybridge.internal.stop;

/** Where a call is on its way. The fourth phase, between running and ended, is a {@link Stop} that is under way. */
sealed interface Phase permits Phase.Simple, Stop {

    /** A phase that needs no data. */
    enum Simple implements Phase {
        /** Python has not begun. */
        PENDING,
        /** Python runs. */
        RUNNING,
        /** Python has ended, or will never begin. */
        ENDED
    }
}

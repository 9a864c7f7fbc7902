package org.pybridge.pool;

/** Why a pool gave up an interpreter. */
public enum DiscardReason {
    /** It ended by itself: its process crashed, or its code ended it. */
    DIED,
    /** A call in it had to be interrupted or ended by force, which may have left things half done. */
    STOPPED,
    /** A call in it could not be stopped. Its caller was let go, and the interpreter is quarantined until the call ends. */
    STUCK,
    /** It has served as many callers as it may. */
    MAX_USES,
    /** It has had a borrower, and under {@link ResetPolicy#FRESH} the next one gets another. */
    RESET_POLICY,
    /** It is as old as it may become. */
    MAX_AGE,
    /** It takes more memory than it may. */
    MEMORY,
    /** It failed its validation. */
    INVALID,
    /** Its last borrower changed something that cannot be restored. */
    CHANGED
}

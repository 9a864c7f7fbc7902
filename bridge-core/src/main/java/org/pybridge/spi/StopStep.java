package org.pybridge.spi;

/**
 * The steps of the ladder by which a call is stopped, from the gentlest to the hardest. Core takes them in their order, each after the
 * one before had its grace time; a backend has those that it knows how to take.
 */
public enum StopStep {
    /** The coroutine that the call runs was cancelled: it saw {@code asyncio.CancelledError}. */
    CANCEL,
    /** Python was interrupted, wherever it was: its {@code finally} blocks began to run, within the grace time. */
    INTERRUPT,
    /** The interpreter was told to end, and ended. */
    TERMINATE,
    /** The interpreter was ended without being asked. */
    KILL,
    /** Nothing helped in time: the caller was let go, and the interpreter and its thread were left to themselves. */
    ABANDON
}

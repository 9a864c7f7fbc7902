package org.pybridge.pool;

import java.util.function.Supplier;

/**
 * Hears what happens in the pool of one {@link org.pybridge.Python}, to count and time it. Every method does nothing by default; times are in
 * nanoseconds.
 *
 * <pre>{@code
 * class SlowCalls implements PoolListener {
 *     @Override
 *     public void onCall(String function, CallOutcome outcome, long nanos) {
 *         if (nanos > 1_000_000_000) {
 *             log.warn("{} took {} ms: {}", function, nanos / 1_000_000, outcome);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Methods are called by many threads at once, often by the one that makes the call, so they have to be thread-safe and short. What they
 * throw harms no call; the first exception is logged. Without a listener, nothing is measured.
 */
public interface PoolListener {

    /**
     * The pool is about to start its first interpreter.
     *
     * @param backend the name of the backend
     * @param figures looks at the pool, at any time, also after its end
     */
    default void onOpen(String backend, Supplier<PoolStatistics> figures) {}

    /** The pool was closed. */
    default void onClose() {}

    /**
     * A caller got an interpreter.
     *
     * @param nanos how long it waited; close to zero when one was free
     */
    default void onAcquired(long nanos) {}

    /**
     * A caller gave up waiting for an interpreter.
     *
     * @param nanos how long it waited
     */
    default void onAcquireTimeout(long nanos) {}

    /**
     * A call has ended. Calls that Python's callbacks make are part of the call that called back.
     *
     * @param function the entry point of the called function, or one word for what is none, as {@code evaluate} or {@code call_method}
     * @param outcome how it ended
     * @param nanos how long the caller was in it; neither the wait for an interpreter nor the start of one counts
     */
    default void onCall(String function, CallOutcome outcome, long nanos) {}

    /**
     * An interpreter has started and run the init script.
     *
     * @param nanos how long that took
     */
    default void onInterpreterStarted(long nanos) {}

    /**
     * An interpreter was given up. One that died by itself is missed when it is needed next.
     *
     * @param reason why
     */
    default void onInterpreterDiscarded(DiscardReason reason) {}
}

package org.pybridge.pool;

/**
 * Which thread Python runs on. A virtual thread never runs it, whatever is chosen.
 *
 * <p>What is running in the caller's own thread can be interrupted but not left behind, so code that cannot be stopped keeps its caller.
 */
public enum CallThread {
    /**
     * The safe one of the other two: a call with a time limit runs on a thread of Python's where the backend cannot end Python code for
     * certain, or where Java functions are among the arguments, because nobody can end those; other calls run on the caller's.
     */
    AUTOMATIC,
    /**
     * The caller's. Fastest. A caller whose Python code cannot be stopped comes back when the code ends. Interrupting the caller stops
     * Python while it computes; an interrupt that meets Python in a wait of its own may be used up by the engine.
     */
    CALLER,
    /**
     * One of Python's, while the caller waits: some microseconds more for a call. The caller always comes back, and can always be
     * interrupted. Callbacks run on Python's thread, with the caller's SLF4J diagnostic context and without its other thread-locals.
     */
    OWN
}

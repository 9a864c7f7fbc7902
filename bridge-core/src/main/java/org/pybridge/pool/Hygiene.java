package org.pybridge.pool;

/** What becomes of the state that a borrower of an interpreter leaves behind in it: changed settings, patched modules, running threads. */
public enum Hygiene {
    /** It stays. Fastest. Names that a script or session binds are hidden from others all the same. */
    SHARED_STATE,
    /**
     * When a script ({@code eval}, {@code exec}, {@code run}) or a session ends, the interpreter is set back to what it was after its
     * init script; where that cannot be done, it is replaced. A call of a function is taken for a part of the application: nothing is
     * done after it, and what it changed stays until the next script or session ends.
     */
    RESET,
    /** As {@link #RESET}, and after each call of a function, too. */
    RESET_EVERY_CALL,
    /**
     * Each borrower has a new interpreter, started ahead, and objects of a call die with its end: use them in a session. Each start takes
     * processor time, see {@link PoolBuilder#spares}.
     */
    FRESH
}

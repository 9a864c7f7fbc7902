package org.pybridge.spi;

/** An object that lives in one interpreter. Backends implement it; core only passes it back to the same interpreter. */
public non-sealed interface Reference extends Target {

    /**
     * Tells where the object lives.
     *
     * @return its interpreter
     */
    Interpreter interpreter();

    /** Lets the object go; called at most once, from any thread, with or without the interpreter's lease. */
    void release();
}

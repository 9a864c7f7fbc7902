package org.pybridge.spi;

/** What not every backend can do. */
public enum Capability {
    /** Java functions handed to Python. */
    CALLBACKS,
    /** Objects that stay in Python and are used by handle. */
    OBJECTS,
    /** Java objects that travel through Python and come back as themselves. */
    OPAQUE_OBJECTS,
    /** Stopping Python code that runs, as far as Python itself lets it be stopped. */
    INTERRUPT,
    /** Stopping native code of Python's own, too, such as a wait for a lock or a search by a regular expression. */
    INTERRUPT_NATIVE,
    /** Using an interpreter again whose code was interrupted. */
    REUSE_INTERRUPTED,
    /** Ending Python code for certain, whatever it does. Java functions that it calls are not ended by that. */
    KILL,
    /** Memory that Java and Python see at once. */
    SHARED_MEMORY,
    /** Many calls at once in an interpreter that callers share, none of which holds a thread of Java's while it runs. */
    MANY_CALLS,
    /** Interpreters in processes of their own: one that crashes, or that {@code os._exit} ends, takes nothing else with it. */
    OWN_PROCESS,
    /** Interpreters that have nothing in common: what is imported or set in one, no other one sees, and a new one begins anew. */
    OWN_STATE,
    /** Telling how much memory an interpreter has, apart from the others. */
    MEMORY_USE
}

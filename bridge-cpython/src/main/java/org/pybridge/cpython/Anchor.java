package org.pybridge.cpython;

import org.pybridge.internal.support.PerThread;

/**
 * An interpreter in which nothing runs. CPython remembers for each thread the thread state that it had last, and touches it when the thread
 * gets another one; so a thread that leaves an interpreter, which can end before its next call, stops by here. Its lock is free but for
 * moments.
 */
final class Anchor {
    private final PerThread<State> states;

    /** A thread's state in here, which stays as long as the process: it is some hundred bytes. */
    private record State(long address) {}

    Anchor(long interpreter) {
        this.states = new PerThread<>(() -> new State(ThreadApi.newState(interpreter)), parent -> null);
    }

    /** Has CPython remember this for the current thread, which is in no interpreter. */
    void touch() {
        ThreadApi.attach(states.get().address());
        ThreadApi.detach();
    }
}

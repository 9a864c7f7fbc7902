package org.pybridge.graalpy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The threads that run a coroutine, and whether it is to be cancelled. Python looks here for that from inside its event loop, because no
 * other thread may wait for an interpreter that is about to be interrupted: where the engine ends that wait, it leaves the GIL taken.
 * Python calls it with true at the begin and false at the end, and without argument to ask. Thread-safe.
 */
final class Coroutines implements ProxyExecutable {
    private final Map<Thread, Boolean> cancelled = new ConcurrentHashMap<>();

    /**
     * Asks that the coroutine of a thread is cancelled.
     *
     * @return false when it runs none
     */
    boolean cancel(Thread caller) {
        return cancelled.replace(caller, true) != null;
    }

    /** Forgets the coroutine of a thread, which was interrupted and did not say that it has ended. */
    void forget(Thread caller) {
        cancelled.remove(caller);
    }

    @Override
    public Object execute(Value... runs) {
        Thread here = Thread.currentThread();
        if (runs.length == 0) {
            return cancelled.getOrDefault(here, false);
        }
        // True for the outermost: one inside another, which a callback ran, is cancelled with it.
        return runs[0].asBoolean() ? cancelled.putIfAbsent(here, false) == null : cancelled.remove(here) != null;
    }
}

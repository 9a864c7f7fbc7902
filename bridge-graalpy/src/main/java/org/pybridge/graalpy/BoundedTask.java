package org.pybridge.graalpy;

import java.time.Duration;
import org.pybridge.internal.support.DaemonThread;

/** Work that may never end, on a daemon thread of its own, for which nobody waits longer than a limit. */
final class BoundedTask {
    private BoundedTask() {}

    /** Starts work and goes on. */
    static Thread start(String name, Runnable work) {
        Thread thread = new DaemonThread(name, work);
        thread.start();
        return thread;
    }

    /** Runs work and waits for its end, up to a limit of 1 ms at least. */
    static void run(String name, Duration limit, Runnable work) {
        try {
            start(name, work).join(limit.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

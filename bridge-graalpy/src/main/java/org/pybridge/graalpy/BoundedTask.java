package org.pybridge.graalpy;

import java.time.Duration;
import org.pybridge.spi.DaemonThread;

/** Work that may never end, on a daemon thread of its own, for which nobody waits longer than a limit. */
final class BoundedTask {
    private BoundedTask() {}

    /** Starts work and goes on. */
    static Thread start(String name, Runnable work) {
        Thread thread = new DaemonThread(name, work);
        thread.start();
        return thread;
    }

    /** Runs work and waits for its end, up to a limit. */
    static void run(String name, Duration limit, Runnable work) {
        long millis = limit.toMillis();
        if (millis == 0) {
            start(name, work);
            return;
        }
        try {
            start(name, work).join(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

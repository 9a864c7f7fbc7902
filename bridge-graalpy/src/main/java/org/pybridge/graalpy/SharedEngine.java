package org.pybridge.graalpy;

import java.util.function.Consumer;
import org.graalvm.polyglot.Engine;

/**
 * An engine and how many contexts it has. When enough of them were closed, it takes no more, and is closed with the last one that it has.
 * Thread-safe.
 */
final class SharedEngine {
    private final Engine engine;
    private final Consumer<SharedEngine> whenClosed;
    private int mayClose;
    private int present;

    SharedEngine(Engine engine, int mayClose, Consumer<SharedEngine> whenClosed) {
        this.engine = engine;
        this.mayClose = mayClose;
        this.whenClosed = whenClosed;
    }

    Engine engine() {
        return engine;
    }

    /** Counts a context that is about to be made; false when there may be no more. */
    synchronized boolean enter() {
        boolean serves = mayClose > 0;
        present += serves ? 1 : 0;
        return serves;
    }

    /** Counts a context that was closed; whoever is the last one closes the engine. */
    void leave() {
        if (isLastLeaving()) {
            close();
        }
    }

    private synchronized boolean isLastLeaving() {
        mayClose--;
        present--;
        return isDone();
    }

    /**
     * Takes no more contexts, and closes now or with the last one. An engine whose context cannot be closed, because its code cannot be
     * stopped, is never closed: that would wait for ever, and at its end the JVM would wait for that.
     */
    void retire() {
        if (isLastServed()) {
            close();
        }
    }

    private synchronized boolean isLastServed() {
        mayClose = 0;
        return isDone();
    }

    private boolean isDone() {
        return mayClose <= 0 && present == 0;
    }

    private void close() {
        engine.close(true);
        whenClosed.accept(this);
    }
}

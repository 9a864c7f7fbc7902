package org.pybridge.graalpy;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.internal.support.PerThread;

/**
 * The threads that call an interpreter: which of them are in it, and where their prints go. A thread that Python starts prints where the
 * thread does that started it; one that is older than any call prints to the log. Thread-safe.
 */
final class Callers {
    private final Output fallback = Output.toLog();
    private final PerThread<Caller> callers =
            new PerThread<>(() -> new Caller(null), parent -> parent.output == null ? null : new Caller(parent.output));

    /** One thread. It alone changes this, in place, because a thread-local variable costs 7 ns each time it is read or set. */
    static final class Caller {
        private final AtomicInteger calls = new AtomicInteger();
        private @Nullable Output output;
        private volatile boolean stopped;

        private Caller(@Nullable Output output) {
            this.output = output;
        }

        /** Begins a call that prints somewhere; gives where the thread printed before. */
        @Nullable
        Output begin(Output to) {
            Output before = output;
            output = to;
            if (stopped && calls.getPlain() == 0) {
                stopped = false;
            }
            change(1);
            return before;
        }

        /** Ends a call. */
        void end(@Nullable Output before) {
            change(-1);
            output = before;
        }

        /** No other thread counts here, so it takes no atomic operation. */
        private void change(int by) {
            calls.setRelease(calls.getPlain() + by);
        }

        /** Says that its call is to end, wherever it is. */
        void stop() {
            stopped = true;
        }

        boolean isStopped() {
            return stopped;
        }

        boolean isPresent() {
            return calls.get() > 0;
        }
    }

    /** Gives the current thread. */
    Caller current() {
        return callers.get();
    }

    /** How many threads are in a call. */
    int present() {
        AtomicInteger present = new AtomicInteger();
        callers.forEach(caller -> present.addAndGet(caller.isPresent() ? 1 : 0));
        return present.get();
    }

    /** Gives a thread that is in a call, or null. */
    @Nullable
    Caller present(Thread thread) {
        Caller caller = callers.of(thread);
        return caller != null && caller.isPresent() ? caller : null;
    }

    /** Takes note of what is logged: it counts as output of the call, though it goes elsewhere. */
    void count(int characters) {
        if (callers.get().output instanceof LimitedOutput limited) {
            limited.count(characters);
        }
    }

    void stdout(String text) {
        sink().stdout(text);
    }

    void stderr(String text) {
        sink().stderr(text);
    }

    private Output sink() {
        Output output = callers.get().output;
        return output == null ? fallback : output;
    }
}

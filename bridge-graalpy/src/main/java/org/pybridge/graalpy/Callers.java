package org.pybridge.graalpy;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;

/**
 * The threads that call an interpreter: which of them are in it, and where their prints go. A thread that Python starts prints where the
 * thread does that started it; one that is older than any call prints to the log. Thread-safe.
 */
final class Callers {
    private final Output fallback = Output.toLog();
    private final Set<Caller> all = Collections.newSetFromMap(new WeakHashMap<>());
    private final InheritableThreadLocal<Caller> current = new InheritableThreadLocal<>() {
        @Override
        protected Caller initialValue() {
            return new Caller(null);
        }

        @Override
        protected Caller childValue(Caller parent) {
            return new Caller(parent.output);
        }
    };

    /** One thread. It alone changes this, in place, because a thread-local variable costs 7 ns each time it is read or set. */
    static final class Caller {
        private final AtomicInteger calls = new AtomicInteger();
        private @Nullable Output output;
        private boolean known;

        private Caller(@Nullable Output output) {
            this.output = output;
        }

        /** Begins a call that prints somewhere; gives where the thread printed before. */
        @Nullable
        Output begin(Output to) {
            Output before = output;
            output = to;
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

        private boolean isPresent() {
            return calls.get() > 0;
        }
    }

    /** Gives the current thread. */
    Caller current() {
        Caller caller = current.get();
        if (!caller.known) {
            synchronized (all) {
                all.add(caller);
            }
            caller.known = true;
        }
        return caller;
    }

    /** How many threads are in a call. */
    int present() {
        synchronized (all) {
            return (int) all.stream().filter(Caller::isPresent).count();
        }
    }

    /** Takes note of what is logged: it counts as output of the call, though it goes elsewhere. */
    void count(int characters) {
        if (current.get().output instanceof LimitedOutput limited) {
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
        Output output = current.get().output;
        return output == null ? fallback : output;
    }
}

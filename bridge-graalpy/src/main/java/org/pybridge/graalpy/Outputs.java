package org.pybridge.graalpy;

import org.jspecify.annotations.Nullable;
import org.pybridge.Output;

/**
 * Knows where each thread's prints go. A thread that Python starts inherits from the thread that started it; one that is older than
 * any call prints to the log.
 */
final class Outputs {
    private final Output fallback = Output.toLog();
    private final InheritableThreadLocal<Current> current = new InheritableThreadLocal<>() {
        @Override
        protected Current initialValue() {
            return new Current(null);
        }

        @Override
        protected Current childValue(Current parent) {
            return new Current(parent.output);
        }
    };

    /** One thread's output. A call changes it in place, because a thread-local variable costs 7 ns each time it is read or set. */
    static final class Current {
        private @Nullable Output output;

        Current(@Nullable Output output) {
            this.output = output;
        }

        /** Sets the output and gives the one before. */
        @Nullable
        Output redirect(@Nullable Output to) {
            Output before = output;
            output = to;
            return before;
        }
    }

    /** Gives the current thread's output, for the current thread to change. */
    Current current() {
        return current.get();
    }

    /** Takes note of what is logged: it counts as output of the call, though it goes elsewhere. */
    void count(int characters) {
        if (current().output instanceof LimitedOutput limited) {
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
        Output output = current().output;
        return output == null ? fallback : output;
    }
}

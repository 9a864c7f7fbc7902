package org.pybridge.graalpy;

import org.jspecify.annotations.Nullable;
import org.pybridge.Output;

/**
 * Knows where each thread's prints go. A thread that Python starts inherits from the thread that started it; one that is older than
 * any call prints to the log.
 */
final class Outputs {
    private final Output fallback = Output.toLog();
    private final InheritableThreadLocal<@Nullable Output> current = new InheritableThreadLocal<>();

    /** Sets the current thread's output and gives the one before. */
    @Nullable
    Output redirect(@Nullable Output output) {
        Output before = current.get();
        current.set(output);
        return before;
    }

    void stdout(String text) {
        sink().stdout(text);
    }

    void stderr(String text) {
        sink().stderr(text);
    }

    private Output sink() {
        Output output = current.get();
        return output == null ? fallback : output;
    }
}

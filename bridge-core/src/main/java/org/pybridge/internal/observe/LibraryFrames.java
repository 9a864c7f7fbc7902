package org.pybridge.internal.observe;

import java.util.ArrayList;
import java.util.List;

/** Cuts the library's own frames, and the engine's, out of stack traces: between Python and its caller they tell a user nothing. */
public final class LibraryFrames {
    /** The system property that leaves stack traces as they are, to debug the library itself. */
    public static final String FULL_STACK_TRACES = "org.pybridge.fullStackTraces";

    private static final List<String> CUT = List.of(
            "org.pybridge.internal.",
            "org.pybridge.spi.",
            "org.pybridge.wire.",
            "org.pybridge.graalpy.",
            "org.pybridge.process.",
            "org.graalvm.polyglot.",
            "com.oracle.truffle.",
            "com.oracle.graal.");

    private static final List<String> OF_THE_JDK = List.of("java.", "jdk.", "sun.");

    private LibraryFrames() {}

    /**
     * Cuts a stack trace. Of a thread of the library's own, nothing is left.
     *
     * @param trace the frames, innermost first
     * @return those that are the user's, in their order
     */
    public static StackTraceElement[] cut(StackTraceElement[] trace) {
        if (Boolean.getBoolean(FULL_STACK_TRACES)) {
            return trace;
        }
        List<StackTraceElement> kept = new ArrayList<>();
        int afterLibrary = 0;
        for (StackTraceElement frame : trace) {
            if (isOfAny(CUT, frame)) {
                afterLibrary = kept.size();
            } else {
                kept.add(frame);
            }
        }
        List<StackTraceElement> outermost = kept.subList(afterLibrary, kept.size());
        if (kept.size() < trace.length && outermost.stream().allMatch(frame -> isOfAny(OF_THE_JDK, frame))) {
            outermost.clear();
        }
        return kept.toArray(StackTraceElement[]::new);
    }

    private static boolean isOfAny(List<String> packages, StackTraceElement frame) {
        String name = frame.getClassName();
        for (String each : packages) {
            if (name.startsWith(each)) {
                return true;
            }
        }
        return false;
    }
}

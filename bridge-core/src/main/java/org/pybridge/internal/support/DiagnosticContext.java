package org.pybridge.internal.support;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What SLF4J's diagnostic context (MDC) holds for one thread, to be had by another one that works for it: what callbacks and Python log
 * there then tells whose request it was. Immutable.
 */
public final class DiagnosticContext {
    /** The context without entries. */
    public static final DiagnosticContext EMPTY = new DiagnosticContext(null);

    private final @Nullable Map<String, String> entries;

    private DiagnosticContext(@Nullable Map<String, String> entries) {
        this.entries = entries;
    }

    /**
     * Takes the context of the current thread.
     *
     * @return a copy of it
     */
    public static DiagnosticContext current() {
        Map<String, String> entries = MDC.getCopyOfContextMap();
        return entries == null || entries.isEmpty() ? EMPTY : new DiagnosticContext(entries);
    }

    /** Makes this the context of the current thread, which has none while it works for nobody. */
    public void enter() {
        if (entries != null) {
            MDC.setContextMap(entries);
        }
    }

    /** Leaves the current thread without a context again. */
    public void leave() {
        if (entries != null) {
            MDC.clear();
        }
    }
}

package org.pybridge.internal.convert.type;

import org.pybridge.ConversionException;

/** Bounds how deep containers nest, so that cycles and hostile depths are an error and never a stack overflow. */
public final class Nesting {
    public static final int LIMIT = 200;
    private static final String REASON = "nesting deeper than " + LIMIT + " levels or a cycle";

    private Nesting() {}

    public static int enterArgument(Object container, int levels) {
        if (levels <= 0) {
            throw ConversionException.ofArgument(ConversionErrors.kind(container), "Python", REASON);
        }
        return levels - 1;
    }

    public static int enterResult(Object container, int levels, String to) {
        if (levels <= 0) {
            throw ConversionErrors.of(container, to).explained(REASON, null);
        }
        return levels - 1;
    }
}

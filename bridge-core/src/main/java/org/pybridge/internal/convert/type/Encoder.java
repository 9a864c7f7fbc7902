package org.pybridge.internal.convert.type;

import org.jspecify.annotations.Nullable;

/** Turns values of one class into natural ones. Stateless. */
@FunctionalInterface
public interface Encoder {

    /** Leaves the value as it is. */
    Encoder NATURAL = (value, levels) -> value;

    /**
     * Encodes a value.
     *
     * @param value the value
     * @param levels how many levels of containers may still follow, this one included
     * @return the natural value; the same instance when it was natural already
     */
    @Nullable
    Object encode(Object value, int levels);
}

package org.pybridge.internal.convert.type;

import org.jspecify.annotations.Nullable;

/** Turns natural values into values of one type. Stateless. */
@FunctionalInterface
public interface Decoder {

    /**
     * Decodes a value.
     *
     * @param natural the natural value
     * @param levels how many levels of containers may still follow, this one included
     * @return the value as the wanted type
     */
    @Nullable
    Object decode(@Nullable Object natural, int levels);

    /**
     * Copies live objects to Java before they are decoded.
     *
     * @param form what the decoder can read
     * @return a decoder that takes handles too
     */
    default Decoder copying(Copyable.Form form) {
        return (natural, levels) -> decode(
                !(natural instanceof Number) && natural instanceof Copyable live ? live.copy(form) : natural, levels);
    }

    /**
     * Takes the values of one class as they are, before anything else is looked at; most elements of large lists are such.
     *
     * @param exact the natural class of the decoder's type
     * @return a decoder of the same type that is fast for these
     */
    default Decoder exactly(Class<?> exact) {
        return (natural, levels) -> natural != null && natural.getClass() == exact ? natural : decode(natural, levels);
    }

    /**
     * Lets {@code None} through as null, so that the decoder sees values only.
     *
     * @return a decoder of the same type that knows null
     */
    default Decoder nullable() {
        return (natural, levels) -> natural == null ? null : decode(natural, levels);
    }
}

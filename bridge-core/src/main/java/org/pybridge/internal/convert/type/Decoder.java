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
     * Copies live objects to Java before they are decoded. What is a result by itself is let go of then.
     *
     * @param form what the decoder can read
     * @return a decoder that takes handles too
     */
    default Decoder copying(Copyable.Form form) {
        return (natural, levels) -> !(natural instanceof Number) && natural instanceof Copyable live
                ? decodeCopy(live, live.copy(form), levels)
                : decode(natural, levels);
    }

    private @Nullable Object decodeCopy(Copyable live, @Nullable Object copy, int levels) {
        if (copy == live) {
            return decode(copy, levels);
        }
        try {
            Object decoded = decode(copy, levels);
            Handles.closeAtTop(live, levels);
            return decoded;
        } catch (RuntimeException misfit) {
            Handles.closeAll(copy);
            throw misfit;
        }
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

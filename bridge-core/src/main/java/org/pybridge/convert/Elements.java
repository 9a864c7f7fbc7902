package org.pybridge.convert;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Decodes the elements of a Python list, tuple or set, each with its place in the path when it does not fit. */
final class Elements {
    private Elements() {}

    /** What a list, an array or a stream is read from; a str is none of them, although Python iterates over it. */
    static Collection<?> required(@Nullable Object natural, String to) {
        if (natural instanceof List<?> || natural instanceof Set<?>) {
            return (Collection<?>) natural;
        }
        throw ConversionErrors.of(natural, to);
    }

    static @Nullable Object[] decode(Collection<?> elements, Decoder decoder, int levels, String to) {
        int below = Nesting.enterResult(elements, levels, to);
        @Nullable Object[] decoded = new Object[elements.size()];
        int index = 0;
        try {
            for (Object element : elements) {
                decoded[index] = decoder.decode(element, below);
                index++;
            }
        } catch (ConversionException misfit) {
            throw misfit.inside("[" + index + "]");
        }
        return decoded;
    }
}

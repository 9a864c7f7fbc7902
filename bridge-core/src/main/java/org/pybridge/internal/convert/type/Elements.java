package org.pybridge.internal.convert.type;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Decodes the elements of a Python list, tuple or set, each with its place in the path when it does not fit. */
public final class Elements {
    private Elements() {}

    /** What a list, an array or a stream is read from; a str is none of them, although Python iterates over it. */
    public static Collection<?> required(@Nullable Object natural, String to) {
        if (natural instanceof List<?> || natural instanceof Set<?>) {
            return (Collection<?>) natural;
        }
        throw ConversionErrors.of(natural, to);
    }

    /** Gives a list without equal elements as a set, and anything else as it is. */
    public static @Nullable Object distinct(@Nullable Object natural) {
        if (natural instanceof List<?> list) {
            Set<@Nullable Object> set = new LinkedHashSet<>(list);
            return set.size() == list.size() ? set : natural;
        }
        return natural;
    }

    public static @Nullable Object[] decode(Collection<?> elements, Decoder decoder, int levels, String to) {
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

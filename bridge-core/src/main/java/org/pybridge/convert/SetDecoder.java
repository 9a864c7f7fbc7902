package org.pybridge.convert;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Python sets only, because a list may hold an element twice. Immutable.
 *
 * @param element decodes an element
 * @param name the wanted type
 * @param made makes the set
 */
record SetDecoder(Decoder element, String name, Function<@Nullable Object[], Set<@Nullable Object>> made)
        implements Decoder {
    /** Gives a list without equal elements as a set, and anything else as it is. */
    static @Nullable Object distinct(@Nullable Object natural) {
        if (natural instanceof List<?> list) {
            Set<@Nullable Object> set = new LinkedHashSet<>(list);
            return set.size() == list.size() ? set : natural;
        }
        return natural;
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null) {
            return null;
        }
        Set<?> elements = ScalarDecoders.required(natural, Set.class, name);
        Object decoded = new SequenceDecoder(element, name, made).decode(elements, levels);
        if (decoded instanceof Set<?> set && set.size() < elements.size()) {
            throw ConversionErrors.of(natural, name).explained("two elements are equal in Java", null);
        }
        return decoded;
    }
}

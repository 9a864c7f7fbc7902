package org.pybridge.internal.convert.decode;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;

/**
 * Decodes Python sets only, because a list may hold an element twice. Immutable.
 *
 * @param element decodes an element
 * @param name the wanted type
 * @param made makes the set
 */
record SetDecoder(Decoder element, String name, Function<@Nullable Object[], Set<@Nullable Object>> made)
        implements Decoder {
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

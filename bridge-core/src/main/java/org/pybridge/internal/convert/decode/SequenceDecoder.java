package org.pybridge.internal.convert.decode;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Elements;

/**
 * Decodes to anything that is made of elements in order. Immutable.
 *
 * @param element decodes an element
 * @param name the wanted type
 * @param made makes the sequence
 */
record SequenceDecoder(Decoder element, String name, Function<@Nullable Object[], ?> made) implements Decoder {
    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null) {
            return null;
        }
        @Nullable Object[] elements = Elements.decode(Elements.required(natural, name), element, levels, name);
        try {
            return made.apply(elements);
        } catch (NullPointerException | ClassCastException refused) {
            throw ConversionErrors.of(natural, name).explained("the collection refuses an element", refused);
        }
    }
}

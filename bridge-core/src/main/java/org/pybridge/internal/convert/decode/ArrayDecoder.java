package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Array;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyBuffer;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Elements;
import org.pybridge.internal.convert.type.PackedNumbers;
import org.pybridge.internal.convert.type.PrimitiveArrays;
import org.pybridge.internal.convert.type.TypeName;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;

/** Decodes arrays of any element type; blocks of numbers are copied as blocks. Immutable. */
final class ArrayDecoder implements Decoder {
    private final Class<?> element;
    private final Decoder decoder;
    private final String name;

    ArrayDecoder(JavaType type, Decoder decoder) {
        this.element = type.getContentType().getRawClass();
        this.decoder = decoder;
        this.name = TypeName.of(type);
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null) {
            return null;
        }
        if (natural instanceof PyBuffer buffer) {
            return ofBuffer(buffer, levels);
        }
        if (natural instanceof LongList longs && element.isPrimitive()) {
            return ofLongs(longs, levels);
        }
        if (natural instanceof DoubleList doubles && element == double.class) {
            return doubles.toDoubles();
        }
        if (natural instanceof String text && element == char.class) {
            return text.toCharArray();
        }
        return ofAny(Elements.required(natural, name), levels);
    }

    private @Nullable Object ofBuffer(PyBuffer buffer, int levels) {
        if (buffer.shape().length > 1 && element.isPrimitive()) {
            throw ConversionErrors.of(buffer, name)
                    .explained("ask for an array of as many dimensions, for a PyBuffer, or flatten it in Python", null);
        }
        Object array = BufferElements.array(buffer, element);
        return array != null ? array : decode(BufferElements.list(buffer), levels);
    }

    private Object ofLongs(LongList longs, int levels) {
        if (element == long.class) {
            return longs.toLongs();
        }
        if (element == int.class) {
            return PackedNumbers.toInts(longs);
        }
        return element == double.class ? PackedNumbers.toDoubles(longs) : ofAny(longs, levels);
    }

    private Object ofAny(Collection<?> elements, int levels) {
        @Nullable Object[] decoded = Elements.decode(elements, decoder, levels, name);
        if (element.isPrimitive()) {
            return PrimitiveArrays.of(element, decoded);
        }
        Object[] array = (Object[]) Array.newInstance(element, decoded.length);
        System.arraycopy(decoded, 0, array, 0, decoded.length);
        return array;
    }
}

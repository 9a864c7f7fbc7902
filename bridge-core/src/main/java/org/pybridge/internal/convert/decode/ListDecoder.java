package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Elements;
import org.pybridge.internal.convert.type.PackedNumbers;
import org.pybridge.internal.convert.type.TypeName;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.StringList;

/** Decodes to an unmodifiable list. Packed lists that are exact already are passed on as they are. Immutable. */
final class ListDecoder implements Decoder {
    private final Class<?> element;
    private final Decoder decoder;
    private final String name;

    ListDecoder(JavaType type, Decoder decoder) {
        JavaType content = type.getContentType() != null ? type.getContentType() : type.containedTypeOrUnknown(0);
        this.element = content.getRawClass();
        this.decoder = decoder;
        this.name = TypeName.of(type);
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null || isExact(natural)) {
            return natural;
        }
        if (natural instanceof LongList longs && element == Integer.class) {
            return PackedNumbers.toIntegers(longs);
        }
        return Collections.unmodifiableList(
                Arrays.asList(Elements.decode(Elements.required(natural, name), decoder, levels, name)));
    }

    private boolean isExact(Object natural) {
        return (natural instanceof LongList && isOneOf(Long.class, Number.class))
                || (natural instanceof DoubleList && isOneOf(Double.class, Number.class))
                || (natural instanceof StringList && isOneOf(String.class, CharSequence.class));
    }

    private boolean isOneOf(Class<?> exact, Class<?> wider) {
        return element == exact || element == wider || element == Object.class;
    }
}

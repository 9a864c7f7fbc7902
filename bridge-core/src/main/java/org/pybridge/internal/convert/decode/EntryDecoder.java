package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.TypeName;

/** Decodes a tuple or a list of two to an entry of a map. Immutable. */
final class EntryDecoder implements Decoder {
    private final String name;
    private final boolean isMutable;
    private final Decoder key;
    private final Decoder value;

    EntryDecoder(JavaType type, Decoder key, Decoder value) {
        this.name = TypeName.of(type);
        this.isMutable = type.getRawClass() == SimpleEntry.class;
        this.key = key;
        this.value = value;
    }

    static boolean isEntry(Class<?> type) {
        return type == Map.Entry.class || type == SimpleEntry.class || type == SimpleImmutableEntry.class;
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null) {
            return null;
        }
        if (!(natural instanceof List<?> pair) || pair.size() != 2) {
            throw ConversionErrors.of(natural, name).explained("it is no tuple of a key and a value", null);
        }
        int below = Nesting.enterResult(natural, levels, name);
        Object first = at(0, key, pair, below);
        Object second = at(1, value, pair, below);
        return isMutable ? new SimpleEntry<>(first, second) : new SimpleImmutableEntry<>(first, second);
    }

    private static @Nullable Object at(int index, Decoder decoder, List<?> pair, int levels) {
        try {
            return decoder.decode(pair.get(index), levels);
        } catch (ConversionException misfit) {
            throw misfit.inside("[" + index + "]");
        }
    }
}

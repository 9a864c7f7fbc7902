package org.pybridge.internal.convert.encode;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.PythonKeys;

/** Encodes maps, keys too. A map that is natural already is passed on as it is, not copied. Immutable. */
final class MapEncoder {
    private static final String KEY = "a key of a dict";

    private final Encoders inside;

    MapEncoder(Encoders inside) {
        this.inside = inside;
    }

    Object encode(Object value, int levels) {
        Map<?, ?> map = (Map<?, ?>) value;
        int below = Nesting.enterArgument(map, levels);
        Map<@Nullable Object, @Nullable Object> naturals = null;
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = PythonKeys.hashable(encodeAt(entry.getKey(), entry.getKey(), below), KEY);
            Object element = encodeAt(entry.getKey(), entry.getValue(), below);
            if (naturals == null && (key != entry.getKey() || element != entry.getValue())) {
                naturals = first(index, map);
            }
            if (naturals != null) {
                put(naturals, key, element);
            }
            index++;
        }
        Map<?, ?> encoded = naturals == null ? map : naturals;
        PythonKeys.checkDistinct(encoded.keySet());
        return encoded;
    }

    private static Map<@Nullable Object, @Nullable Object> first(int count, Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> first = new LinkedHashMap<>();
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        for (int i = 0; i < count; i++) {
            Map.Entry<?, ?> entry = entries.next();
            first.put(entry.getKey(), entry.getValue());
        }
        return first;
    }

    private static void put(
            Map<@Nullable Object, @Nullable Object> naturals, @Nullable Object key, @Nullable Object element) {
        int before = naturals.size();
        naturals.put(key, element);
        if (naturals.size() == before) {
            throw ConversionException.ofArgument(
                    "the key " + ConversionErrors.describe(key), KEY, "another key is equal to it in Python");
        }
    }

    private @Nullable Object encodeAt(@Nullable Object key, @Nullable Object value, int levels) {
        try {
            return inside.encode(value, levels);
        } catch (ConversionException misfit) {
            throw misfit.inside(ConversionErrors.step(key));
        }
    }
}

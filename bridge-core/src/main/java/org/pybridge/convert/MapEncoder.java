package org.pybridge.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

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
        Map<@Nullable Object, @Nullable Object> naturals = new LinkedHashMap<>();
        boolean natural = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = encodeAt(entry.getKey(), entry.getKey(), below);
            Object element = encodeAt(entry.getKey(), entry.getValue(), below);
            natural &= key == entry.getKey() && element == entry.getValue();
            put(naturals, key, element);
        }
        PythonKeys.checkDistinct(naturals.keySet());
        return natural ? map : naturals;
    }

    private static void put(
            Map<@Nullable Object, @Nullable Object> naturals, @Nullable Object key, @Nullable Object element) {
        PythonKeys.checkHashable(key, KEY);
        int before = naturals.size();
        naturals.put(key, element);
        if (naturals.size() == before) {
            throw ConversionException.ofArgument("the key " + key, KEY, "another key is equal to it in Python");
        }
    }

    private @Nullable Object encodeAt(@Nullable Object key, @Nullable Object value, int levels) {
        try {
            return inside.encode(value, levels);
        } catch (ConversionException misfit) {
            throw misfit.inside(Misfit.step(key));
        }
    }
}

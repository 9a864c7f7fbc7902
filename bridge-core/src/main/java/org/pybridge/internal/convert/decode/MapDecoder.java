package org.pybridge.internal.convert.decode;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.EmptyContainer;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.TypeName;
import org.pybridge.internal.value.NaturalMap;

/** Decodes dicts to maps, keys too; interfaces to unmodifiable maps. Immutable. */
final class MapDecoder implements Decoder {
    private final String name;
    private final Decoder keys;
    private final Decoder values;
    private final Supplier<Map<@Nullable Object, @Nullable Object>> empty;
    private final UnaryOperator<Map<@Nullable Object, @Nullable Object>> finished;

    private MapDecoder(
            JavaType type,
            Decoder keys,
            Decoder values,
            Supplier<Map<@Nullable Object, @Nullable Object>> empty,
            UnaryOperator<Map<@Nullable Object, @Nullable Object>> finished) {
        this.name = TypeName.of(type);
        this.keys = keys;
        this.values = values;
        this.empty = empty;
        this.finished = finished;
    }

    @SuppressWarnings("unchecked")
    static Decoder of(JavaType type, Decoder keys, Decoder values) {
        Class<?> raw = type.getRawClass();
        if (raw == Map.class) {
            return new MapDecoder(
                    type, keys, values, () -> new NaturalMap<>(8), map -> Collections.unmodifiableMap(map));
        }
        if (raw == SortedMap.class || raw == NavigableMap.class) {
            return new MapDecoder(
                    type,
                    keys,
                    values,
                    TreeMap::new,
                    map -> Collections.unmodifiableNavigableMap(
                            (NavigableMap<@Nullable Object, @Nullable Object>) map));
        }
        EmptyContainer container = EmptyContainer.of(type);
        return new MapDecoder(
                type,
                keys,
                values,
                () -> (Map<@Nullable Object, @Nullable Object>) container.create(),
                UnaryOperator.identity());
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (natural == null) {
            return null;
        }
        if (!(natural instanceof Map<?, ?> entries)) {
            throw ConversionErrors.of(natural, name);
        }
        int below = Nesting.enterResult(natural, levels, name);
        Map<@Nullable Object, @Nullable Object> decoded = empty.get();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            add(entry.getKey(), entry.getValue(), decoded, below);
        }
        return finished.apply(decoded);
    }

    private void add(
            @Nullable Object key, @Nullable Object value, Map<@Nullable Object, @Nullable Object> decoded, int levels) {
        try {
            int before = decoded.size();
            decoded.put(keys.decode(key, levels), values.decode(value, levels));
            if (decoded.size() == before) {
                throw ConversionErrors.of(key, name).explained("another key is equal to it in Java", null);
            }
        } catch (ConversionException misfit) {
            throw misfit.inside(ConversionErrors.step(key));
        } catch (NullPointerException | ClassCastException refused) {
            throw ConversionErrors.of(key, name)
                    .explained("the map refuses the entry", refused)
                    .inside(ConversionErrors.step(key));
        }
    }
}

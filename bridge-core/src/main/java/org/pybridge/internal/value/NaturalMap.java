package org.pybridge.internal.value;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A map of natural values in the order in which they were put, which no choice of keys makes slow. A {@code HashMap} looks through all
 * keys of one hash where they are not {@code Comparable}, as lists and sets are not, and whose hashes anybody can make equal:
 * {@code (1, 31)} has that of {@code (2, 0)}. Here, such keys are told apart by a hash over all that is in them, from a start that
 * differs between JVMs. Equal keys are those that {@code equals} says are.
 *
 * <p>For one thread at a time while it is filled.
 *
 * @param <V> the type of the values
 */
public final class NaturalMap<V extends @Nullable Object> extends AbstractMap<@Nullable Object, V>
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final transient Map<@Nullable Object, V> entries;

    /**
     * Makes an empty map.
     *
     * @param expected how many keys there will be, about
     */
    public NaturalMap(int expected) {
        entries = new LinkedHashMap<>(expected + expected / 2);
    }

    /**
     * Makes a set that no choice of elements makes slow.
     *
     * @param elements its elements, which may be equal
     * @return an unmodifiable set in the order of the elements
     */
    public static Set<@Nullable Object> setOf(Collection<? extends @Nullable Object> elements) {
        NaturalMap<Boolean> map = new NaturalMap<>(elements.size());
        elements.forEach(element -> map.put(element, true));
        return Collections.unmodifiableSet(map.keySet());
    }

    /** A key that is no value of its own, with the hash of all that is in it. */
    private static final class Composite {
        private final Object value;
        private final long hash;

        Composite(Object value) {
            this.value = value;
            this.hash = deepHash(value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Composite same && same.hash == hash && same.value.equals(value);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(hash);
        }
    }

    private static @Nullable Object wrapped(@Nullable Object key) {
        if (key instanceof String || key instanceof Long) {
            return key;
        }
        return key instanceof Collection<?> || key instanceof Map<?, ?> ? new Composite(key) : key;
    }

    private static @Nullable Object unwrapped(@Nullable Object key) {
        return key instanceof Composite composite ? composite.value : key;
    }

    /** Equal values have equal hashes: those of lists depend on the order, those of sets and maps do not. */
    private static long deepHash(@Nullable Object value) {
        if (value instanceof List<?> list) {
            long hash = SEED;
            for (Object element : list) {
                hash = mixed(hash * MULTIPLIER + deepHash(element));
            }
            return hash;
        }
        if (value instanceof Collection<?> set) {
            long hash = SEED;
            for (Object element : set) {
                hash += mixed(deepHash(element));
            }
            return hash;
        }
        if (value instanceof Map<?, ?> map) {
            long hash = SEED;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                hash += mixed(deepHash(entry.getKey()) * MULTIPLIER + deepHash(entry.getValue()));
            }
            return hash;
        }
        return plainHash(value);
    }

    /** The classes whose hashes are easily made equal are hashed here; the others have few values, or are told apart by identity. */
    private static long plainHash(@Nullable Object value) {
        if (value instanceof String || value instanceof TemporalAccessor || value instanceof TemporalAmount) {
            return textHash(value.toString());
        }
        if (value instanceof Long || value instanceof Double) {
            long bits = value instanceof Long number ? number : Double.doubleToLongBits((Double) value);
            return mixed(bits ^ SEED);
        }
        if (value instanceof BigDecimal number) {
            return plainHash(number.unscaledValue()) * MULTIPLIER + number.scale();
        }
        if (value instanceof BigInteger number) {
            long hash = SEED;
            for (byte octet : number.toByteArray()) {
                hash = hash * MULTIPLIER + octet;
            }
            return mixed(hash);
        }
        if (value instanceof UUID uuid) {
            return mixed(mixed(uuid.getMostSignificantBits() ^ SEED) + uuid.getLeastSignificantBits());
        }
        return mixed((value == null ? 0 : value.hashCode()) ^ SEED);
    }

    private static long textHash(String text) {
        long hash = SEED;
        for (int i = 0; i < text.length(); i++) {
            hash = mixed(hash + text.charAt(i));
        }
        return hash;
    }

    private static long mixed(long bits) {
        long hash = (bits ^ (bits >>> 32)) * SEED;
        hash = (hash ^ (hash >>> 29)) * MULTIPLIER;
        return hash ^ (hash >>> 32);
    }

    @Override
    public @Nullable V put(@Nullable Object key, V value) {
        return entries.put(wrapped(key), value);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return entries.get(wrapped(key));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(wrapped(key));
    }

    @Override
    public @Nullable V remove(@Nullable Object key) {
        return entries.remove(wrapped(key));
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public Set<@Nullable Object> keySet() {
        return new Keys(this);
    }

    @Override
    public Set<Map.Entry<@Nullable Object, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<@Nullable Object, V>> iterator() {
                Iterator<Map.Entry<@Nullable Object, V>> inner =
                        entries.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return inner.hasNext();
                    }

                    @Override
                    public Map.Entry<@Nullable Object, V> next() {
                        Map.Entry<@Nullable Object, V> entry = inner.next();
                        return entry.getKey() instanceof Composite composite
                                ? new SimpleEntry<>(composite.value, entry.getValue())
                                : entry;
                    }
                };
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }

    /** The hashes are of this JVM, so what is written is a map that has none of them. */
    private Object writeReplace() {
        return new LinkedHashMap<>(this);
    }

    /** The keys, without what they are wrapped in. */
    private static final class Keys extends AbstractSet<@Nullable Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        private final transient NaturalMap<?> map;

        Keys(NaturalMap<?> map) {
            this.map = map;
        }

        @Override
        public Iterator<@Nullable Object> iterator() {
            Iterator<@Nullable Object> inner = map.entries.keySet().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return inner.hasNext();
                }

                @Override
                public @Nullable Object next() {
                    return unwrapped(inner.next());
                }
            };
        }

        @Override
        public boolean contains(@Nullable Object key) {
            return map.containsKey(key);
        }

        @Override
        public int size() {
            return map.size();
        }

        private Object writeReplace() {
            return new LinkedHashSet<>(this);
        }
    }
}

package org.pybridge.internal.convert.encode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.internal.convert.type.Encoder;
import org.pybridge.internal.convert.type.Nesting;
import org.pybridge.internal.convert.type.PythonKeys;

/** Encodes what holds elements. A list or set whose elements are natural already is passed on as it is, not copied. Immutable. */
final class ListEncoder {
    private final Encoders inside;

    ListEncoder(Encoders inside) {
        this.inside = inside;
    }

    /** Makes the encoder of a type that can be iterated once. */
    <T> Encoder each(Class<T> type, Function<T, Iterator<?>> iterator) {
        return (value, levels) -> {
            List<@Nullable Object> naturals = new ArrayList<>();
            encodeEach(value, iterator.apply(type.cast(value)), levels, naturals);
            return naturals;
        };
    }

    Object list(Object value, int levels) {
        return unlessNatural((List<?>) value, levels, element -> element, naturals -> naturals);
    }

    Object tuple(Object value, int levels) {
        return unlessNatural((PyTuple) value, levels, element -> element, naturals -> PyTuple.of(naturals.toArray()));
    }

    Object set(Object value, int levels) {
        Set<?> set = (Set<?>) value;
        Object natural = unlessNatural(
                set, levels, element -> PythonKeys.hashable(element, "an element of a set"), ListEncoder::distinct);
        PythonKeys.checkDistinct((Set<?>) natural);
        return natural;
    }

    private static Set<@Nullable Object> distinct(List<@Nullable Object> naturals) {
        Set<@Nullable Object> distinct = new LinkedHashSet<>(naturals);
        if (distinct.size() < naturals.size()) {
            throw ConversionException.ofArgument(
                    "Set of " + naturals.size(), "set", "two elements are equal in Python");
        }
        return distinct;
    }

    private Object unlessNatural(
            Collection<?> elements,
            int levels,
            UnaryOperator<@Nullable Object> fitting,
            Function<List<@Nullable Object>, Object> made) {
        int below = Nesting.enterArgument(elements, levels);
        List<@Nullable Object> naturals = null;
        int index = 0;
        for (Object element : elements) {
            Object natural = fitting.apply(encodeAt(index, element, below));
            if (naturals == null && natural != element) {
                naturals = first(index, elements);
            }
            if (naturals != null) {
                naturals.add(natural);
            }
            index++;
        }
        return naturals == null ? elements : made.apply(naturals);
    }

    private static List<@Nullable Object> first(int count, Collection<?> elements) {
        List<@Nullable Object> first = new ArrayList<>(elements.size());
        Iterator<?> iterator = elements.iterator();
        for (int i = 0; i < count; i++) {
            first.add(iterator.next());
        }
        return first;
    }

    private void encodeEach(Object value, Iterator<?> elements, int levels, List<@Nullable Object> naturals) {
        int below = Nesting.enterArgument(value, levels);
        while (elements.hasNext()) {
            naturals.add(encodeAt(naturals.size(), elements.next(), below));
        }
    }

    private @Nullable Object encodeAt(int index, @Nullable Object element, int levels) {
        try {
            return inside.encode(element, levels);
        } catch (ConversionException misfit) {
            throw misfit.inside("[" + index + "]");
        }
    }
}

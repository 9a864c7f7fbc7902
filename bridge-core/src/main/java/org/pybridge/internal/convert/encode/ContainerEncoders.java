package org.pybridge.internal.convert.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.BaseStream;
import org.pybridge.PyTuple;
import org.pybridge.internal.convert.bean.Beans;

/** The rules for collections, arrays and maps. */
public final class ContainerEncoders {
    private ContainerEncoders() {}

    public static void addTo(EncoderChoice choice, Beans beans, Encoders inside) {
        ListEncoder lists = new ListEncoder(inside);
        MapEncoder maps = new MapEncoder(inside);
        choice.rule(PyTuple.class, lists::tuple)
                .rule(List.class, lists::list)
                .rule(Set.class, lists::set)
                .rule(Map.class, maps::encode)
                .rule(Map.Entry.class, (value, levels) -> lists.tuple(pair((Map.Entry<?, ?>) value), levels))
                .rule(BitSet.class, (value, levels) -> indexes((BitSet) value))
                .rule(type -> isMoreThanElements(type, beans), EncoderChoice.REFUSED)
                .rule(Iterable.class, lists.each(Iterable.class, elements -> elements.iterator()))
                .rule(Iterator.class, lists.each(Iterator.class, iterator -> iterator))
                .rule(Enumeration.class, lists.each(Enumeration.class, elements -> elements.asIterator()))
                .rule(BaseStream.class, lists.each(BaseStream.class, ContainerEncoders::drain))
                .rule(
                        Object[].class,
                        lists.each(Object[].class, array -> Arrays.asList(array).iterator()))
                .rule(short[].class, (value, levels) -> widened((short[]) value))
                .rule(char[].class, (value, levels) -> String.valueOf((char[]) value));
    }

    private static PyTuple pair(Map.Entry<?, ?> entry) {
        return PyTuple.of(entry.getKey(), entry.getValue());
    }

    private static Set<Object> indexes(BitSet bits) {
        Set<Object> indexes = new LinkedHashSet<>();
        bits.stream().forEach(indexes::add);
        return indexes;
    }

    /** An error that has causes, or a page that knows its number: as a list it would lose what else it says. */
    private static boolean isMoreThanElements(Class<?> type, Beans beans) {
        return Throwable.class.isAssignableFrom(type)
                || (Iterable.class.isAssignableFrom(type)
                        && !Collection.class.isAssignableFrom(type)
                        && beans.isReadable(type));
    }

    /** A stream ends here, and so do the resources behind it. */
    private static Iterator<?> drain(BaseStream<?, ?> stream) {
        List<Object> elements = new ArrayList<>();
        try (stream) {
            stream.iterator().forEachRemaining(elements::add);
        }
        return elements.iterator();
    }

    private static int[] widened(short[] shorts) {
        int[] ints = new int[shorts.length];
        for (int i = 0; i < shorts.length; i++) {
            ints[i] = shorts[i];
        }
        return ints;
    }
}

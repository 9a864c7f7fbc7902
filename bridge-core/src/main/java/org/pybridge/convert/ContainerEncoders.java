package org.pybridge.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.BaseStream;
import org.pybridge.PyTuple;

/** The rules for collections, arrays and maps. */
final class ContainerEncoders {
    private ContainerEncoders() {}

    static void addTo(EncoderChoice choice, Encoders inside) {
        ListEncoder lists = new ListEncoder(inside);
        MapEncoder maps = new MapEncoder(inside);
        choice.rule(PyTuple.class, lists::tuple)
                .rule(List.class, lists::list)
                .rule(Set.class, lists::set)
                .rule(Map.class, maps::encode)
                .rule(Iterable.class, lists.each(Iterable.class, elements -> elements.iterator()))
                .rule(Iterator.class, lists.each(Iterator.class, iterator -> iterator))
                .rule(BaseStream.class, lists.each(BaseStream.class, ContainerEncoders::drain))
                .rule(
                        Object[].class,
                        lists.each(Object[].class, array -> Arrays.asList(array).iterator()))
                .rule(short[].class, (value, levels) -> widened((short[]) value))
                .rule(char[].class, (value, levels) -> String.valueOf((char[]) value));
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

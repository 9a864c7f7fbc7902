package org.pybridge.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.NaturalMap;
import org.pybridge.internal.value.StringList;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.FrozenSet;

/** Reads the elements of an array: of a list, or of what its first element says that it is. */
final class ListReader {
    private static final int MARK = 3;

    private final WireInput input;
    private final Imports imports;
    private final Parser parser;

    ListReader(WireInput input, Imports imports, Parser parser) {
        this.input = input;
        this.imports = imports;
        this.parser = parser;
    }

    /** Reads an array that has elements. */
    Object read(int size) {
        int first = input.peek(0);
        if (first == Format.EXT8 && input.peek(1) == 0) {
            return marked(input.peek(2), size - 1);
        }
        if (Integers.isNext(input)) {
            return longs(size);
        }
        if (first == Format.FLOAT64) {
            return doubles(size);
        }
        return isString(first) ? strings(size) : Collections.unmodifiableList(Arrays.asList(elements(size)));
    }

    private Object marked(int mark, int size) {
        input.skip(MARK);
        parser.arrived();
        if ((mark == Extension.FROZEN_SET || mark == Extension.MADE) && !imports.fromJava()) {
            throw new WireFormatException("extension " + mark + " marks no array", null);
        }
        return switch (mark) {
            case Extension.TUPLE -> PyTuple.of(elements(size));
            case Extension.NAMED_TUPLE -> named(size - 1);
            case Extension.SET -> set(size);
            case Extension.MAP -> map(size);
            case Extension.FROZEN_SET -> new FrozenSet(set(size));
            case Extension.MADE -> made(elements(size));
            default -> throw new WireFormatException("extension " + mark + " marks no array", null);
        };
    }

    private @Nullable Object[] elements(int size) {
        return rest(new @Nullable Object[size], 0);
    }

    private @Nullable Object[] rest(@Nullable Object[] elements, int from) {
        for (int i = from; i < elements.length; i++) {
            elements[i] = element(i);
        }
        return elements;
    }

    private @Nullable Object element(int index) {
        try {
            return parser.value();
        } catch (ConversionException misfit) {
            throw misfit.inside(Step.of(index));
        }
    }

    private PyTuple named(int size) {
        Object names = parser.names();
        if (names instanceof StringList each && each.size() == size) {
            return PyTuple.of(elements(size)).named(each);
        }
        if (size == 0 && List.of().equals(names)) {
            return PyTuple.of();
        }
        throw new WireFormatException("a named tuple without a name for each element", null);
    }

    private Set<@Nullable Object> set(int size) {
        Set<@Nullable Object> set = NaturalMap.setOf(Arrays.asList(elements(size)));
        Parser.distinct("set", size, set.size());
        return set;
    }

    private Object made(@Nullable Object... parts) {
        List<@Nullable Object> arguments = Arrays.asList(parts);
        if (parts.length >= 2 && parts[0] instanceof String module && parts[1] instanceof String function) {
            return imports.made(EntryPoint.of(module + ":" + function), arguments.subList(2, parts.length));
        }
        throw new WireFormatException("a value to be made without the function that makes it", null);
    }

    private Map<@Nullable Object, @Nullable Object> map(int size) {
        if (size % 2 != 0) {
            throw new WireFormatException("a map with a key that has no value", null);
        }
        return parser.entries(size / 2);
    }

    private List<?> longs(int size) {
        long[] longs = new long[size];
        for (int i = 0; i < size; i++) {
            if (!Integers.isNext(input)) {
                return mixed(size, i, at -> longs[at]);
            }
            longs[i] = Integers.read(input.uint8(), input);
            parser.arrived();
        }
        return LongList.of(longs);
    }

    private List<?> doubles(int size) {
        double[] doubles = new double[size];
        for (int i = 0; i < size; i++) {
            if (input.peek(0) != Format.FLOAT64) {
                return mixed(size, i, at -> doubles[at]);
            }
            input.skip(1);
            doubles[i] = Double.longBitsToDouble(input.int64());
            parser.arrived();
        }
        return DoubleList.of(doubles);
    }

    private List<?> strings(int size) {
        String[] strings = new String[size];
        for (int i = 0; i < size; i++) {
            if (!isString(input.peek(0))) {
                return mixed(size, i, at -> strings[at]);
            }
            strings[i] = (String) parser.value();
        }
        return StringList.of(strings);
    }

    private static boolean isString(int code) {
        return (code >= Format.FIXSTR && code < Format.NIL) || (code >= Format.STR8 && code <= Format.STR32);
    }

    /** Reads on where a list turns out to have elements of several kinds. */
    private List<?> mixed(int size, int known, IntFunction<Object> before) {
        @Nullable Object[] elements = new @Nullable Object[size];
        for (int i = 0; i < known; i++) {
            elements[i] = before.apply(i);
        }
        return Collections.unmodifiableList(Arrays.asList(rest(elements, known)));
    }
}

package org.pybridge.cpython;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.NaturalMap;
import org.pybridge.internal.value.StringList;
import org.pybridge.internal.value.Tags;
import org.pybridge.spi.Host;
import org.pybridge.spi.ResultMode;

/**
 * Makes Java's natural values of Python objects, which are read in place. All of it needs the lock, and no Python code runs while a plain
 * tree is read, so nothing in it changes meanwhile. What is not plain Python tags first.
 */
final class Outbound {
    /** Java's nesting limit, which Python's walk has as well; it says where the tree is too deep. */
    private static final int DEEPEST = 200;

    /** The bits that are all zero once in so many values. */
    private static final int SELDOM = 0xFFF;

    private static final Object COMPOSITE = new Object();

    private final CPythonInterpreter interpreter;
    private final EmbeddedInterpreter python;
    private final RuntimeBindings library;
    private final Host host;

    /** There is something that is not plain. */
    private static final class NeedsTags extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final NeedsTags INSTANCE = new NeedsTags();

        private NeedsTags() {
            super(null, null, false, false);
        }
    }

    Outbound(CPythonInterpreter interpreter, EmbeddedInterpreter python, Host host) {
        this.interpreter = interpreter;
        this.python = python;
        this.library = python.library();
        this.host = host;
    }

    /** Reads a result, a borrowed reference. A coroutine is run, unless it is wanted as it is. */
    @Nullable
    Object read(long result, ResultMode mode, PythonThread here) {
        if (mode == ResultMode.REFERENCE) {
            return reference(result);
        }
        if (Types.of(result) == Types.COROUTINE) {
            ObjectApi.incRef(result);
            long settled = Calls.call(library.settle(), here.scratch, result);
            try {
                return readSettled(settled, mode, here);
            } finally {
                ObjectApi.decRef(settled);
            }
        }
        return readSettled(result, mode, here);
    }

    private @Nullable Object readSettled(long result, ResultMode mode, PythonThread here) {
        return switch (mode) {
            case VALUE -> copy(result, false, here);
            case FIELDS -> copy(result, true, here);
            case EACH -> each(result, here);
            case REFERENCE, NOTHING -> null;
        };
    }

    private List<@Nullable Object> each(long list, PythonThread here) {
        int size = size(list);
        @Nullable Object[] elements = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            elements[i] = copyOrKeep(NativeMemory.getLong(items(list) + (long) i * Long.BYTES), here);
        }
        return Arrays.asList(elements);
    }

    private @Nullable Object copyOrKeep(long object, PythonThread here) {
        try {
            return copy(object, false, here);
        } catch (ConversionException refused) {
            return reference(object);
        } catch (PythonRaised raised) {
            RuntimeException failure = interpreter.errors().take(here);
            if (failure instanceof ConversionException) {
                return reference(object);
            }
            throw failure;
        }
    }

    private Object reference(long object) {
        if (JavaHandles.of(object) instanceof Object own) {
            return own;
        }
        ObjectApi.incRef(object);
        return host.wrap(new CPythonReference(interpreter, python, object));
    }

    /**
     * Copies a value.
     *
     * @throws PythonRaised when Python could not copy it
     */
    @Nullable
    Object copy(long object, boolean fields, PythonThread here) {
        Object scalar = scalar(object, Types.of(object), here.scratch);
        return scalar == COMPOSITE ? copyComposite(object, fields, here) : scalar;
    }

    private @Nullable Object copyComposite(long object, boolean fields, PythonThread here) {
        try {
            return new Reading(here, false).value(object, 0);
        } catch (NeedsTags notPlain) {
            ObjectApi.incRef(object);
            long tree = Calls.call(library.tag(), here.scratch, object, fields ? Types.TRUE : Types.FALSE);
            try {
                return new Reading(here, true).value(tree, 0);
            } finally {
                ObjectApi.decRef(tree);
            }
        }
    }

    /** Reads what has no parts; gives {@link #COMPOSITE} for anything else. */
    private static @Nullable Object scalar(long object, long type, Scratch scratch) {
        if (type == Types.INT) {
            return integer(object, scratch);
        }
        if (type == Types.STR) {
            return Texts.read(object);
        }
        if (type == Types.FLOAT) {
            return NativeMemory.getDouble(object + ObjectLayout.FLOAT);
        }
        if (object == Types.NONE) {
            return null;
        }
        if (object == Types.TRUE || object == Types.FALSE) {
            return object == Types.TRUE;
        }
        return type == Types.BYTES ? Bytes.read(object) : COMPOSITE;
    }

    private static Object integer(long object, Scratch scratch) {
        if (Numbers.isSmall(object)) {
            return Numbers.small(object);
        }
        long overflow = scratch.mark();
        long value = ValueApi.longOf(object, overflow);
        return NativeMemory.getInt(overflow) == 0 ? (Object) value : BigIntegers.read(object);
    }

    /** Reads the arguments of a callback. A coroutine stays one: it may belong to the event loop that runs now. */
    List<@Nullable Object> arguments(long array, int from, int to, PythonThread here) {
        @Nullable Object[] read = new @Nullable Object[to - from];
        for (int i = from; i < to; i++) {
            read[i - from] = copy(NativeMemory.getLong(array + (long) i * Long.BYTES), false, here);
        }
        return Collections.unmodifiableList(Arrays.asList(read));
    }

    /** Reads the keyword arguments of a callback: values of an array, and a tuple of their names or 0. */
    Map<String, @Nullable Object> named(long array, int from, long names, PythonThread here) {
        if (names == 0) {
            return Map.of();
        }
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        for (int i = 0; i < size(names); i++) {
            String name = Texts.read(NativeMemory.getLong(names + ObjectLayout.TUPLE_ITEMS + (long) i * Long.BYTES));
            read.put(name, copy(NativeMemory.getLong(array + (long) (from + i) * Long.BYTES), false, here));
        }
        return Collections.unmodifiableMap(read);
    }

    /** Reads the keyword arguments of a callback, a dict or None. */
    @SuppressWarnings("unchecked") // the names of keyword arguments are strings
    Map<String, @Nullable Object> named(long named, PythonThread here) {
        Object read = copy(named, false, here);
        return read == null ? Map.of() : (Map<String, @Nullable Object>) read;
    }

    private static int size(long object) {
        return Math.toIntExact(NativeMemory.getLong(object + ObjectLayout.SIZE));
    }

    private static long items(long list) {
        return NativeMemory.getLong(list + ObjectLayout.LIST_ITEMS);
    }

    /** Reads one tree: plain, or with tags, which are tuples that begin with Ellipsis. */
    private final class Reading {
        private final PythonThread here;
        private final Scratch scratch;
        private final boolean tagged;
        private int values;

        Reading(PythonThread here, boolean tagged) {
            this.here = here;
            this.scratch = here.scratch;
            this.tagged = tagged;
        }

        @Nullable
        Object value(long object, int depth) {
            long type = Types.of(object);
            Object scalar = scalar(object, type, scratch);
            return scalar == COMPOSITE ? container(object, type, depth) : scalar;
        }

        private Object container(long object, long type, int depth) {
            if (depth >= DEEPEST && !tagged) {
                throw NeedsTags.INSTANCE;
            }
            if ((++values & SELDOM) == 0 && here.stopping() != null) {
                throw new CallCancelledException(true);
            }
            if (type == Types.LIST) {
                return list(object, depth + 1);
            }
            if (type == Types.TUPLE) {
                return tuple(object, depth + 1);
            }
            if (type == Types.DICT) {
                return dict(object, depth + 1);
            }
            if (type == Types.SET || type == Types.FROZEN_SET) {
                return set(object, depth + 1);
            }
            throw NeedsTags.INSTANCE;
        }

        private List<?> list(long list, int depth) {
            int size = size(list);
            if (size == 0) {
                return List.of();
            }
            long items = items(list);
            long first = Types.of(NativeMemory.getLong(items));
            List<?> uniform = first == Types.INT
                    ? longs(items, size)
                    : first == Types.FLOAT ? doubles(items, size) : first == Types.STR ? texts(items, size) : null;
            return uniform != null ? uniform : Collections.unmodifiableList(Arrays.asList(all(items, 0, size, depth)));
        }

        private @Nullable Object[] all(long items, int from, int size, int depth) {
            @Nullable Object[] elements = new @Nullable Object[size - from];
            for (int i = from; i < size; i++) {
                elements[i - from] = value(NativeMemory.getLong(items + (long) i * Long.BYTES), depth);
            }
            return elements;
        }

        private @Nullable List<?> longs(long items, int size) {
            long overflow = scratch.mark();
            long[] numbers = new long[size];
            for (int i = 0; i < size; i++) {
                long item = NativeMemory.getLong(items + (long) i * Long.BYTES);
                if (Types.of(item) != Types.INT) {
                    return null;
                }
                if (Numbers.isSmall(item)) {
                    numbers[i] = Numbers.small(item);
                    continue;
                }
                numbers[i] = ValueApi.longOf(item, overflow);
                if (NativeMemory.getInt(overflow) != 0) {
                    return null;
                }
            }
            return LongList.of(numbers);
        }

        private static @Nullable List<?> doubles(long items, int size) {
            double[] numbers = new double[size];
            for (int i = 0; i < size; i++) {
                long item = NativeMemory.getLong(items + (long) i * Long.BYTES);
                if (Types.of(item) != Types.FLOAT) {
                    return null;
                }
                numbers[i] = NativeMemory.getDouble(item + ObjectLayout.FLOAT);
            }
            return DoubleList.of(numbers);
        }

        private static @Nullable List<?> texts(long items, int size) {
            String[] texts = new String[size];
            for (int i = 0; i < size; i++) {
                long item = NativeMemory.getLong(items + (long) i * Long.BYTES);
                if (Types.of(item) != Types.STR) {
                    return null;
                }
                texts[i] = Texts.read(item);
            }
            return StringList.of(texts);
        }

        private Object tuple(long tuple, int depth) {
            int size = size(tuple);
            long items = tuple + ObjectLayout.TUPLE_ITEMS;
            if (size > 1 && NativeMemory.getLong(items) == Types.ELLIPSIS) {
                if (!tagged) {
                    throw NeedsTags.INSTANCE;
                }
                return tag(items, size, depth);
            }
            return PyTuple.of(all(items, 0, size, depth));
        }

        private Object tag(long items, int size, int depth) {
            String kind = Texts.read(NativeMemory.getLong(items + Long.BYTES));
            long first = NativeMemory.getLong(items + 2 * Long.BYTES);
            if (kind.equals("ref")) {
                return reference(first);
            }
            return kind.equals("java")
                    ? Objects.requireNonNull(JavaHandles.of(first), "a Java object that is gone")
                    : Tags.read(kind, all(items, 2, size, depth), 0);
        }

        private Map<@Nullable Object, @Nullable Object> dict(long dict, int depth) {
            Map<@Nullable Object, @Nullable Object> map = new NaturalMap<>((int) ValueApi.sizeOfDict(dict));
            long mark = scratch.mark();
            long position = scratch.take(3 * Long.BYTES);
            NativeMemory.putLong(position, 0);
            try {
                while (ValueApi.nextEntry(dict, position, position + Long.BYTES, position + 2 * Long.BYTES) != 0) {
                    long key = NativeMemory.getLong(position + Long.BYTES);
                    long value = NativeMemory.getLong(position + 2 * Long.BYTES);
                    map.put(value(key, depth), value(value, depth));
                }
            } finally {
                scratch.release(mark);
            }
            return Collections.unmodifiableMap(map);
        }

        private Set<@Nullable Object> set(long set, int depth) {
            @Nullable Object[] elements = new @Nullable Object[(int) ValueApi.sizeOfSet(set)];
            long iterator = PythonRaised.required(ObjectApi.iterator(set));
            try {
                for (int i = 0; i < elements.length; i++) {
                    long element = PythonRaised.required(ObjectApi.next(iterator));
                    try {
                        elements[i] = value(element, depth);
                    } finally {
                        ObjectApi.giveUp(element);
                    }
                }
            } finally {
                ObjectApi.decRef(iterator);
            }
            return NaturalMap.setOf(Arrays.asList(elements));
        }
    }
}

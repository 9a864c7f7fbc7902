package org.pybridge.cpython;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyBuffer;
import org.pybridge.PyTuple;
import org.pybridge.internal.runtime.ElsewhereInJava;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.Tags;
import org.pybridge.spi.Callback;
import org.pybridge.spi.FrozenSet;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.SharedBuffer;

/** Makes Python objects of Java's natural values, by CPython's own functions. All of it needs the lock; each result is a new reference. */
final class Inbound {
    private final CPythonInterpreter interpreter;
    private final RuntimeBindings library;
    private final Callbacks callbacks;
    private final Buffers buffers;

    Inbound(CPythonInterpreter interpreter, EmbeddedInterpreter python, Callbacks callbacks) {
        this.interpreter = interpreter;
        this.library = python.library();
        this.callbacks = callbacks;
        this.buffers = new Buffers(python, this);
    }

    /**
     * Makes the object of a value.
     *
     * @throws PythonRaised when Python raised, as for a key that has no hash
     */
    long make(@Nullable Object value, Scratch scratch) {
        if (value instanceof Long number) {
            return PythonRaised.required(ValueApi.intOf(number));
        }
        if (value instanceof String text) {
            return Texts.make(text, scratch);
        }
        if (value instanceof Double number) {
            return PythonRaised.required(ValueApi.floatOf(number));
        }
        if (value == null) {
            return Types.NONE;
        }
        if (value instanceof Boolean truth) {
            return truth ? Types.TRUE : Types.FALSE;
        }
        if (value instanceof List<?> list) {
            return list(list, scratch);
        }
        if (value instanceof Map<?, ?> map) {
            return dict(map, scratch);
        }
        return value instanceof CPythonReference reference ? held(reference) : rare(value, scratch);
    }

    private long held(CPythonReference reference) {
        long object = reference.in(interpreter);
        ObjectApi.incRef(object);
        return object;
    }

    private long rare(Object value, Scratch scratch) {
        if (value instanceof Integer number) {
            return PythonRaised.required(ValueApi.intOf(number));
        }
        if (value instanceof byte[] block) {
            return Bytes.make(block);
        }
        if (value instanceof BigInteger number) {
            return BigIntegers.make(number);
        }
        if (value instanceof Set<?> set) {
            return set(set, scratch);
        }
        if (value instanceof Callback callback) {
            return callbacks.function(callback, scratch);
        }
        if (value instanceof JavaObject object) {
            return object(object, scratch);
        }
        if (value instanceof PyBuffer buffer) {
            return buffers.copy(buffer, scratch);
        }
        if (value instanceof SharedBuffer shared) {
            return buffers.view(shared, scratch);
        }
        if (value instanceof NativeArray array) {
            return buffers.view(array, scratch);
        }
        return value.getClass().isArray() ? array(value, scratch) : tagged(value, scratch);
    }

    private long list(List<?> list, Scratch scratch) {
        if (list instanceof PyTuple) {
            return tuple(list, scratch);
        }
        if (list instanceof LongList numbers) {
            return longs(numbers);
        }
        if (list instanceof DoubleList numbers) {
            return doubles(numbers.toDoubles());
        }
        long made = PythonRaised.required(ValueApi.list(list.size()));
        try {
            long items = NativeMemory.getLong(made + ObjectLayout.LIST_ITEMS);
            fill(items, list, scratch);
            return made;
        } catch (RuntimeException failed) {
            ObjectApi.decRef(made);
            throw failed;
        }
    }

    private long tuple(Collection<?> elements, Scratch scratch) {
        long made = PythonRaised.required(ValueApi.tuple(elements.size()));
        try {
            fill(made + ObjectLayout.TUPLE_ITEMS, elements, scratch);
            return made;
        } catch (RuntimeException failed) {
            ObjectApi.decRef(made);
            throw failed;
        }
    }

    /** Fills the places of a list or tuple that nobody has seen yet; they are empty. */
    private void fill(long items, Collection<?> elements, Scratch scratch) {
        long place = items;
        for (Object element : elements) {
            NativeMemory.putLong(place, make(element, scratch));
            place += Long.BYTES;
        }
    }

    private static long longs(LongList numbers) {
        long made = PythonRaised.required(ValueApi.list(numbers.size()));
        long items = NativeMemory.getLong(made + ObjectLayout.LIST_ITEMS);
        for (int i = 0; i < numbers.size(); i++) {
            NativeMemory.putLong(items + (long) i * Long.BYTES, PythonRaised.required(ValueApi.intOf(numbers.at(i))));
        }
        return made;
    }

    private static long doubles(double... numbers) {
        long made = PythonRaised.required(ValueApi.list(numbers.length));
        long items = NativeMemory.getLong(made + ObjectLayout.LIST_ITEMS);
        for (int i = 0; i < numbers.length; i++) {
            NativeMemory.putLong(items + (long) i * Long.BYTES, PythonRaised.required(ValueApi.floatOf(numbers[i])));
        }
        return made;
    }

    private long dict(Map<?, ?> map, Scratch scratch) {
        long made = PythonRaised.required(ValueApi.dict());
        try {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                put(made, make(entry.getKey(), scratch), entry.getValue(), scratch);
            }
            return made;
        } catch (RuntimeException failed) {
            ObjectApi.decRef(made);
            throw failed;
        }
    }

    private void put(long dict, long key, @Nullable Object value, Scratch scratch) {
        try {
            long made = make(value, scratch);
            int result = ValueApi.putItem(dict, key, made);
            ObjectApi.giveUp(made);
            PythonRaised.check(result);
        } finally {
            ObjectApi.giveUp(key);
        }
    }

    private long set(Set<?> set, Scratch scratch) {
        long made = PythonRaised.required(set instanceof FrozenSet ? ValueApi.frozenSet(0) : ValueApi.set(0));
        try {
            for (Object element : set) {
                long one = make(element, scratch);
                int result = ValueApi.add(made, one);
                ObjectApi.giveUp(one);
                PythonRaised.check(result);
            }
            return made;
        } catch (RuntimeException failed) {
            ObjectApi.decRef(made);
            throw failed;
        }
    }

    private long array(Object array, Scratch scratch) {
        if (array instanceof long[] numbers) {
            return longs(LongList.of(numbers));
        }
        if (array instanceof int[] numbers) {
            return longs(LongList.ofInts(numbers, numbers.length));
        }
        if (array instanceof double[] numbers) {
            return doubles(numbers);
        }
        int length = Array.getLength(array);
        long made = PythonRaised.required(ValueApi.list(length));
        try {
            for (int i = 0; i < length; i++) {
                Object element = Array.get(array, i);
                ValueApi.setListItem(
                        made, i, make(element instanceof Float single ? single.doubleValue() : element, scratch));
            }
            return made;
        } catch (RuntimeException failed) {
            ObjectApi.decRef(made);
            throw failed;
        }
    }

    /** Has Python make what is rare, as a date. */
    private long tagged(Object value, Scratch scratch) {
        List<@Nullable Object> parts = Tags.write(value);
        if (parts == null) {
            throw new IllegalArgumentException(value.getClass() + " is no natural value");
        }
        long[] made = new long[parts.size()];
        for (int i = 0; i < made.length; i++) {
            made[i] = make(parts.get(i), scratch);
        }
        return Calls.call(library.make(), scratch, made);
    }

    private long object(JavaObject object, Scratch scratch) {
        long[] made = new long[3 + object.methods().size()];
        made[0] = Texts.make(ElsewhereInJava.simpleNameOf(object.object()), scratch);
        made[1] = JavaHandles.capsule(interpreter, object.object());
        made[2] = list(List.copyOf(object.methods().keySet()), scratch);
        int i = 3;
        for (Callback method : object.methods().values()) {
            made[i++] = callbacks.function(method, scratch);
        }
        return Calls.call(library.javaObject(), scratch, made);
    }
}

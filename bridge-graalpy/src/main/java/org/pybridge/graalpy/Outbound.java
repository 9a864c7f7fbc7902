package org.pybridge.graalpy;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyTuple;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.StringList;
import org.pybridge.spi.Host;
import org.pybridge.spi.ResultMode;

/** Brings results from a context to Java: scalars one by one, everything else in blocks. */
final class Outbound {
    // What the codec's `take` returns first.
    private static final int LIST = 0;
    private static final int TUPLE = 1;
    private static final int BYTES = 2;
    private static final int TREE = 3;
    private static final int TAGGED = 4;
    private static final int REFERENCE = 5;
    private static final int FRESH = 7;

    private final GraalPyInterpreter interpreter;
    private final RuntimeBindings library;
    private final Host host;
    private final Coroutines coroutines;

    Outbound(GraalPyInterpreter interpreter, RuntimeBindings library, Host host, Coroutines coroutines) {
        this.interpreter = interpreter;
        this.library = library;
        this.host = host;
        this.coroutines = coroutines;
    }

    /**
     * Reads a result. A coroutine is run, unless it is wanted as it is.
     *
     * @throws InterpreterLostException when the library's own functions in Python do not do what they should any more
     */
    @Nullable
    Object read(Value value, ResultMode mode) {
        try {
            return switch (mode) {
                case VALUE -> copy(value, false, coroutines);
                case FIELDS -> copy(value, true, coroutines);
                case REFERENCE -> host.wrap(new GraalPyReference(interpreter, value));
                case NOTHING -> {
                    settle(value);
                    yield null;
                }
                case EACH -> each(settle(value));
            };
        } catch (RuntimeException | StackOverflowError failed) {
            throw interpreter.judged(failed);
        }
    }

    /** Returns the value, or what it gives where it is a coroutine. */
    Value settle(Value value) {
        return value.isNull() ? value : library.settle().execute(value, coroutines);
    }

    private List<@Nullable Object> each(Value list) {
        @Nullable Object[] elements = new @Nullable Object[Math.toIntExact(list.getArraySize())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = copyOrKeep(list.getArrayElement(i));
        }
        return Arrays.asList(elements);
    }

    private @Nullable Object copyOrKeep(Value value) {
        try {
            return copy(value, false, library.none());
        } catch (PolyglotException failed) {
            if (interpreter.isRefusedCopy(failed)) {
                return reference(value);
            }
            throw failed;
        }
    }

    /**
     * Copies a value, and lets through whatever comes of it.
     *
     * @param running how a coroutine is run, or None to leave it as it is
     */
    @Nullable
    Object copy(Value value, boolean fields, Object running) {
        if (value.isNumber() && (!fields || isExact(value))) {
            return number(value);
        }
        if (value.isString() && (!fields || isExact(value))) {
            return value.asString();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isNull()) {
            return null;
        }
        return composite(value, fields, running);
    }

    /** An enum member can be a string or a number, too; where fields are wanted, its name is. */
    private boolean isExact(Value value) {
        if (isPrimitive(value)) {
            return true;
        }
        Value type = value.getMetaObject();
        return type.equals(library.strType())
                || type.equals(library.intType())
                || (value.isNumber() && value.as(Number.class) instanceof Double);
    }

    /**
     * An exact int is an Integer, a Long or a BigInteger, and an exact float a Double. A subclass answers with the smallest Java type that
     * it fits, a float subclass too; so an Integer beyond short and a Long beyond int are looked at again.
     */
    private Object number(Value value) {
        Number number = value.as(Number.class);
        if (number instanceof Integer small) {
            return small == small.shortValue() || isInt(value) ? number : (Object) value.asDouble();
        }
        if (number instanceof Double || number instanceof Float) {
            return number.doubleValue();
        }
        if (number instanceof Long large) {
            return large == large.intValue() || isInt(value) ? number : (Object) value.asDouble();
        }
        return isInt(value) ? whole(number) : (Object) value.asDouble();
    }

    /**
     * Only what the engine keeps as a Java primitive or a string of its own has no members, and that is never of a subclass. Asking takes
     * 4 ns, asking for the type 60 to 130.
     */
    private static boolean isPrimitive(Value value) {
        return !value.hasMembers();
    }

    private static Object whole(Number number) {
        return number instanceof BigInteger ? number : (Object) number.longValue();
    }

    private boolean isInt(Value value) {
        if (isPrimitive(value)) {
            return true;
        }
        Value type = value.getMetaObject();
        return type.equals(library.intType())
                || library.isIntSubclass().execute(type).asBoolean();
    }

    private @Nullable Object composite(Value value, boolean fields, Object running) {
        if (value.isProxyObject() && value.asProxyObject() instanceof Opaque opaque) {
            return opaque.object();
        }
        Value taken = library.take().execute(value, fields, running);
        int length = taken.getArrayElement(1).asInt();
        Value payload = taken.getArrayElement(2);
        return switch (taken.getArrayElement(0).asInt()) {
            case LIST -> list(value, array(payload, length), length, fields);
            case TUPLE -> tuple(list(value, array(payload, length), length, fields));
            case BYTES -> Arrays.copyOf((byte[]) array(payload, length), length);
            case FRESH -> fresh((byte[]) array(payload, length), length);
            case TREE -> tree(value, (byte[]) array(payload, length), length, fields);
            case TAGGED -> tagged((byte[]) array(payload, length), length, taken.getArrayElement(3));
            case REFERENCE -> reference(payload);
            default -> copy(payload, fields, library.none());
        };
    }

    /** Bytes that nobody in Python has are Java's without a copy. */
    private static byte[] fresh(byte[] array, int length) {
        return array.length == length ? array : Arrays.copyOf(array, length);
    }

    /** Python code can forge a length, and none may ask for more memory than the array has. */
    private static Object array(Value payload, int length) {
        Object array = payload.asHostObject();
        if (length < 0 || length > Array.getLength(array)) {
            throw new IndexOutOfBoundsException(length);
        }
        return array;
    }

    /** Reads the array behind a list; its elements past the length are room to grow. */
    private @Nullable Object list(Value value, Object array, int length, boolean fields) {
        if (length == 0) {
            return List.of();
        }
        if (array instanceof int[] ints) {
            return LongList.ofInts(ints, length);
        }
        if (array instanceof double[] doubles) {
            return DoubleList.of(Arrays.copyOf(doubles, length));
        }
        if (array instanceof long[] longs) {
            return LongList.of(Arrays.copyOf(longs, length));
        }
        List<?> uniform = array instanceof Object[] objects ? uniform(objects, length) : null;
        return uniform != null ? uniform : packed(library.pack().execute(value, fields), value, fields);
    }

    private @Nullable List<?> uniform(Object[] objects, int length) {
        Class<?> first = objects[0].getClass();
        if (first == library.stringClass()) {
            return strings(objects, length);
        }
        if (first == Double.class) {
            return doubles(objects, length);
        }
        return first == Integer.class || first == Long.class ? longs(objects, length) : null;
    }

    private @Nullable List<?> strings(Object[] objects, int length) {
        String[] strings = new String[length];
        for (int i = 0; i < length; i++) {
            if (objects[i].getClass() != library.stringClass()) {
                return null;
            }
            strings[i] = objects[i].toString();
        }
        return StringList.of(strings);
    }

    private static @Nullable List<?> doubles(Object[] objects, int length) {
        double[] doubles = new double[length];
        for (int i = 0; i < length; i++) {
            if (!(objects[i] instanceof Double number)) {
                return null;
            }
            doubles[i] = number;
        }
        return DoubleList.of(doubles);
    }

    private static @Nullable List<?> longs(Object[] objects, int length) {
        long[] longs = new long[length];
        for (int i = 0; i < length; i++) {
            Object number = objects[i];
            if (!(number instanceof Integer || number instanceof Long)) {
                return null;
            }
            longs[i] = ((Number) number).longValue();
        }
        return LongList.of(longs);
    }

    private static @Nullable Object tuple(@Nullable Object list) {
        return list instanceof PyTuple || !(list instanceof List<?> elements) ? list : PyTuple.of(elements.toArray());
    }

    private @Nullable Object packed(Value packed, Value value, boolean fields) {
        int length = packed.getArrayElement(1).asInt();
        Value payload = packed.getArrayElement(2);
        return packed.getArrayElement(0).asInt() == TREE
                ? tree(value, payload.asHostObject(), length, fields)
                : tagged(payload.asHostObject(), length, packed.getArrayElement(3));
    }

    private @Nullable Object tree(Value value, byte[] bytes, int length, boolean fields) {
        try {
            return new MarshalReader(bytes, length, null, interpreter::requireWanted).read();
        } catch (MarshalReader.NeedsTags needsTags) {
            return packed(library.tag().execute(value, fields), value, fields);
        }
    }

    private @Nullable Object tagged(byte[] bytes, int length, Value references) {
        return new MarshalReader(
                        bytes,
                        length,
                        index -> reference(references.getArrayElement(index)),
                        interpreter::requireWanted)
                .read();
    }

    private Object reference(Value value) {
        return value.isProxyObject() && value.asProxyObject() instanceof Opaque opaque
                ? opaque.object()
                : host.wrap(new GraalPyReference(interpreter, value));
    }

    /** Reads the arguments of a callback. A coroutine stays one: it may belong to the event loop that runs now. */
    List<@Nullable Object> arguments(Value[] values, int from) {
        @Nullable Object[] read = new @Nullable Object[values.length - from];
        for (int i = 0; i < read.length; i++) {
            read[i] = argument(values[from + i]);
        }
        return Collections.unmodifiableList(Arrays.asList(read));
    }

    /** Reads the keyword arguments of a callback, a dict or None. */
    @SuppressWarnings("unchecked") // the names of keyword arguments are strings
    Map<String, @Nullable Object> named(Value named) {
        Object read = named.isNull() ? null : argument(named);
        return read == null ? Collections.emptyMap() : (Map<String, @Nullable Object>) read;
    }

    private @Nullable Object argument(Value value) {
        try {
            return copy(value, false, library.none());
        } catch (RuntimeException failed) {
            throw interpreter.judged(failed);
        }
    }
}

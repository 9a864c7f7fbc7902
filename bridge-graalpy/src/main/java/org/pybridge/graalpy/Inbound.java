package org.pybridge.graalpy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyBuffer;
import org.pybridge.PyTuple;
import org.pybridge.internal.runtime.ElsewhereInJava;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.WrongArguments;

/**
 * Brings arguments from Java into a context, as objects that Python itself could have made. Scalars go as they are; flat lists of numbers
 * and bytes are made in Python and filled by Java before anybody else has seen them; everything else goes as one block of marshal.
 */
final class Inbound {
    /** From this length on, filling an array costs less than one block of marshal. */
    private static final int LONG_ENOUGH = 32;

    private static final Object[] NOTHING = {};

    private final GraalPyInterpreter interpreter;
    private final RuntimeBindings library;
    private final Host host;
    private final Outbound outbound;
    private final BufferTransfer blocks;

    Inbound(
            GraalPyInterpreter interpreter,
            RuntimeBindings library,
            Host host,
            Outbound outbound,
            BufferTransfer blocks) {
        this.interpreter = interpreter;
        this.library = library;
        this.host = host;
        this.outbound = outbound;
        this.blocks = blocks;
    }

    /** Converts arguments; the array itself is given back when they are all scalars. */
    Object[] all(@Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (!isScalar(argument)) {
                return converted(arguments);
            }
        }
        @SuppressWarnings("NullAway") // null is no scalar
        Object[] scalars = arguments;
        return scalars;
    }

    private Object[] converted(@Nullable Object[] arguments) {
        Object[] converted = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            converted[i] = value(arguments[i]);
        }
        return converted;
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Double
                || value instanceof Boolean;
    }

    /**
     * Converts a value.
     *
     * @throws InterpreterLostException when the library's own functions in Python do not do what they should any more
     */
    Object value(@Nullable Object value) {
        try {
            return made(value);
        } catch (RuntimeException failed) {
            throw interpreter.judged(failed);
        }
    }

    /** Converts a value, and lets through whatever comes of it. */
    Object made(@Nullable Object value) {
        if (value == null) {
            return library.none();
        }
        if (isScalar(value)) {
            return value;
        }
        if (value instanceof GraalPyReference reference) {
            return reference.in(interpreter);
        }
        if (value instanceof byte[] bytes) {
            return bytes(bytes, bytes.length);
        }
        if (value instanceof Callback callback) {
            return function(callback);
        }
        if (value instanceof JavaObject object) {
            return object(object);
        }
        if (value instanceof PyBuffer buffer) {
            return blocks.copy(buffer);
        }
        if (value instanceof SharedBuffer shared) {
            return blocks.view(shared);
        }
        Value block = value.getClass().isArray() ? array(value) : flat(value);
        return block != null ? block : tree(value);
    }

    private Value bytes(byte[] bytes, int length) {
        Value made = library.byteZeros().execute(length);
        System.arraycopy(bytes, 0, library.storage().execute(made).<byte[]>asHostObject(), 0, length);
        return made;
    }

    private Value tree(Object value) {
        MarshalWriter writer = new MarshalWriter();
        writer.write(value);
        Value block = bytes(writer.bytes(), writer.size());
        if (!writer.isTagged()) {
            return library.load().execute(block);
        }
        List<Object> arguments = new ArrayList<>(List.of(block));
        writer.aside().forEach(object -> arguments.add(made(object)));
        return library.loadTagged().execute(arguments.toArray());
    }

    private @Nullable Value array(Object array) {
        if (array instanceof int[] ints) {
            return ints(ints);
        }
        if (array instanceof long[] longs) {
            return longs(longs);
        }
        if (array instanceof double[] doubles) {
            return doubles(doubles);
        }
        if (array instanceof float[] floats) {
            double[] widened = new double[floats.length];
            for (int i = 0; i < floats.length; i++) {
                widened[i] = floats[i];
            }
            return doubles(widened);
        }
        return null;
    }

    /** Converts a long list of numbers or strings of one kind; gives null for anything else. */
    private @Nullable Value flat(Object value) {
        if (value instanceof LongList list) {
            return longs(list.toLongs());
        }
        if (value instanceof DoubleList list) {
            return doubles(list.toDoubles());
        }
        if (!(value instanceof List<?> list) || value instanceof PyTuple || list.size() < LONG_ENOUGH) {
            return null;
        }
        Object first = list.get(0);
        if (first instanceof Double) {
            return doubles(list);
        }
        if (first instanceof String) {
            return strings(list);
        }
        return first instanceof Long || first instanceof Integer ? integers(list) : null;
    }

    private @Nullable Value strings(List<?> list) {
        String joined = JoinedStrings.join(list);
        return joined == null ? null : library.split().execute(joined, JoinedStrings.SEPARATOR);
    }

    private @Nullable Value doubles(List<?> list) {
        double[] numbers = new double[list.size()];
        int i = 0;
        for (Object element : list) {
            if (!(element instanceof Double number)) {
                return null;
            }
            numbers[i++] = number;
        }
        return doubles(numbers);
    }

    private @Nullable Value integers(List<?> list) {
        long[] numbers = new long[list.size()];
        int i = 0;
        for (Object element : list) {
            if (!(element instanceof Long || element instanceof Integer)) {
                return null;
            }
            numbers[i++] = ((Number) element).longValue();
        }
        return longs(numbers);
    }

    private Value ints(int[] numbers) {
        Value made = library.zeros().execute(numbers.length);
        if (numbers.length > 0) {
            System.arraycopy(numbers, 0, library.storage().execute(made).<int[]>asHostObject(), 0, numbers.length);
        }
        return made;
    }

    private Value doubles(double[] numbers) {
        Value made = library.doubleZeros().execute(numbers.length);
        if (numbers.length > 0) {
            System.arraycopy(numbers, 0, library.storage().execute(made).<double[]>asHostObject(), 0, numbers.length);
        }
        return made;
    }

    /** The engine keeps ints of 32 bits in an int[], larger ones as objects. */
    private Value longs(long[] numbers) {
        int[] narrowed = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            narrowed[i] = (int) numbers[i];
            if (narrowed[i] != numbers[i]) {
                return wideLongs(numbers);
            }
        }
        return ints(narrowed);
    }

    private Value wideLongs(long[] numbers) {
        Value made = library.longZeros().execute(numbers.length);
        Object[] array = library.storage().execute(made).asHostObject();
        for (int i = 0; i < numbers.length; i++) {
            array[i] = numbers[i];
        }
        return made;
    }

    private Value function(Callback callback) {
        return library.javaFunction().execute((ProxyExecutable) arguments -> run(callback, arguments));
    }

    /** Runs a callback. Only what ends the call is thrown into the engine; a failure is given back as a value, and raised in Python. */
    private Object run(Callback callback, Value... arguments) {
        try {
            return value(host.run(callback, outbound.arguments(arguments, 1), outbound.named(arguments[0])));
        } catch (PolyglotException failed) {
            return raised(failed);
        } catch (Throwable thrown) {
            return error(thrown);
        }
    }

    /** What Python raised while a value crossed is raised on as it is. */
    private Object raised(PolyglotException failed) {
        Value error = Errors.object(failed);
        if (error == null) {
            throw failed;
        }
        return library.raised().execute(error);
    }

    private Value error(Throwable thrown) {
        String message = thrown.getMessage();
        return library.thrown()
                .execute(
                        ElsewhereInJava.nameOf(thrown),
                        message == null ? "" : message,
                        new Opaque(thrown),
                        interpreter.passing().number(thrown),
                        thrown instanceof WrongArguments);
    }

    private Object object(JavaObject object) {
        Opaque token = new Opaque(object.object());
        if (object.methods().isEmpty()) {
            return token;
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(ElsewhereInJava.simpleNameOf(object.object()));
        arguments.add(token);
        arguments.add(made(List.copyOf(object.methods().keySet())));
        object.methods().values().forEach(method -> arguments.add(function(method)));
        return library.javaObject().execute(arguments.toArray(NOTHING));
    }

    /** Boxes an array of primitives. */
    static Object[] boxed(Object array) {
        Object[] boxed = new Object[Array.getLength(array)];
        for (int i = 0; i < boxed.length; i++) {
            Object element = Array.get(array, i);
            boxed[i] = element instanceof Float single ? (Object) single.doubleValue() : element;
        }
        return boxed;
    }
}

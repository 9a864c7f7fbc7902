package org.pybridge.testing.support;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.TypeRef;

/** Cases about values that cross: each looks at one value from one side. */
public abstract class ConversionCases extends Cases {

    /** What comes back when a value is passed to Python and returned at once. */
    protected final @Nullable Object returned(@Nullable Object value) {
        return with(value, "x");
    }

    /** What an expression gives in which {@code x} is the value. */
    protected final @Nullable Object with(@Nullable Object value, String expression) {
        return python().eval(expression, x(value)).as(Object.class);
    }

    /** What a value that was passed is in Python. */
    protected final @Nullable Object kind(@Nullable Object value) {
        return with(value, "type(x).__name__");
    }

    /** What comes back when a value is passed to Python and asked for as a type. */
    protected final <T> @Nullable T returned(@Nullable Object value, TypeRef<T> type) {
        return python().eval("x", x(value)).as(type);
    }

    /**
     * What a lambda at the end of a block gives, as a call reads it: the type is known before the result is copied, which matters where
     * a copy as Object has lost the names of fields or constants.
     */
    protected final <T> T called(String code, TypeRef<T> type) {
        PyObject lambda = python().eval(code).as(PyObject.class);
        return lambda.callMethod(Call.of("__call__").returning(type));
    }

    protected final ConversionException misfit(String code, Class<?> type) {
        return Raises.assertRaises(() -> python().eval(code).as(type), ConversionException.class);
    }

    protected final ConversionException misfit(String code, TypeRef<?> type) {
        return Raises.assertRaises(() -> python().eval(code).as(type), ConversionException.class);
    }

    /** How an argument is refused. */
    protected final ConversionException refused(@Nullable Object value) {
        return Raises.assertRaises(() -> python().eval("1", x(value)), ConversionException.class);
    }

    private static Map<String, @Nullable Object> x(@Nullable Object value) {
        return Collections.singletonMap("x", value);
    }
}

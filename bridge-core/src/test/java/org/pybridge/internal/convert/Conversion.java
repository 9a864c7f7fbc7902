package org.pybridge.internal.convert;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.TimePrecision;
import org.pybridge.TypeRef;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Reference;

/** What the tests of conversions share: plain conversions, and live objects without a Python. */
public final class Conversion {
    /** A reference that no interpreter gave out; conversions only carry it. */
    public static final Reference REFERENCE = new Reference() {
        @Override
        public Interpreter interpreter() {
            throw new UnsupportedOperationException("conversions ask for no interpreter");
        }

        @Override
        public void release() {}
    };

    public static final Conversions PLAIN =
            new Conversions(ConversionOptions.DEFAULT, object -> REFERENCE, capability -> {});

    /** Times that do not fit are refused. */
    public static final Conversions EXACT = new Conversions(
            new ConversionOptions(Map.of(), Map.of(), Set.of(), TimePrecision.EXACT, List.of()),
            object -> REFERENCE,
            capability -> {});

    private Conversion() {}

    @SuppressWarnings("unchecked")
    public static <T> @Nullable T read(@Nullable Object natural, Class<T> type) {
        return (T) PLAIN.reader(type).read(natural);
    }

    @SuppressWarnings("unchecked")
    public static <T> @Nullable T read(@Nullable Object natural, TypeRef<T> type) {
        return (T) PLAIN.reader(type.type()).read(natural);
    }

    public static ConversionException misfit(ThrowingCallable conversion) {
        ConversionException misfit = catchThrowableOfType(ConversionException.class, conversion);
        if (misfit == null) {
            throw new AssertionError("no ConversionException");
        }
        return misfit;
    }

    /** A live object whose every method gives what the copies give, whatever was asked. */
    public static PyObject live(Function<Copyable.Form, @Nullable Object> copies) {
        return (PyObject) Proxy.newProxyInstance(
                Conversion.class.getClassLoader(),
                new Class<?>[] {PyObject.class, Copyable.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "copy" -> copies.apply((Copyable.Form) arguments[0]);
                    case "implement" ->
                        boundTo(((MemberTypes) arguments[0]).owner().getRawClass());
                    case "typeName" -> Optional.of("some.Type");
                    case "close" -> null;
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Object boundTo(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> "bound");
    }
}

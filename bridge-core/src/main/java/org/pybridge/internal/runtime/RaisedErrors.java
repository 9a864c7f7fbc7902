package org.pybridge.internal.runtime;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.PythonSyntaxException;

/** Makes the library's exceptions of what {@code _pybridge_errors.describe} tells of a Python exception. */
public final class RaisedErrors {
    private static final int FRAMES = 4;
    private static final int SYNTAX = 9;
    private static final int STATUS = 10;

    private RaisedErrors() {}

    /**
     * Makes the exception for a Python exception.
     *
     * @param described the description, as a natural value
     * @return a {@link PythonException}, of the subclass that fits
     */
    public static PythonException of(List<?> described) {
        PyError error = error(described);
        if (described.get(SYNTAX) instanceof List<?> syntax) {
            return new PythonSyntaxException(
                    error,
                    text(syntax.get(0)),
                    number(syntax.get(1)),
                    number(syntax.get(2)),
                    text(syntax.get(3)),
                    (boolean) syntax.get(4));
        }
        return described.get(STATUS) instanceof Number status
                ? new PythonExitException(error, status.intValue())
                : new PythonException(error);
    }

    /**
     * Makes the exception for a value that Python could not copy.
     *
     * @param explained what {@code _pybridge_errors.explain} tells, as a natural value
     * @return the exception, whose cause is what the value's own code raised
     */
    public static ConversionException unconvertible(List<?> explained) {
        String path = text(explained.get(0));
        ConversionException misfit = ConversionException.ofResult(text(explained.get(1)), text(explained.get(2)))
                .inside(path.startsWith("$") ? path.substring(1) : path);
        if (!(explained.get(3) instanceof List<?> described)) {
            return misfit;
        }
        PythonException cause = of(described);
        return misfit.explained("its code raised " + cause.getMessage(), cause);
    }

    /**
     * Tells where a Python exception came from.
     *
     * @param described the description, as a natural value
     * @return the frames, outermost first
     */
    public static List<PyFrame> frames(List<?> described) {
        return list(described.get(FRAMES)).stream()
                .map(frame -> frame((List<?>) frame))
                .toList();
    }

    /**
     * Throws what a callback threw, whatever its type is: the caller gets the same instance.
     *
     * @param thrown what to throw
     * @param <E> the type that the compiler takes it for
     * @return never
     * @throws E always
     */
    @SuppressWarnings("unchecked") // the type is the compiler's alone
    public static <E extends Throwable> RuntimeException asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static PyError error(List<?> parts) {
        return new PyError(
                text(parts.get(0)),
                texts(parts.get(1)),
                text(parts.get(2)),
                texts(parts.get(3)),
                frames(parts),
                texts(parts.get(5)),
                optional(parts.get(6)),
                optional(parts.get(7)),
                list(parts.get(8)).stream()
                        .map(member -> error((List<?>) member))
                        .toList());
    }

    private static @Nullable PyError optional(@Nullable Object described) {
        return described == null ? null : error((List<?>) described);
    }

    private static PyFrame frame(List<?> parts) {
        return new PyFrame(text(parts.get(0)), number(parts.get(1)), text(parts.get(2)), text(parts.get(3)));
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(RaisedErrors::text).toList();
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static int number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).intValue();
    }
}

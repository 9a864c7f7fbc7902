package org.pybridge.cpython;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.PyError;
import org.pybridge.PythonException;
import org.pybridge.internal.runtime.RaisedErrors;

/** Turns Python's exceptions into the library's. */
final class Errors {
    // What the codec's `report` returns first.
    private static final int JAVA = 1;
    private static final int UNCONVERTIBLE = 2;
    private static final int INTERRUPTED = 3;

    private final EmbeddedInterpreter python;
    private final Outbound outbound;

    Errors(EmbeddedInterpreter python, Outbound outbound) {
        this.python = python;
        this.outbound = outbound;
    }

    /** Takes the exception that is set, and returns what to throw. What a callback threw is thrown here, because it can be of any type. */
    RuntimeException take(PythonThread here) {
        long error = RaisedException.take();
        Throwable made;
        try {
            made = report(error, here);
        } catch (PythonRaised worse) {
            made = retried(error, here);
        } finally {
            ObjectApi.decRef(error);
        }
        if (made instanceof RuntimeException exception) {
            return exception;
        }
        throw RaisedErrors.asItIs(made);
    }

    /** What failed can have been an interrupt that came too late for the call. If it fails again, there is no memory or no stack left. */
    private Throwable retried(long error, PythonThread here) {
        ObjectApi.clearError();
        try {
            return report(error, here);
        } catch (PythonRaised undescribed) {
            ObjectApi.clearError();
            return new PythonException(bare(error));
        }
    }

    private Throwable report(long error, PythonThread here) {
        ObjectApi.incRef(error);
        long report = Calls.call(python.library().report(), here.scratch, error);
        try {
            long items = report + ObjectLayout.TUPLE_ITEMS;
            int kind = (int) Numbers.read(NativeMemory.getLong(items), here.scratch, 0);
            long content = NativeMemory.getLong(items + Long.BYTES);
            return kind == JAVA
                    ? (Throwable) Objects.requireNonNull(JavaHandles.of(content))
                    : described(error, kind, outbound.copy(content, false, here), here);
        } finally {
            ObjectApi.decRef(report);
        }
    }

    private static RuntimeException described(long error, int kind, @Nullable Object content, PythonThread here) {
        List<?> parts = (List<?>) Objects.requireNonNull(content);
        return switch (kind) {
            case UNCONVERTIBLE -> RaisedErrors.unconvertible(parts);
            case INTERRUPTED -> new CallCancelledException(true, RaisedErrors.frames(parts));
            default -> {
                PythonException made = RaisedErrors.of(parts);
                here.note(made, error);
                yield made;
            }
        };
    }

    private static PyError bare(long error) {
        long name = NativeMemory.getLong(Types.of(error) + ObjectLayout.TYPE_NAME);
        return new PyError(
                NativeMemory.ALL.getString(name),
                List.of(),
                "cannot be described",
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of());
    }
}

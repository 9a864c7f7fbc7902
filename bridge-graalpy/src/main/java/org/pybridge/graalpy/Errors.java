package org.pybridge.graalpy;

import java.util.List;
import java.util.Objects;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.ConversionException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyError;
import org.pybridge.PythonException;
import org.pybridge.spi.RaisedErrors;

/** Turns the engine's exceptions into the library's. */
final class Errors {
    // What the codec's `report` returns first.
    private static final int JAVA = 1;
    private static final int UNCONVERTIBLE = 2;

    private final Library library;

    Errors(Library library) {
        this.library = library;
    }

    /** Gives the exception to throw. What a callback threw is thrown here, because it can be of any type. */
    RuntimeException translate(PolyglotException failed, GraalPyInterpreter interpreter) {
        if (failed.isHostException()) {
            // Not a callback's, which are values until here: an output's or another part of the host's that Python
            // called.
            throw RaisedErrors.asItIs(failed.asHostException());
        }
        if (failed.isInterrupted()) {
            return new CallCancelledException(true);
        }
        if (failed.isCancelled() || failed.isResourceExhausted()) {
            interpreter.lost();
            return new InterpreterLostException(reason(failed), failed);
        }
        Value error = failed.getGuestObject();
        if (error == null) {
            interpreter.lost();
            return new InterpreterLostException(reason(failed), failed);
        }
        return report(error, failed);
    }

    private static String reason(PolyglotException failed) {
        return failed.isCancelled()
                ? "the interpreter was closed while the call ran"
                : "the interpreter failed: " + failed.getMessage();
    }

    private RuntimeException report(Value error, PolyglotException failed) {
        Value report;
        try {
            report = library.report().execute(error);
        } catch (PolyglotException worse) {
            // Python could not even describe it, as when there is no memory or no stack left.
            return new PythonException(bare("Exception", failed));
        }
        int kind = report.getArrayElement(0).asInt();
        Value payload = report.getArrayElement(2);
        if (kind == JAVA) {
            throw RaisedErrors.asItIs((Throwable) ((Opaque) payload.asProxyObject()).object());
        }
        int length = report.getArrayElement(1).asInt();
        Object data = new MarshalReader(payload.asHostObject(), length, null).read();
        List<?> parts = (List<?>) Objects.requireNonNull(data);
        return kind == UNCONVERTIBLE
                ? ConversionException.ofResult(text(parts.get(1)), text(parts.get(2)))
                        .inside(text(parts.get(0)).substring(1))
                : RaisedErrors.of(parts);
    }

    private static PyError bare(String type, PolyglotException failed) {
        String message = Objects.requireNonNullElse(failed.getMessage(), "");
        return new PyError(type, List.of(), message, List.of(), List.of(), List.of(), null, null, List.of());
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}

package org.pybridge.graalpy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.ConversionException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.PythonSyntaxException;

/** Turns the engine's exceptions into the library's. */
final class Errors {
    // What the codec's `report` returns first.
    private static final int JAVA = 1;
    private static final int UNCONVERTIBLE = 2;

    // Where the parts of a described error are.
    private static final int SYNTAX = 9;
    private static final int STATUS = 10;

    private static final String UNKNOWN_FILE = "<unknown>";
    private static final Set<String> RUNTIME = Set.of(
            "evaluate",
            "run",
            "_run",
            "_Compiled.run",
            "apply",
            "call_method",
            "attribute",
            "advance",
            "has_next",
            "take",
            "run_coroutine",
            "resolve",
            "elements");

    private final Library library;

    Errors(Library library) {
        this.library = library;
    }

    /** Gives the exception to throw. What a callback threw is thrown here, because it can be of any type. */
    RuntimeException translate(PolyglotException failed, GraalPyInterpreter interpreter) {
        if (failed.isHostException()) {
            // Not a callback's, which are values until here: an output's or another part of the host's that Python
            // called.
            throw Errors.<RuntimeException>asItIs(failed.asHostException());
        }
        if (failed.isInterrupted()) {
            return new CallCancelledException(true, whereItWas(failed));
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

    /**
     * The frames of an interrupted call, outermost first; the exception has them the other way round. It knows the function of each, but
     * the file of the innermost at most, and no line.
     */
    private static List<PyFrame> whereItWas(PolyglotException interrupted) {
        List<PyFrame> frames = new ArrayList<>();
        for (PolyglotException.StackFrame frame : interrupted.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                SourceSection section = frame.getSourceLocation();
                String file =
                        section == null ? UNKNOWN_FILE : section.getSource().getName();
                frames.add(new PyFrame(file, 0, frame.getRootName(), ""));
            }
        }
        Collections.reverse(frames);
        // What the library's own functions called begins after the last of these.
        int own = 0;
        while (own < frames.size() && RUNTIME.contains(frames.get(own).function())) {
            own++;
        }
        return frames.subList(own, frames.size());
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
            throw Errors.<RuntimeException>asItIs((Throwable) ((Opaque) payload.asProxyObject()).object());
        }
        int length = report.getArrayElement(1).asInt();
        Object data = new MarshalReader(payload.asHostObject(), length, null).read();
        List<?> parts = (List<?>) Objects.requireNonNull(data);
        return kind == UNCONVERTIBLE
                ? ConversionException.ofResult(text(parts.get(1)), text(parts.get(2)))
                        .inside(text(parts.get(0)).substring(1))
                : exception(parts);
    }

    private static RuntimeException exception(List<?> parts) {
        PyError error = error(parts);
        if (parts.get(SYNTAX) instanceof List<?> syntax) {
            return new PythonSyntaxException(
                    error,
                    text(syntax.get(0)),
                    number(syntax.get(1)),
                    number(syntax.get(2)),
                    text(syntax.get(3)),
                    (boolean) syntax.get(4));
        }
        return parts.get(STATUS) instanceof Number status
                ? new PythonExitException(error, status.intValue())
                : new PythonException(error);
    }

    private static PyError error(List<?> parts) {
        return new PyError(
                text(parts.get(0)),
                texts(parts.get(1)),
                text(parts.get(2)),
                texts(parts.get(3)),
                list(parts.get(4)).stream().map(frame -> frame((List<?>) frame)).toList(),
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

    private static PyError bare(String type, PolyglotException failed) {
        String message = Objects.requireNonNullElse(failed.getMessage(), "");
        return new PyError(type, List.of(), message, List.of(), List.of(), List.of(), null, null, List.of());
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(Errors::text).toList();
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static int number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).intValue();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}

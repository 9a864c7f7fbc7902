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
import org.pybridge.spi.RaisedErrors;

/** Turns the engine's exceptions into the library's. */
final class Errors {
    // What the codec's `report` returns first.
    private static final int JAVA = 1;
    private static final int UNCONVERTIBLE = 2;

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
            throw RaisedErrors.asItIs(failed.asHostException());
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
            PythonException denial = Denials.of(failed, whereItWas(failed));
            if (denial != null) {
                return denial;
            }
            return new InterpreterLostException(reason(failed), failed);
        }
        return report(error, failed, interpreter);
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

    private RuntimeException report(Value error, PolyglotException failed, GraalPyInterpreter interpreter) {
        Throwable thrown;
        try {
            Value report = library.report().execute(error);
            thrown = report.getArrayElement(0).asInt() == JAVA ? thrown(report.getArrayElement(2)) : described(report);
        } catch (PolyglotException worse) {
            // Python could not even describe it, as when there is no memory or no stack left.
            return new PythonException(bare("Exception", failed));
        } catch (RuntimeException | StackOverflowError forged) {
            return interpreter.tampered(forged);
        }
        if (thrown instanceof RuntimeException exception) {
            return exception;
        }
        throw RaisedErrors.asItIs(thrown);
    }

    private static Throwable thrown(Value token) {
        return (Throwable) ((Opaque) token.asProxyObject()).object();
    }

    private static RuntimeException described(Value report) {
        int length = report.getArrayElement(1).asInt();
        byte[] bytes = report.getArrayElement(2).asHostObject();
        Object data = new MarshalReader(bytes, length, null).read();
        List<?> parts = (List<?>) Objects.requireNonNull(data);
        return report.getArrayElement(0).asInt() == UNCONVERTIBLE
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

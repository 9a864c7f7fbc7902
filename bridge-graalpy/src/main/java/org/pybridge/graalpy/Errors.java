package org.pybridge.graalpy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.internal.runtime.RaisedErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the engine's exceptions into the library's. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);
    // What the codec's `report` returns first.
    private static final int JAVA = 1;
    private static final int UNCONVERTIBLE = 2;

    /** Where the notes are in a description. */
    private static final int NOTES = 5;

    static final String RECURSION = "RecursionError";

    private static final String UNKNOWN_FILE = "<unknown>";
    private static final Pattern TYPE_AND_MESSAGE = Pattern.compile("([\\w.]+)(?:: (.*))?", Pattern.DOTALL);
    private static final Set<String> RUNTIME = Set.of(
            "evaluate",
            "run",
            "_run",
            "_finished",
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

    private static final Set<String> UNFINISHED =
            Set.of("_find_and_load", "exec_module", "run_coroutine", "run_until_complete");

    private final RuntimeBindings library;

    Errors(RuntimeBindings library) {
        this.library = library;
    }

    /** Gives the exception that Python raised, or null when it was not Python that ended the call. */
    static @Nullable Value object(PolyglotException failed) {
        boolean isRaised = !failed.isHostException()
                && !failed.isInterrupted()
                && !failed.isCancelled()
                && !failed.isResourceExhausted();
        return isRaised ? failed.getGuestObject() : null;
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
        if (error != null) {
            return report(error, failed, interpreter);
        }
        if (!failed.isInternalError() && !failed.isExit()) {
            // GraalPy 25.2 loses an exception whose causes go round in a circle, and keeps its text.
            return new PythonException(asText(failed));
        }
        return engineFailed(failed, interpreter);
    }

    /**
     * The engine refuses some things, and fails at some arguments, by an exception that Python code does not see, {@code finally} included.
     * Mostly nothing is broken by that.
     */
    private static RuntimeException engineFailed(PolyglotException failed, GraalPyInterpreter interpreter) {
        List<PyFrame> frames = whereItWas(failed);
        if (!failed.isExit() && frames.stream().noneMatch(Errors::isHalfDone) && interpreter.works()) {
            LOG.warn("The engine failed in a call; the interpreter goes on: {}", failed.getMessage());
            return new PythonException(AccessErrors.of(failed, frames));
        }
        interpreter.lost();
        return AccessErrors.isDenial(failed)
                ? new PythonException(AccessErrors.of(failed, frames))
                : new InterpreterLostException(reason(failed), failed);
    }

    /** An import keeps its lock, and an event loop counts as running, when their {@code finally} blocks did not run. */
    private static boolean isHalfDone(PyFrame frame) {
        return UNFINISHED.contains(frame.function());
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
            thrown = report.getArrayElement(0).asInt() == JAVA
                    ? thrown(report.getArrayElement(2))
                    : described(report, interpreter);
        } catch (PolyglotException worse) {
            // Python could not even describe it, as when there is no memory or no stack left.
            return new PythonException(asText(failed));
        } catch (RuntimeException | StackOverflowError forged) {
            return interpreter.tampered(forged);
        }
        if (thrown instanceof PythonException raised && raised.error().frames().isEmpty() && !interpreter.works()) {
            // Not the user's code raised it.
            return interpreter.tampered(failed);
        }
        if (thrown instanceof RuntimeException exception) {
            return exception;
        }
        throw RaisedErrors.asItIs(thrown);
    }

    private static Throwable thrown(Value token) {
        return (Throwable) ((Opaque) token.asProxyObject()).object();
    }

    private static RuntimeException described(Value report, GraalPyInterpreter interpreter) {
        int length = report.getArrayElement(1).asInt();
        byte[] bytes = report.getArrayElement(2).asHostObject();
        Object data = new MarshalReader(bytes, length, null, () -> {}).read();
        List<?> parts = (List<?>) Objects.requireNonNull(data);
        if (RECURSION.equals(parts.get(0))) {
            return RaisedErrors.of(advised(parts));
        }
        return report.getArrayElement(0).asInt() == UNCONVERTIBLE
                ? RaisedErrors.unconvertible(parts)
                : interpreter.passing().of(parts);
    }

    /** Adds a note that tells what the depth depends on. */
    private static List<?> advised(List<?> parts) {
        List<Object> advised = new ArrayList<>(parts);
        List<Object> notes = new ArrayList<>((List<?>) parts.get(NOTES));
        notes.add(ThreadStacks.ADVICE);
        advised.set(NOTES, notes);
        return advised;
    }

    /** What can be told of an exception that only its text is known of. */
    private static PyError asText(PolyglotException failed) {
        String text = Objects.requireNonNullElse(failed.getMessage(), "");
        Matcher typeAndMessage = TYPE_AND_MESSAGE.matcher(text);
        boolean hasType = typeAndMessage.matches();
        return new PyError(
                hasType ? typeAndMessage.group(1) : "Exception",
                List.of(),
                hasType ? Objects.requireNonNullElse(typeAndMessage.group(2), "") : text,
                List.of(),
                whereItWas(failed),
                List.of(),
                null,
                null,
                List.of());
    }
}

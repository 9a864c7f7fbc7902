package org.pybridge.grpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.ConversionException;
import org.pybridge.CrashReport;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonClosedException;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.PythonSyntaxException;
import org.pybridge.StaleObjectException;
import org.pybridge.grpc.protocol.Crash;
import org.pybridge.grpc.protocol.Frame;
import org.pybridge.grpc.protocol.Problem;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.spi.StopStep;

/** The library's exceptions as messages, and back. */
final class Outcomes {
    private Outcomes() {}

    /** Describes a Python exception as {@code _pybridge_errors.describe} does. */
    static List<@Nullable Object> description(PythonException raised, long number) {
        List<@Nullable Object> parts = described(raised.error());
        if (raised instanceof PythonSyntaxException syntax) {
            List<@Nullable Object> place = new ArrayList<>();
            place.add(syntax.file());
            place.add((long) syntax.line());
            place.add((long) syntax.column());
            place.add(syntax.text());
            place.add(syntax.isIncomplete());
            parts.add(place);
        } else {
            parts.add(null);
        }
        parts.add(raised instanceof PythonExitException exit ? (Object) (long) exit.status() : null);
        parts.add(number);
        return parts;
    }

    private static List<@Nullable Object> described(PyError error) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(error.type());
        parts.add(error.bases());
        parts.add(error.message());
        parts.add(error.arguments());
        parts.add(error.frames().stream()
                .map(frame -> List.of(frame.file(), (long) frame.line(), frame.function(), frame.source()))
                .toList());
        parts.add(error.notes());
        parts.add(error.cause() == null ? null : described(error.cause()));
        parts.add(error.context() == null ? null : described(error.context()));
        parts.add(error.group().stream().map(Outcomes::described).toList());
        return parts;
    }

    /** Tells of an exception of the library's own, or of one that nobody foresaw. What is behind it is told apart. */
    static Problem.Builder problem(Throwable failed) {
        boolean mayHaveRun = !(failed instanceof BridgeException own) || own.mayHaveRun();
        Problem.Builder problem = Problem.newBuilder().setMayHaveRun(mayHaveRun).setMessage(message(failed));
        if (failed instanceof ConversionException misfit) {
            problem.setKind(Problem.Kind.MISFIT)
                    .setPath(misfit.path())
                    .setFrom(misfit.from())
                    .setTo(misfit.to())
                    .setMessage(reason(misfit));
        } else if (failed instanceof CallCancelledException cancelled) {
            problem.setKind(Problem.Kind.CANCELLED).addAllFrames(frames(cancelled.frames()));
        } else if (failed instanceof CallTimeoutException late) {
            problem.setKind(Problem.Kind.TIMED_OUT)
                    .addAllFrames(frames(late.frames()))
                    .setLimitNanos(late.limit().toNanos())
                    .setStep(late.stoppedBy().name());
        } else if (failed instanceof InterpreterLostException lost) {
            problem.setKind(Problem.Kind.LOST);
            lost.crash().ifPresent(crash -> problem.setCrash(crash(crash)));
        } else if (failed instanceof PoolTimeoutException || failed instanceof PoolStuckException) {
            problem.setKind(Problem.Kind.POOL_FULL);
        } else if (failed instanceof AccessRefusedException) {
            problem.setKind(Problem.Kind.REFUSED);
        } else if (failed instanceof StaleObjectException) {
            problem.setKind(Problem.Kind.STALE);
        } else if (failed instanceof PythonClosedException) {
            problem.setKind(Problem.Kind.LOST).setMayHaveRun(false).setMessage("the server is being closed");
        }
        return problem;
    }

    private static String message(Throwable failed) {
        String message = failed.getMessage();
        return failed instanceof BridgeException && message != null ? message : String.valueOf(failed);
    }

    /** Gives what a misfit says beside its parts. */
    private static String reason(ConversionException misfit) {
        String parts = misfit.path() + ": " + misfit.from() + " does not fit " + misfit.to();
        String all = String.valueOf(misfit.getMessage());
        return all.startsWith(parts + ": ") ? all.substring(parts.length() + 2) : "";
    }

    private static Iterable<Frame> frames(List<PyFrame> frames) {
        return frames.stream()
                .map(frame -> Frame.newBuilder()
                        .setFile(frame.file())
                        .setLine(frame.line())
                        .setFunction(frame.function())
                        .setSource(frame.source())
                        .build())
                .toList();
    }

    private static Crash crash(CrashReport report) {
        Crash.Builder crash = Crash.newBuilder()
                .setOutOfMemory(report.outOfMemory())
                .setTraceback(report.traceback())
                .setLastOutput(report.lastOutput());
        report.exitCode().ifPresent(crash::setExitCode);
        report.signal().ifPresent(crash::setSignal);
        return crash.build();
    }

    /** Makes the exception that a message tells of. */
    static BridgeException exception(Problem problem, @Nullable PythonException cause) {
        return switch (problem.getKind()) {
            case MISFIT -> misfit(problem, cause);
            case CANCELLED -> new CallCancelledException(problem.getMayHaveRun(), pythonFrames(problem));
            case TIMED_OUT ->
                new CallTimeoutException(
                        Duration.ofNanos(problem.getLimitNanos()),
                        step(problem.getStep()),
                        pythonFrames(problem),
                        cause);
            case POOL_FULL -> new PoolTimeoutException("on the server, " + problem.getMessage());
            case REFUSED -> new AccessRefusedException(problem.getMessage());
            case STALE -> new StaleObjectException(problem.getMessage());
            case LOST ->
                new InterpreterLostException(problem.getMessage(), cause, problem.getMayHaveRun(), report(problem));
            case FAILED, UNRECOGNIZED ->
                new InterpreterLostException(
                        "the server failed at the call: " + problem.getMessage(), cause, problem.getMayHaveRun(), null);
        };
    }

    private static StopStep step(String name) {
        try {
            return StopStep.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            return StopStep.KILL;
        }
    }

    private static ConversionException misfit(Problem problem, @Nullable PythonException cause) {
        ConversionException made = problem.getMayHaveRun()
                ? ConversionException.ofResult(problem.getFrom(), problem.getTo())
                : ConversionException.ofArgument(problem.getFrom(), problem.getTo(), "");
        String path = problem.getPath();
        ConversionException placed = path.length() > 1 ? made.inside(path.substring(1)) : made;
        return problem.getMessage().isEmpty() && cause == null ? placed : placed.explained(problem.getMessage(), cause);
    }

    private static List<PyFrame> pythonFrames(Problem problem) {
        return problem.getFramesList().stream()
                .map(frame -> new PyFrame(frame.getFile(), frame.getLine(), frame.getFunction(), frame.getSource()))
                .toList();
    }

    private static @Nullable CrashReport report(Problem problem) {
        if (!problem.hasCrash()) {
            return null;
        }
        Crash crash = problem.getCrash();
        return new CrashReport(
                crash.hasExitCode() ? OptionalInt.of(crash.getExitCode()) : OptionalInt.empty(),
                crash.hasSignal() ? Optional.of(crash.getSignal()) : Optional.empty(),
                crash.getOutOfMemory(),
                crash.getTraceback(),
                crash.getLastOutput());
    }

    /** Throws something as it is, to be caught by those who do not declare it. */
    static RuntimeException asItIs(Throwable thrown) {
        throw RaisedErrors.asItIs(thrown);
    }
}

package org.pybridge.service;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.DebugInfo;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.ConversionException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonClosedException;
import org.pybridge.PythonException;
import org.pybridge.service.schema.Schema;

/** What clients are told of a failed call: a status, with details as {@code google.rpc} has them. */
final class ErrorStatus {
    private static final int RETRY_NANOS = 500_000_000;

    /** Clients take 8 KiB of headers, in which details take a third more room than they have bytes. */
    private static final int MOST_OF_A_MESSAGE = 2000;

    private static final int MOST_OF_A_COPY = 300;
    private static final int MOST_OF_FRAMES = 2000;

    private ErrorStatus() {}

    /**
     * Gives the status of a failure.
     *
     * @param failed what was thrown
     * @param debugInfo whether the details tell where Python was
     * @param trailers gets the details
     */
    static Status of(Throwable failed, boolean debugInfo, Metadata trailers) {
        Status known = knownStatus(failed);
        if (known != null) {
            return known;
        }
        if (failed instanceof PythonException raised) {
            PyError error = raised.error();
            Status status = Status.UNKNOWN.withDescription(error.type() + ": " + error.message());
            return debugInfo
                    ? with(status, trailers, info(error), debug(error.frames()))
                    : with(status, trailers, info(error));
        }
        if (failed instanceof PoolTimeoutException || failed instanceof PoolStuckException) {
            return with(Status.RESOURCE_EXHAUSTED.withDescription(failed.getMessage()), trailers, retry());
        }
        if (failed instanceof CallTimeoutException late) {
            return debugInfo
                    ? with(Status.DEADLINE_EXCEEDED.withDescription(late.getMessage()), trailers, debug(late.frames()))
                    : Status.DEADLINE_EXCEEDED.withDescription("the call ran longer than " + late.limit());
        }
        if (failed instanceof CallCancelledException || failed instanceof InterruptedException) {
            return Status.CANCELLED.withDescription(String.valueOf(failed));
        }
        if (failed instanceof PythonClosedException) {
            return Status.UNAVAILABLE.withDescription("the service is being closed");
        }
        if (failed instanceof InterpreterLostException lost) {
            return (lost.mayHaveRun() ? Status.INTERNAL : Status.UNAVAILABLE).withDescription(lost.getMessage());
        }
        if (failed instanceof ConversionException misfit && !misfit.mayHaveRun()) {
            return Status.INVALID_ARGUMENT.withDescription(misfit.getMessage());
        }
        return Status.INTERNAL
                .withDescription(failed instanceof BridgeException ? failed.getMessage() : failed.toString())
                .withCause(failed);
    }

    /** Finds the status that a callback failed with, or none. */
    private static @Nullable Status knownStatus(Throwable failed) {
        if (failed instanceof StatusException checked) {
            return checked.getStatus();
        }
        return failed instanceof StatusRuntimeException unchecked ? unchecked.getStatus() : null;
    }

    private static Status with(Status status, Metadata trailers, Message... details) {
        com.google.rpc.Status.Builder all = com.google.rpc.Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(shortened(status.getDescription()));
        for (Message detail : details) {
            all.addDetails(Any.pack(detail));
        }
        trailers.put(Schema.DETAILS, all.build());
        return status;
    }

    /** Gives a status whose message fits into the headers of a response, in which all but plain text takes three characters a byte. */
    static Status bounded(Status status) {
        String all = status.getDescription();
        if (all == null) {
            return status;
        }
        int room = MOST_OF_A_MESSAGE;
        int end = 0;
        while (end < all.length()) {
            int letter = all.codePointAt(end);
            room -= letter >= ' ' && letter <= '}' && letter != '%'
                    ? 1
                    : 3 * Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                return status.withDescription(all.substring(0, end) + "...");
            }
            end += Character.charCount(letter);
        }
        return status;
    }

    private static String shortened(@Nullable String text) {
        String all = String.valueOf(text);
        return all.length() <= MOST_OF_A_COPY ? all : all.substring(0, MOST_OF_A_COPY) + "...";
    }

    private static ErrorInfo info(PyError error) {
        return ErrorInfo.newBuilder()
                .setReason(error.type())
                .setDomain("python")
                .build();
    }

    /** Writes the innermost frames, as many as fit, outermost first as Python has them. */
    private static DebugInfo debug(List<PyFrame> frames) {
        Deque<String> lines = new ArrayDeque<>();
        int room = MOST_OF_FRAMES;
        for (int i = frames.size() - 1; i >= 0; i--) {
            String line = line(frames.get(i));
            room -= line.length();
            if (room < 0) {
                break;
            }
            lines.addFirst(line);
        }
        return DebugInfo.newBuilder().addAllStackEntries(lines).build();
    }

    /** Writes a frame as Python's tracebacks do. */
    private static String line(PyFrame frame) {
        return "File \"" + frame.file() + "\", line " + frame.line() + ", in " + frame.function();
    }

    private static RetryInfo retry() {
        return RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setNanos(RETRY_NANOS))
                .build();
    }
}

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
import io.grpc.protobuf.ProtoUtils;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonClosedException;
import org.pybridge.PythonException;

/** What clients are told of a failed call: a status, with details as {@code google.rpc} has them. */
final class ErrorStatus {
    private static final Metadata.Key<com.google.rpc.Status> DETAILS = Metadata.Key.of(
            "grpc-status-details-bin", ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));
    private static final int RETRY_NANOS = 500_000_000;
    private static final int MOST_FRAMES = 100;

    private ErrorStatus() {}

    /**
     * Gives the status of a failure.
     *
     * @param failed what was thrown
     * @param trailers gets the details
     */
    static Status of(Throwable failed, Metadata trailers) {
        Status known = knownStatus(failed);
        if (known != null) {
            return known;
        }
        if (failed instanceof PythonException raised) {
            PyError error = raised.error();
            return with(
                    Status.UNKNOWN.withDescription(error.type() + ": " + error.message()),
                    trailers,
                    error(error),
                    debug(error));
        }
        if (failed instanceof PoolTimeoutException || failed instanceof PoolStuckException) {
            return with(Status.RESOURCE_EXHAUSTED.withDescription(failed.getMessage()), trailers, retry());
        }
        if (failed instanceof CallTimeoutException late) {
            return with(Status.DEADLINE_EXCEEDED.withDescription(failed.getMessage()), trailers, debug(late.frames()));
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
        return Status.INTERNAL
                .withDescription(failed instanceof BridgeException ? failed.getMessage() : String.valueOf(failed))
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
                .setMessage(String.valueOf(status.getDescription()));
        for (Message detail : details) {
            all.addDetails(Any.pack(detail));
        }
        trailers.put(DETAILS, all.build());
        return status;
    }

    private static ErrorInfo error(PyError error) {
        return ErrorInfo.newBuilder()
                .setReason(error.type())
                .setDomain("python")
                .build();
    }

    private static DebugInfo debug(PyError error) {
        return debug(error.frames());
    }

    private static DebugInfo debug(List<PyFrame> frames) {
        DebugInfo.Builder info = DebugInfo.newBuilder();
        frames.stream().limit(MOST_FRAMES).map(ErrorStatus::line).forEach(info::addStackEntries);
        return info.build();
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

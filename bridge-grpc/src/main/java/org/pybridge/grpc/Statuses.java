package org.pybridge.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.pybridge.BridgeException;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PythonClosedException;

/** The library's exceptions as gRPC's statuses, for those who are not served at all. */
final class Statuses {
    private static final int RETRY_NANOS = 500_000_000;

    private Statuses() {}

    static Status of(Throwable failed) {
        if (failed instanceof StatusRuntimeException known) {
            return known.getStatus();
        }
        if (failed instanceof AccessRefusedException refused) {
            return Status.PERMISSION_DENIED.withDescription(refused.getMessage());
        }
        if (failed instanceof PoolTimeoutException || failed instanceof PoolStuckException) {
            return Status.RESOURCE_EXHAUSTED.withDescription(failed.getMessage());
        }
        if (failed instanceof PythonClosedException) {
            return Status.UNAVAILABLE.withDescription("the server is being closed");
        }
        return failed instanceof BridgeException
                ? Status.ABORTED.withDescription(failed.getMessage())
                : Status.INTERNAL.withDescription(String.valueOf(failed));
    }

    /** Says with what is exhausted when it may be tried again. */
    static StatusRuntimeException exception(Status status) {
        if (status.getCode() != Status.Code.RESOURCE_EXHAUSTED) {
            return status.asRuntimeException();
        }
        RetryInfo retry = RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setNanos(RETRY_NANOS))
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(String.valueOf(status.getDescription()))
                .addDetails(Any.pack(retry))
                .build());
    }
}

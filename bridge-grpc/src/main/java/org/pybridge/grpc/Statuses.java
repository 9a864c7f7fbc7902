package org.pybridge.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import org.pybridge.BridgeException;
import org.pybridge.PoolStuckException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PythonClosedException;
import org.pybridge.grpc.protocol.RetryInfo;
import org.pybridge.grpc.protocol.StatusDetails;

/** The library's exceptions as gRPC's statuses, for those who are not served at all. */
final class Statuses {
    private static final int RETRY_NANOS = 500_000_000;
    private static final String RETRY_TYPE = "type.googleapis.com/google.rpc.RetryInfo";
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

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
        StatusDetails details = StatusDetails.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(String.valueOf(status.getDescription()))
                .addDetails(Any.newBuilder().setTypeUrl(RETRY_TYPE).setValue(retry.toByteString()))
                .build();
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, details.toByteArray());
        return status.asRuntimeException(trailers);
    }

    /** Tells when it may be tried again. */
    static Optional<java.time.Duration> retryDelay(Throwable failed) {
        Metadata trailers = Status.trailersFromThrowable(failed);
        byte[] details = trailers == null ? null : trailers.get(DETAILS);
        if (details == null) {
            return Optional.empty();
        }
        try {
            for (Any detail : StatusDetails.parseFrom(details).getDetailsList()) {
                if (detail.getTypeUrl().equals(RETRY_TYPE)) {
                    Duration delay = RetryInfo.parseFrom(detail.getValue()).getRetryDelay();
                    return Optional.of(java.time.Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
                }
            }
        } catch (InvalidProtocolBufferException unreadable) {
            // Details are an extra; without them, nothing is known of when.
        }
        return Optional.empty();
    }
}

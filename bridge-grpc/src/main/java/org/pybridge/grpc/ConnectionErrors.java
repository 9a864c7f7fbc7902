package org.pybridge.grpc;

import io.grpc.Status;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;

/** What gRPC's statuses mean for who wants to call Python. */
final class ConnectionErrors {
    private ConnectionErrors() {}

    /** Explains why a server cannot be used. Nothing ran there. */
    static BridgeException unusable(String target, Throwable failed) {
        Status status = Status.fromThrowable(failed);
        return switch (status.getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new AccessRefusedException(target + " refuses this client: " + words(status));
            case RESOURCE_EXHAUSTED -> new PoolTimeoutException("at " + target + ", " + words(status) + retry(failed));
            default -> lost(target, failed, false);
        };
    }

    /** Explains why a stream ended. */
    static InterpreterLostException lost(String target, @Nullable Throwable failed, boolean mayHaveRun) {
        if (failed == null) {
            return new InterpreterLostException(target + " has ended the stream", null, mayHaveRun, null);
        }
        Status status = Status.fromThrowable(failed);
        String reason = switch (status.getCode()) {
            case UNIMPLEMENTED ->
                "a gRPC server answers at " + target + " that serves no Python of ours: " + words(status);
            case FAILED_PRECONDITION -> target + " cannot be used: " + words(status);
            case DEADLINE_EXCEEDED ->
                target + " did not answer in time; connectTimeout says how long to wait: " + words(status);
            case UNAVAILABLE -> unavailable(target, status);
            case CANCELLED -> "the stream to " + target + " has ended: " + words(status);
            case RESOURCE_EXHAUSTED -> "a message was too large, or too many were sent: " + words(status);
            default -> "no Python server of ours answers at " + target + ": " + words(status);
        };
        return new InterpreterLostException(reason, failed, mayHaveRun, null);
    }

    private static String unavailable(String target, Status status) {
        Optional<Throwable> untrusted =
                causes(status.getCause()).filter(SSLException.class::isInstance).findFirst();
        return untrusted
                .map(tls -> "no trusted connection to " + target
                        + " can be made, look at the certificates and at tls(...) or plaintext() on both sides: "
                        + tls.getMessage())
                .orElseGet(() -> "nobody serves Python at " + target + ", or it has just ended: " + words(status));
    }

    private static String words(Status status) {
        String text = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        return causes(status.getCause())
                .map(Throwable::getMessage)
                .filter(message -> message != null && !text.contains(message))
                .findFirst()
                .map(message -> text + " (" + message + ")")
                .orElse(text);
    }

    private static Stream<Throwable> causes(@Nullable Throwable first) {
        return Stream.iterate(first, cause -> cause != null, Throwable::getCause);
    }

    private static String retry(Throwable failed) {
        return Statuses.retryDelay(failed)
                .map(delay -> "; it may be tried again in " + delay.toMillis() + " ms")
                .orElse("");
    }
}

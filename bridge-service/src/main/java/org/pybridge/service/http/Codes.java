package org.pybridge.service.http;

import io.grpc.Status;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The names and HTTP statuses that the protocols have for gRPC's codes. */
enum Codes {
    /** The error codes of the Twirp specification, version 7. */
    TWIRP(408, 408, 412),
    /** The error codes of the Connect protocol. */
    CONNECT(499, 504, 400);

    private final int cancelled;
    private final int late;
    private final int failedPrecondition;
    private final Map<Status.Code, String> names = new EnumMap<>(Status.Code.class);

    Codes(int cancelled, int late, int failedPrecondition) {
        this.cancelled = cancelled;
        this.late = late;
        this.failedPrecondition = failedPrecondition;
        for (Status.Code code : Status.Code.values()) {
            names.put(code, code.name().toLowerCase(Locale.ROOT));
        }
        names.put(Status.Code.CANCELLED, "canceled");
    }

    String name(Status.Code code) {
        return Objects.requireNonNull(names.get(code));
    }

    /** Finds the code of a name; empty for an unknown name. */
    Optional<Status.Code> named(String name) {
        return names.entrySet().stream()
                .filter(entry ->
                        entry.getKey() != Status.Code.OK && entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    int httpStatus(Status.Code code) {
        return switch (code) {
            case OK -> 200;
            case CANCELLED -> cancelled;
            case DEADLINE_EXCEEDED -> late;
            case FAILED_PRECONDITION -> failedPrecondition;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
        };
    }

    /** Chooses the code of a response that is not of the protocol, as a proxy sends it. */
    Status.Code ofHttpStatus(int status) {
        return switch (status) {
            case 400 -> Status.Code.INTERNAL;
            case 401 -> Status.Code.UNAUTHENTICATED;
            case 403 -> Status.Code.PERMISSION_DENIED;
            case 404 -> Status.Code.UNIMPLEMENTED;
            case 429 -> this == TWIRP ? Status.Code.RESOURCE_EXHAUSTED : Status.Code.UNAVAILABLE;
            case 502, 503, 504 -> Status.Code.UNAVAILABLE;
            default -> this == TWIRP && status / 100 == 3 ? Status.Code.INTERNAL : Status.Code.UNKNOWN;
        };
    }
}

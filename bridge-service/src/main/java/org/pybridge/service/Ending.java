package org.pybridge.service;

import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Python wants a call to end.
 *
 * @param status with what
 * @param initial metadata before the first message, if that is still to come
 * @param trailing metadata at the end
 */
record Ending(Status status, List<List<Object>> initial, List<List<Object>> trailing) {
    private static final Ending WELL = new Ending(Status.OK, List.of(), List.of());

    /** Reads {@code [code, details, initial, trailing]}, or nothing where the method asked for no context. */
    @SuppressWarnings("unchecked") // written by our own Python
    static Ending of(@Nullable Object state) {
        if (!(state instanceof List<?> parts)) {
            return WELL;
        }
        Status status = Status.fromCodeValue(((Number) parts.get(0)).intValue());
        String details = (String) parts.get(1);
        return new Ending(
                details.isEmpty() ? status : status.withDescription(details),
                (List<List<Object>>) parts.get(2),
                (List<List<Object>>) parts.get(3));
    }
}

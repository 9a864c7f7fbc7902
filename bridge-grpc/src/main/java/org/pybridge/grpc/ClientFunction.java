package org.pybridge.grpc;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Callback;

/** What stands on the server for a function of the client's, or a method of an object of its. */
final class ClientFunction implements Callback {
    private final ServerStream stream;
    private final long number;
    private final @Nullable String method;

    /** Kept, so that the client keeps the object as long as one of its methods is known here. */
    @SuppressWarnings({"unused", "UnusedVariable"})
    private final @Nullable ClientObject owner;

    ClientFunction(ServerStream stream, long number, @Nullable String method, @Nullable ClientObject owner) {
        this.stream = stream;
        this.number = number;
        this.method = method;
        this.owner = owner;
    }

    @Override
    public @Nullable Object invoke(List<@Nullable Object> arguments, Map<String, @Nullable Object> named) {
        return stream.conversation().ask(number, method, arguments, named);
    }
}

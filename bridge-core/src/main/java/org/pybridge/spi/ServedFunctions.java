package org.pybridge.spi;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What clients on other machines may do with the modules of a {@link PythonExtension}, whatever else a server allows them. Immutable.
 *
 * @param open functions that each client may call; they show what an object is that a client has, as its public attributes and methods do
 * @param callers functions through which others are called, see {@link MadeValue#caller()}: a client may call through them what it may call
 *     without
 * @param makers the functions that make values, see {@link MadeValue#maker()}, each with what makes the server's value of the arguments that a
 *     client has sent; it throws an {@link IllegalArgumentException} where these are malformed
 */
public record ServedFunctions(
        Set<EntryPoint> open,
        Set<EntryPoint> callers,
        Map<EntryPoint, Function<List<? extends @Nullable Object>, MadeValue>> makers) {
    /** No function. */
    public static final ServedFunctions NONE = new ServedFunctions(Set.of(), Set.of(), Map.of());

    /** Copies the collections. */
    public ServedFunctions {
        open = Set.copyOf(open);
        callers = Set.copyOf(callers);
        makers = Map.copyOf(makers);
    }
}

package org.pybridge.grpc;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.MadeValue;
import org.pybridge.spi.PythonExtension;
import org.pybridge.spi.ServedFunctions;

/** What the extensions of the served Python let clients do. Immutable. */
record ServedExtensions(List<ServedFunctions> all) {

    static ServedExtensions of(List<PythonExtension> extensions) {
        return new ServedExtensions(
                extensions.stream().map(PythonExtension::served).toList());
    }

    /** Whether each client may call a function. */
    boolean isOpen(EntryPoint function) {
        return all.stream().anyMatch(each -> each.open().contains(function));
    }

    /** Whether a function only calls others for a client. */
    boolean isCaller(EntryPoint function) {
        return all.stream().anyMatch(each -> each.callers().contains(function));
    }

    /** Makes the value that a client has described. */
    MadeValue made(EntryPoint maker, List<? extends @Nullable Object> arguments) {
        Function<List<? extends @Nullable Object>, MadeValue> known = all.stream()
                .map(each -> each.makers().get(maker))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(
                        () -> new AccessRefusedException(
                                "the server cannot take what '" + maker
                                        + "' is to make: the library whose function this is has to be on the server's class path, too"));
        try {
            return known.apply(arguments);
        } catch (IllegalArgumentException unfit) {
            throw ConversionException.ofArgument(
                    "what '" + maker + "' is to make", "Python on the server", String.valueOf(unfit.getMessage()));
        }
    }
}

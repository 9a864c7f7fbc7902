package org.pybridge.internal.convert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyValue;
import org.pybridge.TimePrecision;
import org.pybridge.spi.PythonExtension;

/**
 * What a user says about conversion. Immutable.
 *
 * @param toPython the user's own: from a class or interface to a function that gives a value that can be converted
 * @param fromPython the user's own: from a class to a function that reads it
 * @param opaque classes and interfaces whose objects are passed as references
 * @param times what becomes of digits that the other side does not keep
 * @param extensions read objects as rows
 */
public record ConversionOptions(
        Map<Class<?>, Function<Object, @Nullable Object>> toPython,
        Map<Class<?>, Function<? super PyValue, ? extends @Nullable Object>> fromPython,
        Set<Class<?>> opaque,
        TimePrecision times,
        List<PythonExtension> extensions) {
    /** No converters, and times are truncated. */
    public static final ConversionOptions DEFAULT =
            new ConversionOptions(Map.of(), Map.of(), Set.of(), TimePrecision.TRUNCATED, List.of());

    /** Copies the collections. */
    public ConversionOptions {
        toPython = Map.copyOf(toPython);
        fromPython = Map.copyOf(fromPython);
        opaque = Set.copyOf(opaque);
        extensions = List.copyOf(extensions);
    }
}

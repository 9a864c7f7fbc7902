package org.pybridge.spi;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyValue;

/**
 * A converter from Python that keeps nothing of the object it reads: the object is let go of right after, where nothing else knows it. A
 * converter of another kind may keep the object, so that it stays in Python as long as Java knows it.
 *
 * @param <T> the Java type
 */
@FunctionalInterface
public interface CopyingConverter<T extends @Nullable Object> extends Function<PyValue, T> {}

package org.pybridge.internal.convert.decode;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyValue;
import org.pybridge.TypeRef;
import org.pybridge.internal.convert.type.Reader;

/** A value that was copied from Python. Immutable. */
public final class CopiedValue implements PyValue {
    private final @Nullable Object natural;
    private final Function<Type, Reader> readers;

    public CopiedValue(@Nullable Object natural, Function<Type, Reader> readers) {
        this.natural = natural;
        this.readers = readers;
    }

    @Override
    @SuppressWarnings("unchecked") // the reader of a class reads that class; a primitive one as its box
    public <T> @Nullable T as(Class<T> type) {
        return (T) readers.apply(type).readPart(natural());
    }

    @Override
    @SuppressWarnings("unchecked") // the reader of a type reads that type
    public <T> @Nullable T as(TypeRef<T> type) {
        return (T) readers.apply(type.type()).readPart(natural());
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public boolean isNone() {
        return natural == null;
    }

    /** Bytes are the one natural value that can be changed, so each reader gets its own. */
    @Nullable
    public Object natural() {
        return natural instanceof byte[] bytes ? bytes.clone() : natural;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CopiedValue value && Objects.deepEquals(natural, value.natural);
    }

    @Override
    public int hashCode() {
        return natural instanceof byte[] bytes ? Arrays.hashCode(bytes) : Objects.hashCode(natural);
    }

    @Override
    public String toString() {
        return String.valueOf(natural);
    }
}

package org.pybridge.internal.convert.type;

import org.jspecify.annotations.Nullable;
import org.pybridge.spi.ResultMode;

/** Reads natural values as one Java type. Immutable and thread-safe. */
public interface Reader {

    /**
     * Tells how the value has to leave Python.
     *
     * @return the mode that this reader needs
     */
    ResultMode resultMode();

    /**
     * Reads a value that nobody else has, checking every element. Objects in it are closed when it does not fit.
     *
     * @param natural the natural value
     * @return the value as the reader's type
     * @throws org.pybridge.ConversionException when the value, or an element inside, does not fit
     */
    @Nullable
    Object read(@Nullable Object natural);

    /**
     * Reads a value that is a part of another one, with which it may be read again: an object in it stays open.
     *
     * @param natural the natural value
     * @return the value as the reader's type
     * @throws org.pybridge.ConversionException when the value, or an element inside, does not fit
     */
    @Nullable
    Object readPart(@Nullable Object natural);
}

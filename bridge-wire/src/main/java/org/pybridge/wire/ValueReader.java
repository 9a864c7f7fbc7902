package org.pybridge.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Reads natural values that {@code _pybridge_wire.encode} wrote. Thread-safe as far as its {@link Imports} are. */
public final class ValueReader {
    private final Imports imports;

    /**
     * Makes a reader.
     *
     * @param imports makes of numbers what they name
     */
    public ValueReader(Imports imports) {
        this.imports = imports;
    }

    /**
     * Reads one value.
     *
     * @param from the bytes, in the heap or not; its position is moved behind the value, and stays only where they are none
     * @return the natural value; what it is made of is unmodifiable
     * @throws WireFormatException when the bytes are no value
     * @throws ConversionException when Java has no equal of the value, with the place; all references in it have been met
     */
    public @Nullable Object read(ByteBuffer from) {
        WireInput input = new WireInput(from);
        try {
            Object value = new Parser(input, imports).root();
            from.position(input.position());
            return value;
        } catch (ConversionException misfit) {
            from.position(input.position());
            throw misfit;
        } catch (BufferUnderflowException cut) {
            throw new WireFormatException("the bytes end inside a value", cut);
        } catch (DateTimeException | ArithmeticException impossible) {
            throw new WireFormatException(
                    "no date or time at byte " + input.position() + ": " + impossible.getMessage(), impossible);
        }
    }
}

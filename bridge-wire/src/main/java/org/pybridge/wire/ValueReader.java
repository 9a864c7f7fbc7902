package org.pybridge.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Reads natural values that {@code _pybridge_wire.encode} wrote. Thread-safe as far as its {@link Imports} are. */
public final class ValueReader {
    private final Imports imports;
    private final long most;
    private final String option;

    /**
     * Makes a reader of values of any size.
     *
     * @param imports makes of numbers what they name
     */
    public ValueReader(Imports imports) {
        this(imports, Long.MAX_VALUE, "");
    }

    /**
     * Makes a reader that refuses what would take too much memory, before it takes any.
     *
     * @param imports makes of numbers what they name
     * @param most how many bytes of memory a value may take, by a rough estimate
     * @param option how the user can allow more, for the message
     */
    public ValueReader(Imports imports, long most, String option) {
        this.imports = imports;
        this.most = most;
        this.option = option;
    }

    /**
     * Reads one value.
     *
     * @param from the bytes, in the heap or not; its position is moved behind the value, and stays only where they are none
     * @return the natural value; what it is made of is unmodifiable
     * @throws WireFormatException when the bytes are no value
     * @throws ConversionException when Java has no equal of the value, with the place, or it is too large; all references in it have been met
     */
    public @Nullable Object read(ByteBuffer from) {
        WireInput input = new WireInput(from);
        try {
            refuseTooLarge(from, input);
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

    private void refuseTooLarge(ByteBuffer from, WireInput input) {
        if (from.remaining() <= most / Weight.MOST_OF_A_BYTE) {
            return;
        }
        long weight = Weight.of(new WireInput(from));
        if (weight > most) {
            new Remainder(input, imports, 1).skip();
            throw ConversionException.ofResult(
                    "value that takes about " + weight + " bytes of memory",
                    "a copy of at most " + most + " bytes; keep it in Python as PyObject, or allow more: " + option);
        }
    }
}

package org.pybridge.arrow;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Collects what is kept as numbers of 8 to 64 bits: numbers, and times, which are counts of their unit. For one thread. */
final class NumberWriter extends ColumnWriter {
    private final Block block = new Block();
    private final int bits;
    private final ColumnType.@Nullable Int integer;
    private final ToLongFunction<Object> conversion;

    NumberWriter(TableField field) {
        super(field);
        this.bits = bits(field.type());
        this.integer = field.type() instanceof ColumnType.Int type ? type : null;
        this.conversion = JavaValues.counting(field.type(), this);
    }

    private static int bits(ColumnType type) {
        if (type instanceof ColumnType.Int number) {
            return number.bits();
        } else if (type instanceof ColumnType.FloatingPoint number) {
            return number.bits();
        } else if (type instanceof ColumnType.Time time) {
            return time.bits();
        }
        return type instanceof ColumnType.Date date && !date.inMilliseconds() ? Integer.SIZE : Long.SIZE;
    }

    @Override
    long bytes() {
        return block.size();
    }

    @Override
    void expect(int values) {
        block.expect((long) values * bits / Byte.SIZE);
    }

    @Override
    public void append(long value) {
        if (integer == null) {
            super.append(value);
            return;
        }
        raw(JavaValues.fitting(value, integer));
        added();
    }

    @Override
    public void append(double value) {
        if (!(field().type() instanceof ColumnType.FloatingPoint)) {
            super.append(value);
            return;
        }
        raw(bits == Long.SIZE ? Double.doubleToRawLongBits(value) : conversion.applyAsLong(value));
        added();
    }

    @Override
    void put(Object value) {
        raw(conversion.applyAsLong(value));
    }

    @Override
    void putNothing() {
        raw(0);
    }

    private void raw(long value) {
        switch (bits) {
            case 8 -> block.int8((byte) value);
            case 16 -> block.int16((short) value);
            case 32 -> block.int32((int) value);
            default -> block.int64(value);
        }
    }

    @Override
    void writeBuffers(MessageWriter message) {
        message.buffer(block.take());
    }
}

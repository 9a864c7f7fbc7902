package org.pybridge.wire;

import java.nio.BufferUnderflowException;

/** Estimates the memory that a value takes once it is made: a byte on the wire can be an object of many. */
final class Weight {
    /** No byte stands for more memory than this. */
    static final int MOST_OF_A_BYTE = 64;

    private static final int CONTAINER = 64;
    private static final int ENTRY = 64;
    private static final int ELEMENT = 4;
    private static final int TEXT = 48;
    private static final int NUMBER = 8;

    private final WireInput input;
    private long values = 1;
    private long weight;

    private Weight(WireInput input) {
        this.input = input;
    }

    /** Estimates it. What is malformed is for others to find: the weight is that of what is before it. */
    static long of(WireInput input) {
        Weight weight = new Weight(input);
        try {
            while (weight.values > 0) {
                weight.values--;
                weight.add(input.uint8());
            }
        } catch (BufferUnderflowException cut) {
            return weight.weight;
        }
        return weight.weight;
    }

    private void add(int code) {
        if (code < Format.FIXMAP || code >= Format.NEGATIVE) {
            weight += NUMBER;
        } else if (code < Format.FIXARRAY) {
            map(code & 0x0F);
        } else if (code < Format.FIXSTR) {
            array(code & 0x0F);
        } else if (code < Format.NIL) {
            block(code & 0x1F);
        } else if (code >= Format.BIN8) {
            addLong(code);
        }
    }

    private void addLong(int code) {
        switch (code) {
            case Format.BIN8, Format.STR8 -> block(input.uint8());
            case Format.BIN16, Format.STR16 -> block(input.uint16());
            case Format.BIN32, Format.STR32 -> block(input.length32());
            case Format.EXT8 -> extension(input.uint8());
            case Format.EXT16 -> extension(input.uint16());
            case Format.EXT32 -> extension(input.length32());
            case Format.FIXEXT1, Format.FIXEXT2, Format.FIXEXT4, Format.FIXEXT8, Format.FIXEXT16 ->
                extension(1 << (code - Format.FIXEXT1));
            case Format.ARRAY16 -> array(input.uint16());
            case Format.ARRAY32 -> array(input.length32());
            case Format.MAP16 -> map(input.uint16());
            case Format.MAP32 -> map(input.length32());
            case Format.UINT8, Format.INT8 -> number(Byte.BYTES);
            case Format.UINT16, Format.INT16 -> number(Short.BYTES);
            case Format.UINT32, Format.INT32, Format.FLOAT32 -> number(Integer.BYTES);
            default -> number(Long.BYTES);
        }
    }

    private void number(int length) {
        input.skip(length);
        weight += NUMBER;
    }

    private void array(long size) {
        values += size;
        weight += CONTAINER + ELEMENT * size;
    }

    private void map(long size) {
        values += 2 * size;
        weight += CONTAINER + ENTRY * size;
    }

    private void block(int length) {
        input.skip(length);
        weight += TEXT + length;
    }

    /** A block of numbers of four bytes becomes one of eight. */
    private void extension(int length) {
        input.skip(1);
        input.skip(length);
        weight += CONTAINER + 2L * length;
    }
}

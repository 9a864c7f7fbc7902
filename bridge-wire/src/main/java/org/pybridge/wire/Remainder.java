package org.pybridge.wire;

/**
 * Goes over the rest of a value that Java has no equal of. The references in it are met all the same: Python has numbered them, and keeps
 * the objects until somebody who knows the number lets them go.
 */
final class Remainder {
    private final WireInput input;
    private final Imports imports;
    private long values;

    /**
     * Prepares.
     *
     * @param values how many values are still to begin
     */
    Remainder(WireInput input, Imports imports, long values) {
        this.input = input;
        this.imports = imports;
        this.values = values;
    }

    void skip() {
        while (values > 0) {
            values--;
            skip(input.uint8());
        }
    }

    private void skip(int code) {
        if (code >= Format.FIXMAP && code < Format.FIXARRAY) {
            values += 2 * (code & 0x0F);
        } else if (code >= Format.FIXARRAY && code < Format.FIXSTR) {
            values += code & 0x0F;
        } else if (code >= Format.FIXSTR && code < Format.NIL) {
            input.skip(code & 0x1F);
        } else if (code >= Format.BIN8 && code < Format.NEGATIVE) {
            skipLong(code);
        }
    }

    private void skipLong(int code) {
        switch (code) {
            case Format.BIN8, Format.STR8 -> input.skip(input.uint8());
            case Format.BIN16, Format.STR16 -> input.skip(input.uint16());
            case Format.BIN32, Format.STR32 -> input.skip(input.length32());
            case Format.EXT8 -> skipExtension(input.uint8());
            case Format.EXT16 -> skipExtension(input.uint16());
            case Format.EXT32 -> skipExtension(input.length32());
            case Format.FIXEXT1, Format.FIXEXT2, Format.FIXEXT4, Format.FIXEXT8, Format.FIXEXT16 ->
                skipExtension(1 << (code - Format.FIXEXT1));
            case Format.ARRAY16 -> values += input.uint16();
            case Format.ARRAY32 -> values += input.length32();
            case Format.MAP16 -> values += 2L * input.uint16();
            case Format.MAP32 -> values += 2L * input.length32();
            case Format.UINT8, Format.INT8 -> input.skip(Byte.BYTES);
            case Format.UINT16, Format.INT16 -> input.skip(Short.BYTES);
            case Format.UINT32, Format.INT32, Format.FLOAT32 -> input.skip(Integer.BYTES);
            default -> input.skip(Long.BYTES);
        }
    }

    private void skipExtension(int length) {
        if (input.uint8() == Extension.REFERENCE && length == Long.BYTES) {
            imports.reference(input.int64());
        } else {
            input.skip(length);
        }
    }
}

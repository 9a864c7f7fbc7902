package org.pybridge.wire;

/** Writes the first bytes of values, each as short as it can be. */
final class Headers {
    private Headers() {}

    static void integer(long value, WireBuffer to) {
        if (value >= 0) {
            natural(value, to);
        } else if (value >= -32) {
            to.int8((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            to.int8(Format.INT8);
            to.int8((int) value);
        } else if (value >= Short.MIN_VALUE) {
            to.int8(Format.INT16);
            to.int16((int) value);
        } else if (value >= Integer.MIN_VALUE) {
            to.int8(Format.INT32);
            to.int32((int) value);
        } else {
            to.int8(Format.INT64);
            to.int64(value);
        }
    }

    private static void natural(long value, WireBuffer to) {
        if (value < Format.FIXMAP) {
            to.int8((int) value);
        } else if (value < 1L << 8) {
            to.int8(Format.UINT8);
            to.int8((int) value);
        } else if (value < 1L << 16) {
            to.int8(Format.UINT16);
            to.int16((int) value);
        } else if (value < 1L << 32) {
            to.int8(Format.UINT32);
            to.int32((int) value);
        } else {
            to.int8(Format.UINT64);
            to.int64(value);
        }
    }

    static void string(int length, WireBuffer to) {
        if (length < 32) {
            to.int8(Format.FIXSTR | length);
        } else if (length < 1 << 8) {
            to.int8(Format.STR8);
            to.int8(length);
        } else {
            sized(length, Format.STR16, Format.STR32, to);
        }
    }

    static void binary(int length, WireBuffer to) {
        if (length < 1 << 8) {
            to.int8(Format.BIN8);
            to.int8(length);
        } else {
            sized(length, Format.BIN16, Format.BIN32, to);
        }
    }

    static void array(int length, WireBuffer to) {
        if (length < 16) {
            to.int8(Format.FIXARRAY | length);
        } else {
            sized(length, Format.ARRAY16, Format.ARRAY32, to);
        }
    }

    static void map(int length, WireBuffer to) {
        if (length < 16) {
            to.int8(Format.FIXMAP | length);
        } else {
            sized(length, Format.MAP16, Format.MAP32, to);
        }
    }

    static void extension(int type, int length, WireBuffer to) {
        switch (length) {
            case 1 -> to.int8(Format.FIXEXT1);
            case 2 -> to.int8(Format.FIXEXT2);
            case 4 -> to.int8(Format.FIXEXT4);
            case 8 -> to.int8(Format.FIXEXT8);
            case 16 -> to.int8(Format.FIXEXT16);
            default -> {
                if (length < 1 << 8) {
                    to.int8(Format.EXT8);
                    to.int8(length);
                } else {
                    sized(length, Format.EXT16, Format.EXT32, to);
                }
            }
        }
        to.int8(type);
    }

    private static void sized(int length, int code16, int code32, WireBuffer to) {
        if (length < 1 << 16) {
            to.int8(code16);
            to.int16(length);
        } else {
            to.int8(code32);
            to.int32(length);
        }
    }
}

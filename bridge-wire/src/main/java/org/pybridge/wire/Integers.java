package org.pybridge.wire;

/** Reads the integers of MessagePack that are a {@code long}. */
final class Integers {
    private Integers() {}

    static boolean isCode(int code) {
        return code < Format.FIXMAP || code >= Format.NEGATIVE || (code >= Format.UINT8 && code <= Format.INT64);
    }

    /** Tells whether a {@code long} comes next. */
    static boolean isNext(WireInput input) {
        int code = input.peek(0);
        return isCode(code) && (code != Format.UINT64 || input.peek(1) < 0x80);
    }

    static long read(int code, WireInput input) {
        return switch (code) {
            case Format.UINT8 -> input.uint8();
            case Format.UINT16 -> input.uint16();
            case Format.UINT32 -> Integer.toUnsignedLong(input.int32());
            case Format.INT8 -> (byte) input.uint8();
            case Format.INT16 -> (short) input.uint16();
            case Format.INT32 -> input.int32();
            case Format.UINT64, Format.INT64 -> input.int64();
            default -> (byte) code;
        };
    }
}

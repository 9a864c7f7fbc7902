package org.pybridge.cpython;

import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.util.HexFormat;

/** Ints beyond {@code long}, through their hexadecimal digits: neither side takes more than linear time for these, or limits how many. */
final class BigIntegers {
    private static final int HEXADECIMAL = 16;

    private BigIntegers() {}

    /** Makes an int, a new reference. */
    static long make(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return PythonRaised.required(ValueApi.intOf(value.longValue()));
        }
        String digits = HexFormat.of().formatHex(value.abs().toByteArray());
        try (Arena arena = Arena.ofConfined()) {
            long text = arena.allocateFrom(value.signum() < 0 ? "-" + digits : digits)
                    .address();
            return PythonRaised.required(ValueApi.intOfText(text, 0, HEXADECIMAL));
        }
    }

    /** Reads an int. */
    static BigInteger read(long object) {
        long written = PythonRaised.required(ValueApi.digits(object, HEXADECIMAL));
        try {
            String text = Texts.read(written);
            boolean negative = text.charAt(0) == '-';
            String digits = text.substring(negative ? 3 : 2);
            String whole = digits.length() % 2 == 0 ? digits : "0" + digits;
            return new BigInteger(negative ? -1 : 1, HexFormat.of().parseHex(whole));
        } finally {
            ObjectApi.decRefOfPlain(written);
        }
    }
}

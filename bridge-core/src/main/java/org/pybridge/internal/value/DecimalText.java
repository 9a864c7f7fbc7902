package org.pybridge.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads decimal numbers in less than quadratic time, which Java's own constructors take: a million digits in a second, not in a minute. */
public final class DecimalText {
    /** Up to here, Java's own are as fast. */
    private static final int SHORT = 2000;

    private DecimalText() {}

    /**
     * Reads a number.
     *
     * @param text as {@code str} of a finite {@code decimal.Decimal} gives it
     * @return the number with the same digits and exponent
     * @throws NumberFormatException when it is no such text, or its exponent is beyond Java's
     */
    public static BigDecimal parse(String text) {
        if (text.length() <= SHORT) {
            return new BigDecimal(text);
        }
        int exponentAt = Math.max(text.indexOf('E'), text.indexOf('e'));
        String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
        long exponent = exponentAt < 0 ? 0 : Long.parseLong(text.substring(exponentAt + 1));
        boolean signed = mantissa.startsWith("-") || mantissa.startsWith("+");
        String digits = signed ? mantissa.substring(1) : mantissa;
        int point = digits.indexOf('.');
        long scale = -exponent;
        if (point >= 0) {
            scale += digits.length() - point - 1;
            digits = digits.substring(0, point) + digits.substring(point + 1);
        }
        if (scale != (int) scale) {
            throw new NumberFormatException("the exponent " + exponent + " is out of range");
        }
        BigInteger magnitude = integer(digits, 0, digits.length());
        return new BigDecimal(mantissa.startsWith("-") ? magnitude.negate() : magnitude, (int) scale);
    }

    /** Reads halves and joins them: a product costs less than the square of its length. */
    private static BigInteger integer(String digits, int from, int to) {
        if (to - from <= SHORT) {
            return unsigned(digits.substring(from, to));
        }
        int low = (to - from) / 2;
        BigInteger high = integer(digits, from, to - low);
        return high.multiply(BigInteger.TEN.pow(low)).add(integer(digits, to - low, to));
    }

    private static BigInteger unsigned(String digits) {
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException("a sign among the digits");
        }
        return new BigInteger(digits);
    }
}

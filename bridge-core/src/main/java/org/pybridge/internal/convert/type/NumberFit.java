package org.pybridge.internal.convert.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Fits Python numbers to Java's number types, exactly or not at all. A Python bool is no number. */
public final class NumberFit {
    /** Every integer up to here has a double of its own. */
    private static final long EXACT_DOUBLES = 1L << 53;

    private NumberFit() {}

    public static long integer(@Nullable Object value, long min, long max, String to) {
        if (!(value instanceof Long) && !(value instanceof Integer)) {
            throw ConversionErrors.of(value, to);
        }
        long number = ((Number) value).longValue();
        if (number < min || number > max) {
            throw ConversionErrors.of(value, to);
        }
        return number;
    }

    public static BigInteger bigInteger(@Nullable Object value, String to) {
        return value instanceof BigInteger big
                ? big
                : BigInteger.valueOf(integer(value, Long.MIN_VALUE, Long.MAX_VALUE, to));
    }

    /** From Decimal and int; a float's decimal digits are not what Python shows, so it is none. */
    public static BigDecimal bigDecimal(@Nullable Object value) {
        if (value instanceof Double) {
            throw ConversionErrors.of(value, "BigDecimal")
                    .explained(
                            "the digits that Python shows of a float are not its value; give a decimal.Decimal, or read it as double",
                            null);
        }
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(bigInteger(value, "BigDecimal"));
    }

    public static double real(@Nullable Object value, String to) {
        if (value instanceof Double number) {
            return number;
        }
        BigInteger integer = bigInteger(value, to);
        double number = integer.doubleValue();
        if (integer.bitLength() > 53 && !isExactly(number, integer)) {
            throw ConversionErrors.of(value, to);
        }
        return number;
    }

    public static double real(long value, String to) {
        return value >= -EXACT_DOUBLES && value <= EXACT_DOUBLES ? value : real((Object) value, to);
    }

    private static boolean isExactly(double number, BigInteger integer) {
        return !Double.isInfinite(number)
                && new BigDecimal(number).toBigIntegerExact().equals(integer);
    }

    public static float single(@Nullable Object value) {
        double number = real(value, "float");
        float narrowed = (float) number;
        if (Double.compare(narrowed, number) != 0) {
            throw ConversionErrors.of(value, "float")
                    .explained("Java's float has 24 bits and would round it, read it as double", null);
        }
        return narrowed;
    }

    public static Number any(@Nullable Object value) {
        if (value instanceof Integer integer) {
            return integer.longValue();
        }
        if (value instanceof Number number) {
            return number;
        }
        throw ConversionErrors.of(value, "Number");
    }
}

package org.pybridge.convert;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;

/** Fits Python numbers to Java's number types, exactly or not at all. A Python bool is no number. */
final class NumberFit {
    private NumberFit() {}

    static long integer(@Nullable Object value, long min, long max, String to) {
        if (!(value instanceof Long) && !(value instanceof Integer)) {
            throw misfit(value, to);
        }
        long number = ((Number) value).longValue();
        if (number < min || number > max) {
            throw misfit(value, to);
        }
        return number;
    }

    static BigInteger bigInteger(@Nullable Object value) {
        return value instanceof BigInteger big
                ? big
                : BigInteger.valueOf(integer(value, Long.MIN_VALUE, Long.MAX_VALUE, "BigInteger"));
    }

    static double real(@Nullable Object value, String to) {
        if (value instanceof Double number) {
            return number;
        }
        double number = bigIntegerOr(value, to).doubleValue();
        if (Double.isInfinite(number)
                || !new java.math.BigDecimal(number).toBigIntegerExact().equals(bigIntegerOr(value, to))) {
            throw misfit(value, to);
        }
        return number;
    }

    static float single(@Nullable Object value) {
        double number = real(value, "float");
        float narrowed = (float) number;
        if (Double.compare(narrowed, number) != 0) {
            throw misfit(value, "float");
        }
        return narrowed;
    }

    private static BigInteger bigIntegerOr(@Nullable Object value, String to) {
        return value instanceof BigInteger big
                ? big
                : BigInteger.valueOf(integer(value, Long.MIN_VALUE, Long.MAX_VALUE, to));
    }

    static ConversionException misfit(@Nullable Object value, String to) {
        return ConversionException.ofResult(describe(value), to);
    }

    private static String describe(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        String text = String.valueOf(value);
        String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return pythonType(value) + " " + shown;
    }

    private static String pythonType(Object value) {
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof String) {
            return "str";
        }
        return value instanceof Number ? "int" : value.getClass().getSimpleName();
    }
}

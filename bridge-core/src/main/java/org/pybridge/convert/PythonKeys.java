package org.pybridge.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;

/** What Python demands of the keys of a dict and the elements of a set: a hash, and being different in Python's eyes too. */
final class PythonKeys {
    private PythonKeys() {}

    static void checkHashable(@Nullable Object natural, String role) {
        if (natural instanceof PyTuple tuple) {
            tuple.forEach(element -> checkHashable(element, role));
        } else if (isUnhashable(natural)) {
            throw ConversionException.ofArgument(
                    ConversionErrors.describe(natural),
                    role,
                    "Python cannot hash it, use a PyTuple or a scalar instead");
        }
    }

    private static boolean isUnhashable(@Nullable Object natural) {
        return natural instanceof List
                || natural instanceof Set
                || natural instanceof Map
                || (natural != null && natural.getClass().isArray() && !(natural instanceof byte[]));
    }

    /** Python finds 1, 1.0 and True equal, Java does not; only keys of several such types can clash. */
    static void checkDistinct(Collection<?> keys) {
        if (!areMixed(keys)) {
            return;
        }
        Set<Object> seen = new HashSet<>();
        for (Object key : keys) {
            if (isNumber(key) && !seen.add(pythonNumber(key))) {
                throw ConversionException.ofArgument(
                        "the key " + ConversionErrors.describe(key),
                        "Python",
                        "another key is equal to it there, as 1, 1.0 and True are");
            }
        }
    }

    private static boolean areMixed(Collection<?> keys) {
        Class<?> first = null;
        for (Object key : keys) {
            if (isNumber(key)) {
                if (first != null && key.getClass() != first) {
                    return true;
                }
                first = key.getClass();
            }
        }
        return false;
    }

    private static boolean isNumber(@Nullable Object key) {
        return key instanceof Boolean || key instanceof Number;
    }

    /** The same object for the numbers that Python finds equal. */
    private static Object pythonNumber(Object key) {
        if (key instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (key instanceof Double number) {
            return Double.isFinite(number) ? new BigDecimal(number).stripTrailingZeros() : number;
        }
        BigDecimal exact = key instanceof BigDecimal decimal ? decimal : new BigDecimal(integer(key));
        return exact.stripTrailingZeros();
    }

    private static BigInteger integer(Object key) {
        return key instanceof BigInteger big ? big : BigInteger.valueOf(((Number) key).longValue());
    }
}

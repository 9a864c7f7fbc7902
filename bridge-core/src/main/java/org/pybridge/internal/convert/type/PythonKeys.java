package org.pybridge.internal.convert.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.PyTuple;
import org.pybridge.spi.FrozenSet;

/** What Python demands of the keys of a dict and the elements of a set: a hash, and being different in Python's eyes too. */
public final class PythonKeys {
    private PythonKeys() {}

    /** Gives the value as one that Python can hash: a set becomes a frozen one, a tuple one of such elements. */
    public static @Nullable Object hashable(@Nullable Object natural, String role) {
        if (natural instanceof PyTuple tuple) {
            return hashable(tuple, role);
        }
        if (natural instanceof Set<?> set) {
            // What is in it was made hashable when it was encoded.
            return set instanceof FrozenSet ? set : new FrozenSet(set);
        }
        if (isUnhashable(natural)) {
            throw ConversionException.ofArgument(
                    ConversionErrors.describe(natural),
                    role,
                    "Python cannot hash it, use a PyTuple, a Set or a scalar instead");
        }
        return natural;
    }

    private static PyTuple hashable(PyTuple tuple, String role) {
        @Nullable Object[] elements = new Object[tuple.size()];
        boolean same = true;
        for (int i = 0; i < elements.length; i++) {
            elements[i] = hashable(tuple.get(i), role);
            same &= elements[i] == tuple.get(i);
        }
        return same ? tuple : PyTuple.of(elements);
    }

    private static boolean isUnhashable(@Nullable Object natural) {
        return natural instanceof List
                || natural instanceof Map
                || (natural != null && natural.getClass().isArray() && !(natural instanceof byte[]));
    }

    /**
     * Python finds 1, 1.0 and True equal, Java does not; only keys of several such types can clash, and tuples and sets that have such
     * ones inside.
     */
    public static void checkDistinct(Collection<?> keys) {
        if (!areMixed(keys)) {
            return;
        }
        Set<Object> seen = new HashSet<>();
        for (Object key : keys) {
            if (isEqualToOthers(key) && !seen.add(inPython(key))) {
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
            if (isContainer(key)) {
                return true;
            }
            if (isNumber(key)) {
                if (first != null && key.getClass() != first) {
                    return true;
                }
                first = key.getClass();
            }
        }
        return false;
    }

    private static boolean isEqualToOthers(@Nullable Object key) {
        return isNumber(key) || isContainer(key);
    }

    private static boolean isContainer(@Nullable Object key) {
        return key instanceof PyTuple || key instanceof Set;
    }

    /** The same object for what Python finds equal. */
    private static @Nullable Object inPython(@Nullable Object key) {
        if (key instanceof PyTuple tuple) {
            List<@Nullable Object> elements = new ArrayList<>();
            tuple.forEach(element -> elements.add(inPython(element)));
            return elements;
        }
        if (key instanceof Set<?> set) {
            Set<@Nullable Object> elements = new HashSet<>();
            set.forEach(element -> elements.add(inPython(element)));
            return elements;
        }
        return key != null && isNumber(key) ? pythonNumber(key) : key;
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

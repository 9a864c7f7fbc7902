package org.pybridge.internal.convert.callback;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.type.PythonName;
import org.pybridge.internal.convert.type.Reader;

/** The parameters of a Java method that Python calls: puts Python's arguments in their places, by position and by name. Immutable. */
public final class Parameters {
    private final String function;
    private final List<Slot> slots;
    private final boolean varargs;

    /** One parameter; that of varargs reads a single element. */
    private record Slot(String javaName, String pythonName, Class<?> type, Reader reader) {
        boolean isNamed(String name) {
            return name.equals(pythonName) || name.equals(javaName);
        }

        boolean isOptional() {
            return type == Optional.class
                    || type == OptionalInt.class
                    || type == OptionalLong.class
                    || type == OptionalDouble.class;
        }

        @Nullable
        Object read(@Nullable Object natural) {
            try {
                return reader.read(natural);
            } catch (ConversionException misfit) {
                throw misfit.inside("." + javaName);
            }
        }

        /** Reads one of the elements of varargs. */
        @Nullable
        Object read(@Nullable Object natural, int index) {
            try {
                return reader.read(natural);
            } catch (ConversionException misfit) {
                throw misfit.inside("." + javaName + "[" + index + "]");
            }
        }
    }

    Parameters(Method method, List<JavaType> types, Function<JavaType, Reader> readers) {
        this.function = PythonName.of(method);
        this.varargs = method.isVarArgs();
        List<Slot> made = new ArrayList<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            boolean rest = varargs && i == parameters.length - 1;
            JavaType type = rest ? types.get(i).getContentType() : types.get(i);
            made.add(new Slot(
                    parameters[i].getName(), PythonName.of(parameters[i]), type.getRawClass(), readers.apply(type)));
        }
        this.slots = List.copyOf(made);
    }

    boolean accepts(int count) {
        return count >= fewest() && (varargs || count <= slots.size());
    }

    private int fixed() {
        return varargs ? slots.size() - 1 : slots.size();
    }

    /** Only optional parameters at the end can be left out. */
    private int fewest() {
        int fewest = fixed();
        while (fewest > 0 && slots.get(fewest - 1).isOptional()) {
            fewest--;
        }
        return fewest;
    }

    @Nullable
    Object[] bind(List<@Nullable Object> arguments, Map<String, @Nullable Object> named) {
        int fixed = fixed();
        if (arguments.size() > fixed && !varargs) {
            throw wrong("takes " + fixed + " arguments, " + arguments.size() + " were given");
        }
        @Nullable Object[] bound = new Object[slots.size()];
        int positional = Math.min(arguments.size(), fixed);
        for (int i = 0; i < positional; i++) {
            bound[i] = slots.get(i).read(arguments.get(i));
        }
        if (positional < fixed || !named.isEmpty()) {
            boolean[] given = new boolean[fixed];
            Arrays.fill(given, 0, positional, true);
            named.forEach((name, natural) -> bindNamed(name, natural, bound, given));
            fillMissing(bound, given);
        }
        if (varargs) {
            bound[fixed] = rest(arguments);
        }
        return bound;
    }

    private void bindNamed(String name, @Nullable Object natural, @Nullable Object[] bound, boolean[] given) {
        for (int i = 0; i < fixed(); i++) {
            if (slots.get(i).isNamed(name)) {
                if (given[i]) {
                    throw wrong("got several values for " + name);
                }
                bound[i] = slots.get(i).read(natural);
                given[i] = true;
                return;
            }
        }
        throw wrong("has no parameter " + name);
    }

    private void fillMissing(@Nullable Object[] bound, boolean[] given) {
        for (int i = 0; i < fixed(); i++) {
            if (!given[i]) {
                if (!slots.get(i).isOptional()) {
                    throw wrong("misses the argument " + slots.get(i).pythonName());
                }
                bound[i] = slots.get(i).reader().read(null);
            }
        }
    }

    private Object rest(List<@Nullable Object> arguments) {
        Slot slot = slots.get(fixed());
        int count = Math.max(0, arguments.size() - fixed());
        Object rest = Array.newInstance(slot.type(), count);
        for (int i = 0; i < count; i++) {
            Array.set(rest, i, slot.read(arguments.get(fixed() + i), i));
        }
        return rest;
    }

    private WrongArgumentsException wrong(String what) {
        return new WrongArgumentsException(this + " " + what);
    }

    @Override
    public String toString() {
        String[] names = slots.stream().map(Slot::pythonName).toArray(String[]::new);
        if (varargs) {
            names[fixed()] = "*" + names[fixed()];
        }
        return function + "(" + String.join(", ", Arrays.asList(names)) + ")";
    }
}

package org.pybridge.internal.convert.callback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyTuple;
import org.pybridge.internal.convert.type.ConversionErrors;

/**
 * Tells of a lambda that got other types than it was written for. Java keeps none of a lambda's types, so its arguments arrive as what
 * they are in Python, and the first thing the lambda does is to fail at that.
 */
final class ErasedTypes {
    private static final String METHOD_HANDLES = "java.lang.invoke.";

    private ErasedTypes() {}

    /**
     * Explains a failure of a function, if no code of the user's had begun.
     *
     * @param thrown what the function threw
     * @param function the function, as Python sees it
     * @param bound what it got
     */
    static Optional<RuntimeException> explain(Throwable thrown, Object function, @Nullable Object[] bound) {
        if (!(thrown instanceof ClassCastException cast) || !cameBeforeTheCode(cast)) {
            return Optional.empty();
        }
        List<String> arrived = new ArrayList<>();
        for (Object argument : bound) {
            arrived.add(argument == null ? "None as null" : ConversionErrors.kind(argument) + " as " + name(argument));
        }
        return Optional.of(new WrongArgumentsException(
                function + " got " + String.join(", ", arrived) + " and was written for other types: "
                        + shortened(cast)
                        + ". Java does not know the types of a lambda. Declare those that arrive, as in "
                        + "Function<Long, Long>, or pass a class that implements the interface with its types, or a "
                        + "PyCallback, whose arguments are read with as(Integer.class)",
                cast));
    }

    private static boolean cameBeforeTheCode(ClassCastException cast) {
        for (StackTraceElement frame : cast.getStackTrace()) {
            String type = frame.getClassName();
            if (type.equals(JavaFunction.class.getName())) {
                return true;
            }
            if (!type.startsWith(METHOD_HANDLES) && !type.contains("$$Lambda")) {
                return false;
            }
        }
        // Where it is thrown often, the JVM makes it without a stack.
        return cast.getStackTrace().length == 0;
    }

    private static String name(Object argument) {
        return Stream.<Class<?>>of(PyTuple.class, List.class, Set.class, Map.class)
                .filter(type -> type.isInstance(argument))
                .findFirst()
                .map(Class::getSimpleName)
                .orElse(argument.getClass().getSimpleName());
    }

    /** Without the modules and loaders that the JVM names in brackets. */
    private static String shortened(ClassCastException cast) {
        String message = String.valueOf(cast.getMessage());
        int details = message.indexOf(" (");
        return details < 0 ? message : message.substring(0, details);
    }
}

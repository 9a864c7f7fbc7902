package org.pybridge.internal.convert.type;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the one functional interface that a class implements, as lambdas and function objects do. */
public final class FunctionalInterfaces {
    private FunctionalInterfaces() {}

    public static boolean isFunction(Class<?> type) {
        return isMeant(type) && of(type).isPresent();
    }

    /** Whether the class says that it is a function: a lambda, or of an interface that is declared as functional. */
    public static boolean isDeclaredFunction(Class<?> type) {
        return isFunction(type)
                && of(type).filter(functional -> isLambda(type) || isAnnotated(functional))
                        .isPresent();
    }

    /** Some of Java's comparators are enums, and still nobody means their names. */
    public static boolean isComparator(Class<?> type) {
        return Comparator.class.isAssignableFrom(type) && isFunction(type);
    }

    /** A LocalDate adjusts dates and a Thread can be run, but that is not what they are. */
    private static boolean isMeant(Class<?> type) {
        return !isJavas(type) || isLambda(type) || Comparator.class.isAssignableFrom(type);
    }

    private static boolean isLambda(Class<?> type) {
        return type.isHidden() || type.isSynthetic();
    }

    public static Optional<Class<?>> of(Class<?> type) {
        Set<Class<?>> all = Ancestors.interfacesOf(type);
        List<Class<?>> functional =
                all.stream().filter(FunctionalInterfaces::counts).toList();
        // UnaryOperator is a Function too: the most special interface stands for those that it extends.
        List<Class<?>> special = functional.stream()
                .filter(each -> functional.stream().noneMatch(other -> other != each && each.isAssignableFrom(other)))
                .toList();
        return special.size() == 1 ? Optional.of(special.get(0)) : Optional.empty();
    }

    /** Java's own interfaces count when they are meant as functions; {@code Comparable} and {@code AutoCloseable} are not. */
    private static boolean counts(Class<?> type) {
        return methods(type).size() == 1 && (isAnnotated(type) || !isJavas(type));
    }

    private static boolean isAnnotated(Class<?> type) {
        return type.isAnnotationPresent(FunctionalInterface.class);
    }

    public static boolean isJavas(Class<?> type) {
        return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
    }

    /**
     * Gives the method that a functional interface wants implemented.
     *
     * @param functional the interface
     * @return its one abstract method
     */
    public static Method method(Class<?> functional) {
        return methods(functional).get(0);
    }

    private static List<Method> methods(Class<?> type) {
        List<Method> wanted = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isObjects(method))
                .toList();
        // An overridden method of a parent interface is still listed when its return type or parameters were generic.
        return wanted.stream()
                .filter(method -> wanted.stream().noneMatch(other -> overrides(other, method)))
                .toList();
    }

    private static boolean overrides(Method special, Method general) {
        return special != general
                && special.getName().equals(general.getName())
                && special.getParameterCount() == general.getParameterCount()
                && special.getDeclaringClass() != general.getDeclaringClass()
                && general.getDeclaringClass().isAssignableFrom(special.getDeclaringClass());
    }

    public static boolean isObjects(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(objects -> objects.getName().equals(method.getName())
                        && Arrays.equals(objects.getParameterTypes(), method.getParameterTypes()));
    }
}

package org.pybridge.convert;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;

/** Tells which classes are left to Jackson: those that carry its annotations, and JavaBeans. */
final class JacksonTypes {
    private JacksonTypes() {}

    static boolean isJacksons(Class<?> type) {
        return isAnnotated(type) || isBean(type);
    }

    /** Whether the class, a parent or one of their members carries an annotation of Jackson's. */
    static boolean isAnnotated(Class<?> type) {
        return !isForeign(type) && Ancestors.of(type).stream().anyMatch(JacksonTypes::carriesAnnotation);
    }

    private static boolean carriesAnnotation(Class<?> type) {
        if (FunctionalInterfaces.isJavas(type)) {
            return false;
        }
        Stream<AnnotatedElement> members = Stream.of(
                        new AnnotatedElement[] {type},
                        type.getDeclaredFields(),
                        type.getDeclaredMethods(),
                        type.getDeclaredConstructors())
                .flatMap(Arrays::stream);
        return members.flatMap(member -> Arrays.stream(member.getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(JacksonAnnotation.class));
    }

    /** Whether the class has a public constructor without parameters, and a property that can be read and written. */
    static boolean isBean(Class<?> type) {
        return !isForeign(type)
                && !type.isInterface()
                && !Modifier.isAbstract(type.getModifiers())
                && !type.isEnum()
                && Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0)
                && Arrays.stream(type.getMethods()).anyMatch(method -> isGetterWithSetter(type, method));
    }

    private static boolean isGetterWithSetter(Class<?> type, Method getter) {
        String property = property(getter);
        return !property.isEmpty()
                && Arrays.stream(type.getMethods())
                        .anyMatch(setter -> setter.getName().equals("set" + property)
                                && Arrays.equals(setter.getParameterTypes(), new Class<?>[] {getter.getReturnType()}));
    }

    private static String property(Method getter) {
        if (getter.getParameterCount() > 0 || Modifier.isStatic(getter.getModifiers())) {
            return "";
        }
        String name = getter.getName();
        if (name.startsWith("get")) {
            return name.substring(3);
        }
        return name.startsWith("is") && getter.getReturnType() == boolean.class ? name.substring(2) : "";
    }

    /** Java's own classes and Jackson's trees look like beans here and there, but are none. */
    private static boolean isForeign(Class<?> type) {
        return type.isPrimitive()
                || type.isArray()
                || FunctionalInterfaces.isJavas(type)
                || JsonNode.class.isAssignableFrom(type);
    }
}

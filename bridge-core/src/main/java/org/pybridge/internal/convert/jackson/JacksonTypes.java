package org.pybridge.internal.convert.jackson;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.pybridge.internal.convert.type.Ancestors;
import org.pybridge.internal.convert.type.FunctionalInterfaces;

/** Tells which classes are left to Jackson: those that carry its annotations. */
public final class JacksonTypes {
    private JacksonTypes() {}

    /** Whether the class, a parent or one of their members carries an annotation of Jackson's. */
    public static boolean isAnnotated(Class<?> type) {
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
        Stream<Annotation> ofParameters = Stream.of(
                        new Executable[][] {type.getDeclaredConstructors(), type.getDeclaredMethods()})
                .flatMap(executables -> Arrays.stream(executables))
                .flatMap(executable -> Arrays.stream(executable.getParameterAnnotations()))
                .flatMap(Arrays::stream);
        return Stream.concat(members.flatMap(member -> Arrays.stream(member.getAnnotations())), ofParameters)
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(JacksonAnnotation.class));
    }

    /** Java's own classes and Jackson's trees look like beans here and there, but are none. */
    public static boolean isForeign(Class<?> type) {
        return type.isPrimitive()
                || type.isArray()
                || (isJavas(type) && !Proxy.isProxyClass(type))
                || JsonNode.class.isAssignableFrom(type)
                || Json3.isTree(type);
    }

    private static boolean isJavas(Class<?> type) {
        return FunctionalInterfaces.isJavas(type)
                || Stream.of("jdk.", "sun.", "com.sun.").anyMatch(type.getName()::startsWith);
    }
}

package org.pybridge.convert;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import org.pybridge.PyName;

/** The name that something of Java's has in Python: what {@link PyName} says, else Java's name in snake_case. */
final class PythonName {
    private PythonName() {}

    static String of(RecordComponent component) {
        return of(component, component.getName());
    }

    static String of(Method method) {
        return of(method, method.getName());
    }

    static String of(Parameter parameter) {
        return of(parameter, parameter.getName());
    }

    private static String of(AnnotatedElement element, String javaName) {
        PyName given = element.getAnnotation(PyName.class);
        return given != null ? given.value() : SnakeCase.of(javaName);
    }
}

package org.pybridge.internal.convert.type;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import org.pybridge.PyName;
import org.pybridge.internal.support.SnakeCase;

/** The name that something of Java's has in Python: what {@link PyName} says, else Java's name in snake_case. */
public final class PythonName {
    private PythonName() {}

    /**
     * Names a record component.
     *
     * @param component the record component
     * @return its name in Python
     */
    public static String of(RecordComponent component) {
        return of(component, component.getName());
    }

    /**
     * Names a method.
     *
     * @param method the method
     * @return its name in Python
     */
    public static String of(Method method) {
        return of(method, method.getName());
    }

    /**
     * Names a parameter.
     *
     * @param parameter the parameter
     * @return its name in Python
     */
    public static String of(Parameter parameter) {
        return of(parameter, parameter.getName());
    }

    public static String of(AnnotatedElement element, String javaName) {
        PyName given = element.getAnnotation(PyName.class);
        return given != null ? given.value() : SnakeCase.of(javaName);
    }
}

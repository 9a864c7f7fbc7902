package org.pybridge;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the Python name of a method, a parameter or a record component where the rule (camelCase is snake_case) does not. A parameter
 * with this annotation is passed by name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface PyName {

    /**
     * The name in Python.
     *
     * @return the name
     */
    String value();
}

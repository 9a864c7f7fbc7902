package org.pybridge;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the Python module that an interface binds to, or an object in it as {@code package.module:object}.
 *
 * <pre>{@code
 * @PyModule("statistics")
 * interface Statistics {
 *     double mean(List<Double> data);
 * }
 *
 * double mean = python.bind(Statistics.class).mean(List.of(1.0, 2.0));
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PyModule {

    /**
     * The module, as {@code cities} or {@code package.module:object}.
     *
     * @return the entry point
     */
    String value();
}

package org.pybridge;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Limits how long Python may run in a call of a bound method, or in one of each method of an interface. A method's own limit holds
 * rather than its interface's, and either rather than that of the session or of Python. A method that returns an iterator or a stream has
 * the limit for each step.
 *
 * <pre>{@code
 * @PyModule("cities")
 * @PyTimeout(5)
 * interface Cities {
 *     @PyTimeout(value = 200, unit = TimeUnit.MILLISECONDS)
 *     City nearest(double latitude, double longitude);
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PyTimeout {

    /**
     * The limit.
     *
     * @return a number of units, at least 1
     */
    long value();

    /**
     * The unit of the limit.
     *
     * @return the unit, seconds by default
     */
    TimeUnit unit() default TimeUnit.SECONDS;
}

package org.pybridge.internal.observe;

import java.lang.reflect.Type;
import java.util.List;

/** A conversion that is recorded, from its begin to its end. Used by one thread. */
public final class TimedConversion {
    private final ConversionEvent event = new ConversionEvent();

    private TimedConversion(boolean toPython) {
        event.toPython = toPython;
        event.begin();
    }

    /**
     * Tells whether conversions are recorded now.
     *
     * @return true when they have to be measured
     */
    public static boolean isWanted() {
        return FlightRecorder.wantsConversions();
    }

    /**
     * Begins to measure the conversion of arguments.
     *
     * @return the measurement
     */
    public static TimedConversion toPython() {
        return new TimedConversion(true);
    }

    /**
     * Begins to measure the conversion of a result.
     *
     * @return the measurement
     */
    public static TimedConversion fromPython() {
        return new TimedConversion(false);
    }

    /**
     * The conversion to Python has ended.
     *
     * @param values what was converted
     */
    public void ended(List<?> values) {
        event.end();
        if (event.shouldCommit()) {
            event.type = types(values);
            event.commit();
        }
    }

    /**
     * The conversion to a Java type has ended.
     *
     * @param type the type
     */
    public void ended(Type type) {
        event.end();
        if (event.shouldCommit()) {
            event.type = type.getTypeName();
            event.commit();
        }
    }

    private static String types(List<?> values) {
        return String.join(
                ", ",
                values.stream()
                        .limit(10)
                        .map(value -> value == null ? "null" : value.getClass().getTypeName())
                        .toList());
    }
}

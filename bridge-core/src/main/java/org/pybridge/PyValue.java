package org.pybridge;

import org.jspecify.annotations.Nullable;

/**
 * A value that came from Python. It is converted when you ask for a type, and every element is checked: a value that does not fit is
 * a {@link ConversionException}, never a rounded or shortened value.
 *
 * <p>A value that was copied to Java is immutable and thread-safe, and stays usable after Python has been closed; its {@code toString} is
 * Java's text of the value. What cannot be copied is {@linkplain #isLive() live}: a {@link PyObject}, which works as long as its
 * interpreter does.
 */
public interface PyValue {

    /**
     * Converts the value.
     *
     * @param type the wanted type, primitive or not; {@code Object.class} gives the type that fits best
     * @param <T> the wanted type
     * @return the converted value; null only for Python's {@code None} and a type that can be null
     * @throws ConversionException when the value, or an element inside, does not fit
     */
    <T> @Nullable T as(Class<T> type);

    /**
     * Converts the value to a generic type.
     *
     * @param type the wanted type, as {@code new TypeRef<Map<String, List<Point>>>() {}}
     * @param <T> the wanted type
     * @return the converted value; null only for Python's {@code None}
     * @throws ConversionException when the value, or an element inside, does not fit
     */
    <T> @Nullable T as(TypeRef<T> type);

    /**
     * Returns whether the value is an object in Python, a {@link PyObject}, rather than a copy.
     *
     * @return true when it needs its interpreter
     */
    boolean isLive();

    /**
     * Tells whether the value is Python's {@code None}.
     *
     * @return true when it is
     */
    boolean isNone();
}

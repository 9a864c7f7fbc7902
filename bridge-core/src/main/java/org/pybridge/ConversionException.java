package org.pybridge;

import org.jspecify.annotations.Nullable;

/**
 * A value does not fit the type that was asked for, or has no form on the other side. Nothing is rounded, cut or turned into text
 * instead.
 */
public final class ConversionException extends BridgeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_PATH = 700;
    private static final int SHOWN_PATH = 200;

    private final String path;
    private final String from;
    private final String to;
    private final String reason;

    private ConversionException(
            String path, String from, String to, String reason, @Nullable Throwable cause, boolean mayHaveRun) {
        super(path + ": " + from + " does not fit " + to + (reason.isEmpty() ? "" : ": " + reason), cause, mayHaveRun);
        this.path = path;
        this.from = from;
        this.to = to;
        this.reason = reason;
    }

    /**
     * Reports a result that does not fit.
     *
     * @param from the value and its type, in words
     * @param to the wanted type
     * @return the exception, at the root of the value
     */
    public static ConversionException ofResult(String from, String to) {
        return new ConversionException("$", from, to, "", null, true);
    }

    /**
     * Reports an argument that does not fit; Python has not run.
     *
     * @param from the value and its type, in words
     * @param to the Python type
     * @param reason why it does not fit and what to do
     * @return the exception, at the root of the value
     */
    public static ConversionException ofArgument(String from, String to, String reason) {
        return new ConversionException("$", from, to, reason, null, false);
    }

    /**
     * Adds why.
     *
     * @param why why the value does not fit, and what to do
     * @param because the exception behind it, or null
     * @return an exception that says so
     */
    public ConversionException explained(String why, @Nullable Throwable because) {
        return moved(path, why, because, mayHaveRun());
    }

    /**
     * Moves the exception one level up in the value that is being converted.
     *
     * @param step the way from the parent, as {@code [3]} or {@code .price}
     * @return an exception whose path begins with the step
     */
    public ConversionException inside(String step) {
        return moved(shortened("$" + step + path.substring(1)), reason, getCause(), mayHaveRun());
    }

    /** Of a path through a cycle, its beginning and its end say all. */
    private static String shortened(String path) {
        return path.length() <= LONGEST_PATH
                ? path
                : path.substring(0, SHOWN_PATH) + " ... " + path.substring(path.length() - SHOWN_PATH);
    }

    /**
     * Says that the value was converted while Python ran, as the result of a callback is.
     *
     * @return an exception whose {@link #mayHaveRun()} is true
     */
    public ConversionException whileRunning() {
        return moved(path, reason, getCause(), true);
    }

    private ConversionException moved(String path, String reason, @Nullable Throwable cause, boolean mayHaveRun) {
        ConversionException moved = new ConversionException(path, from, to, reason, cause, mayHaveRun);
        moved.setStackTrace(getStackTrace());
        return moved;
    }

    /**
     * Tells where the value is.
     *
     * @return a path such as {@code $.orders[3].price}
     */
    public String path() {
        return path;
    }

    /**
     * Describes the value.
     *
     * @return the value and its type, in words
     */
    public String from() {
        return from;
    }

    /**
     * Describes the wanted type.
     *
     * @return its name
     */
    public String to() {
        return to;
    }
}

package org.pybridge;

/**
 * A value does not fit the type that was asked for, or has no form on the other side. Nothing is rounded, cut or turned into text
 * instead.
 */
public final class ConversionException extends BridgeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String from;
    private final String to;

    private ConversionException(String path, String from, String to, boolean mayHaveRun) {
        super(path + ": " + from + " does not fit " + to, null, mayHaveRun);
        this.path = path;
        this.from = from;
        this.to = to;
    }

    /**
     * Reports a result that does not fit.
     *
     * @param from the value and its type, in words
     * @param to the wanted type
     * @return the exception, at the root of the value
     */
    public static ConversionException ofResult(String from, String to) {
        return new ConversionException("$", from, to, true);
    }

    /**
     * Moves the exception one level up in the value that is being converted.
     *
     * @param step the way from the parent, as {@code [3]} or {@code .price}
     * @return an exception whose path begins with the step
     */
    public ConversionException inside(String step) {
        ConversionException moved = new ConversionException("$" + step + path.substring(1), from, to, mayHaveRun());
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

package org.pybridge;

import org.jspecify.annotations.Nullable;

/** The source does not compile, so nothing of it ran. */
public final class PythonSyntaxException extends PythonException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String text;
    private final boolean incomplete;

    /**
     * Reports source that does not compile.
     *
     * @param error the {@code SyntaxError} as data
     * @param file the file name given with the code
     * @param line the line, counted from 1; 0 when Python does not know it
     * @param column the column, counted from 1; 0 when Python does not know it
     * @param text the text of the line, or null when it is not known
     * @param incomplete whether more input could make it right, as after {@code def f():}
     */
    public PythonSyntaxException(
            PyError error, String file, int line, int column, @Nullable String text, boolean incomplete) {
        super(error);
        this.file = file;
        this.line = line;
        this.column = column;
        this.text = text == null ? "" : text;
        this.incomplete = incomplete;
    }

    /**
     * Gives the file.
     *
     * @return the name given with the code
     */
    public String file() {
        return file;
    }

    /**
     * Gives the line.
     *
     * @return the line number, counted from 1; 0 when unknown
     */
    public int line() {
        return line;
    }

    /**
     * Gives the column.
     *
     * @return the column, counted from 1; 0 when unknown
     */
    public int column() {
        return column;
    }

    /**
     * Gives the line's text.
     *
     * @return the text without its line end; empty when unknown
     */
    public String text() {
        return text;
    }

    /**
     * Tells unfinished input from wrong input.
     *
     * @return true when more lines could make the source right
     */
    public boolean isIncomplete() {
        return incomplete;
    }
}

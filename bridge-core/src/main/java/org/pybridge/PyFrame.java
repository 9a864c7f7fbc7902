package org.pybridge;

/**
 * One line of a Python traceback.
 *
 * @param file the file name given when the code was compiled
 * @param line the line number, counted from 1; 0 when Python does not know it
 * @param function the function's name, or {@code <module>}
 * @param source the text of the line without its indentation, or an empty string when it is not known
 */
public record PyFrame(String file, int line, String function, String source) {

    /**
     * Gives the frame as Java prints its own.
     *
     * @return an element whose class is {@code <python>}
     */
    public StackTraceElement toStackTraceElement() {
        return new StackTraceElement("<python>", function, file, line);
    }
}

package org.pybridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.pybridge.internal.observe.LibraryFrames;

/**
 * One line of a Python traceback.
 *
 * @param file the file name given when the code was compiled
 * @param line the line number, counted from 1; 0 when Python does not know it
 * @param function the function's name, or {@code <module>}
 * @param source the text of the line without its indentation, or an empty string when it is not known
 */
public record PyFrame(String file, int line, String function, String source) {
    /** What makes a {@link StackTraceElement} leave the line out. */
    private static final int UNKNOWN_LINE = -1;

    /**
     * Gives the frame as Java prints its own.
     *
     * @return an element whose class is {@code <python>}
     */
    public StackTraceElement toStackTraceElement() {
        return new StackTraceElement("<python>", function, file, line == 0 ? UNKNOWN_LINE : line);
    }

    /** Puts Python's frames, outermost first, above Java's in a stack trace, without the library's own. */
    static StackTraceElement[] above(StackTraceElement[] java, List<PyFrame> python) {
        List<StackTraceElement> all = new ArrayList<>(python.size() + java.length);
        python.forEach(frame -> all.add(frame.toStackTraceElement()));
        Collections.reverse(all);
        all.addAll(Arrays.asList(LibraryFrames.cut(java)));
        return all.toArray(StackTraceElement[]::new);
    }
}

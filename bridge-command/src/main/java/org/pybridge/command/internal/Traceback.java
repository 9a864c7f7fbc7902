package org.pybridge.command.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;

/** Reads the traceback with which a Python program has ended from what it printed. */
public final class Traceback {
    private static final String HEADER = "Traceback (most recent call last):";
    private static final String CAUSE = "The above exception was the direct cause of the following exception:";
    private static final String CONTEXT = "During handling of the above exception, another exception occurred:";
    private static final Pattern FRAME = Pattern.compile("  File \"(.*)\", line (\\d+)(?:, in (.*))?");
    private static final Pattern ERROR = Pattern.compile("([A-Za-z_][\\w.]*)(?:: (.*))?");
    private static final int LONGEST_MESSAGE = 8 * 1024;

    private final List<String> lines;

    private Traceback(String text) {
        this.lines = text.lines().toList();
    }

    /** Finds the exception that ended a program, in all that it printed; empty when it ended otherwise. */
    public static Optional<PythonException> in(String printed) {
        return new Traceback(printed).last().map(PythonException::new);
    }

    private Optional<PyError> last() {
        int header = lines.lastIndexOf(HEADER);
        return Optional.ofNullable(header >= 0 ? chain(header, lines.size()) : error(firstFrameAtEnd(), lines.size()));
    }

    /** Reads the traceback at a header, and the one that stands above it as its origin. */
    private @Nullable PyError chain(int header, int end) {
        PyError error = error(header + 1, end);
        int connector = header - 2;
        if (error == null || connector < 2 || !isConnector(lines.get(connector))) {
            return error;
        }
        int above = lines.subList(0, connector).lastIndexOf(HEADER);
        PyError origin = above < 0 ? null : chain(above, connector - 1);
        return lines.get(connector).equals(CAUSE) ? withOrigin(error, origin, null) : withOrigin(error, null, origin);
    }

    /** Reads frames and the exception below them. */
    private @Nullable PyError error(int from, int end) {
        List<PyFrame> frames = new ArrayList<>();
        int at = from;
        while (at < end && (lines.get(at).startsWith(" ") || lines.get(at).isEmpty())) {
            frame(at, end).ifPresent(frames::add);
            at++;
        }
        Matcher error = ERROR.matcher(at < end ? lines.get(at) : "");
        if (frames.isEmpty() || !error.matches()) {
            return null;
        }
        List<String> message = new ArrayList<>(lines.subList(at, end));
        message.set(0, error.group(2) == null ? "" : error.group(2));
        return error(error.group(1), String.join("\n", message).stripTrailing(), frames);
    }

    private Optional<PyFrame> frame(int at, int end) {
        Matcher frame = FRAME.matcher(lines.get(at));
        if (!frame.matches()) {
            return Optional.empty();
        }
        String next = at + 1 < end ? lines.get(at + 1) : "";
        String function = frame.group(3) == null ? "<module>" : frame.group(3);
        return Optional.of(new PyFrame(
                frame.group(1), lineNumber(frame.group(2)), function, next.startsWith("    ") ? next.strip() : ""));
    }

    /** A script that does not compile has frames, or rather one, and no header. */
    private int firstFrameAtEnd() {
        for (int at = lines.size() - 1; at >= 0; at--) {
            if (FRAME.matcher(lines.get(at)).matches()) {
                return at;
            }
        }
        return lines.size();
    }

    private static int lineNumber(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLarge) {
            return 0;
        }
    }

    private static boolean isConnector(String line) {
        return line.equals(CAUSE) || line.equals(CONTEXT);
    }

    private static PyError error(String type, String message, List<PyFrame> frames) {
        String start = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
        return new PyError(type, List.of(), start, List.of(), frames, List.of(), null, null, List.of());
    }

    private static PyError withOrigin(PyError error, @Nullable PyError cause, @Nullable PyError context) {
        return new PyError(
                error.type(),
                List.of(),
                error.message(),
                List.of(),
                error.frames(),
                List.of(),
                cause,
                context,
                List.of());
    }
}

package org.pybridge.cpython;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pybridge.InterpreterLostException;
import org.pybridge.command.Command;
import org.pybridge.command.CommandException;
import org.pybridge.command.CommandTimeoutException;

/** An installed Python, which is asked where its shared library is. */
final class InstalledPython {
    private static final int OLDEST_MINOR = 11;

    /** A Python answers in 50 ms. A busy machine takes longer, and so does a script that has to find its Python. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String ADVICE = "; take another one, or the bundled one: CPython.bundled()";

    // The lines of the answer.
    private static final int IMPLEMENTATION = 0;
    private static final int MAJOR = 1;
    private static final int MINOR = 2;
    private static final int EXECUTABLE = 3;
    private static final int IS_SHARED = 4;
    private static final int DIRECTORY = 5;
    private static final int LIBRARY = 6;
    private static final int HAS_NO_LOCK = 7;
    private static final int LINES = 8;

    private InstalledPython() {}

    /**
     * Asks a Python where it is.
     *
     * @param program a name to be found on the PATH, or a path
     * @throws InterpreterLostException when it is no Python that can be loaded
     */
    static PythonHome find(String program) {
        return find(program, LIMIT);
    }

    /** The same within a limit. */
    static PythonHome find(String program, Duration limit) {
        List<String> lines = ask(program, limit);
        if (lines.size() != LINES || !lines.get(IMPLEMENTATION).equals("cpython")) {
            throw refused(program + " is no CPython: it answered " + lines);
        }
        int minor = Integer.parseInt(lines.get(MINOR));
        if (!lines.get(MAJOR).equals("3") || minor < OLDEST_MINOR) {
            throw refused(program + " is Python " + lines.get(MAJOR) + "." + minor + "; 3." + OLDEST_MINOR
                    + " or later is needed" + ADVICE);
        }
        if (!lines.get(HAS_NO_LOCK).equals("0")) {
            throw refused(program
                    + " is a free-threaded build (Py_GIL_DISABLED), which keeps objects in another way; take a build of the same"
                    + " version without that option, as python3." + minor + " beside python3." + minor + "t" + ADVICE);
        }
        Path library = Path.of(lines.get(DIRECTORY), lines.get(LIBRARY));
        if (lines.get(IS_SHARED).equals("0") || !Files.exists(library)) {
            throw refused(program + " has no shared library (Py_ENABLE_SHARED is " + lines.get(IS_SHARED) + ", "
                    + library + "): on Debian, apt install libpython3." + minor
                    + "; with pyenv, PYTHON_CONFIGURE_OPTS=--enable-shared" + ADVICE);
        }
        return new PythonHome(library, Path.of(lines.get(EXECUTABLE)), Optional.empty(), minor);
    }

    private static List<String> ask(String program, Duration limit) {
        try {
            return Command.of(program, "-c", Resources.text("probe.py"))
                    .deadline(limit)
                    .run()
                    .orThrow()
                    .lines();
        } catch (CommandTimeoutException late) {
            throw new InterpreterLostException(
                    program + " did not say within " + limit.toMillis() + " ms what it is; is it a Python interpreter?",
                    late,
                    false,
                    null);
        } catch (CommandException failed) {
            throw new InterpreterLostException(
                    program + " cannot be run: " + failed.getMessage() + "; is it a Python interpreter?",
                    failed,
                    false,
                    null);
        }
    }

    private static InterpreterLostException refused(String why) {
        return new InterpreterLostException(why, null, false, null);
    }
}

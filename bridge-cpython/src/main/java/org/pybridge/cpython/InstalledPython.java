package org.pybridge.cpython;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pybridge.InterpreterLostException;

/** An installed Python, which is asked where its shared library is. */
final class InstalledPython {
    private static final int OLDEST_MINOR = 12;
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
        List<String> lines = ask(program);
        if (lines.size() != LINES || !lines.get(IMPLEMENTATION).equals("cpython")) {
            throw refused(program + " is no CPython: it answered " + lines);
        }
        int minor = Integer.parseInt(lines.get(MINOR));
        if (!lines.get(MAJOR).equals("3") || minor < OLDEST_MINOR) {
            throw refused(program + " is Python " + lines.get(MAJOR) + "." + minor + "; 3." + OLDEST_MINOR
                    + " or later is needed" + ADVICE);
        }
        if (!lines.get(HAS_NO_LOCK).equals("0")) {
            throw refused(program + " is a free-threaded build, which keeps objects in another way" + ADVICE);
        }
        Path library = Path.of(lines.get(DIRECTORY), lines.get(LIBRARY));
        if (lines.get(IS_SHARED).equals("0") || !Files.exists(library)) {
            throw refused(program + " has no shared library (Py_ENABLE_SHARED is " + lines.get(IS_SHARED) + ", "
                    + library + "): on Debian, apt install libpython3." + minor
                    + "; with pyenv, PYTHON_CONFIGURE_OPTS=--enable-shared" + ADVICE);
        }
        return new PythonHome(library, Path.of(lines.get(EXECUTABLE)), Optional.empty(), minor);
    }

    private static List<String> ask(String program) {
        try {
            Process process = new ProcessBuilder(program, "-c", Resources.text("probe.py"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException missing) {
            throw new InterpreterLostException(
                    program + " cannot be run: " + missing.getMessage() + "; is it a Python interpreter?",
                    missing,
                    false,
                    null);
        }
    }

    private static InterpreterLostException refused(String why) {
        return new InterpreterLostException(why, null, false, null);
    }
}

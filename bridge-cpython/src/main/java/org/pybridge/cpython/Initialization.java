package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.runtime.RaisedErrors;

/**
 * Starts CPython in this process, on the thread that then is Python's main one. Signals stay Java's.
 *
 * <p>Source: PEP 741. Its structures have no layout that Java would have to know, and it came with Python 3.14. Before, the functions that
 * it replaced do what is needed here.
 */
final class Initialization {
    private static final int FIRST_WITH_CONFIGURATION = 14;

    private Initialization() {}

    static void start(PythonHome home) {
        try (Arena arena = Arena.ofConfined()) {
            if (home.minor() >= FIRST_WITH_CONFIGURATION) {
                configured(home, arena);
            } else {
                plain(home, arena);
            }
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    private static void configured(PythonHome home, Arena arena) throws Throwable {
        MethodHandle create = PythonLibrary.function("PyInitConfig_Create", JAVA_LONG);
        MethodHandle start = PythonLibrary.function("Py_InitializeFromInitConfig", JAVA_INT, JAVA_LONG);
        MethodHandle free = PythonLibrary.procedure("PyInitConfig_Free", JAVA_LONG);
        Options options = new Options((long) create.invokeExact(), arena);
        try {
            options.set("executable", home.executable().toString());
            if (home.home().isPresent()) {
                options.set("home", home.home().get().toString());
            }
            options.set("install_signal_handlers", 0);
            options.set("parse_argv", 0);
            // As a python3 without options has them; the defaults are those of an isolated one.
            options.set("isolated", 0);
            options.set("use_environment", 1);
            options.set("user_site_directory", 1);
            options.set("safe_path", 1);
            // The JVM's locale may be C.
            options.set("utf8_mode", 1);
            options.require((int) start.invokeExact(options.address()));
        } finally {
            free.invokeExact(options.address());
        }
    }

    /** The options of a Python that is about to start. */
    private record Options(long address, Arena arena) {

        void set(String name, long value) throws Throwable {
            MethodHandle set = PythonLibrary.function("PyInitConfig_SetInt", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
            require((int) set.invokeExact(address, text(name), value));
        }

        void set(String name, String value) throws Throwable {
            MethodHandle set = PythonLibrary.function("PyInitConfig_SetStr", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
            require((int) set.invokeExact(address, text(name), text(value)));
        }

        private long text(String text) {
            return arena.allocateFrom(text).address();
        }

        void require(int result) throws Throwable {
            if (result != 0) {
                MethodHandle error = PythonLibrary.function("PyInitConfig_GetError", JAVA_INT, JAVA_LONG, JAVA_LONG);
                long message = arena.allocate(JAVA_LONG).address();
                int known = (int) error.invokeExact(address, message);
                throw new InterpreterLostException(
                        "Python did not start: "
                                + (known == 0 ? "no reason given" : string(NativeMemory.getLong(message))),
                        null,
                        false,
                        null);
            }
        }

        private static String string(long address) {
            return NativeMemory.ALL.getString(address);
        }
    }

    /** Python keeps these texts, so they are never freed. */
    private static void plain(PythonHome home, Arena arena) throws Throwable {
        MethodHandle decode = PythonLibrary.function("Py_DecodeLocale", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        MethodHandle setName = PythonLibrary.procedure("Py_SetProgramName", JAVA_LONG);
        MethodHandle start = PythonLibrary.procedure("Py_InitializeEx", JAVA_INT);
        long name = arena.allocateFrom(home.executable().toString()).address();
        setName.invokeExact((long) decode.invokeExact(name, 0L));
        start.invokeExact(0);
    }
}

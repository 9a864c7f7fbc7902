package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.internal.support.NativeLibraries;

/**
 * The one shared library of CPython in this process. What the classes named {@code ...Api} bind are functions of it, so it is opened before
 * any of them is touched.
 */
@SuppressWarnings("restricted") // what the module is there for
final class PythonLibrary {
    private static final Linker LINKER = Linker.nativeLinker();

    /** What glibc, musl and macOS call {@code RTLD_NOW | RTLD_GLOBAL}. */
    private static final int NOW_AND_GLOBAL = System.getProperty("os.name").startsWith("Mac") ? 0x2 | 0x8 : 0x2 | 0x100;

    private static final String OF_GRAALPY = "libpython-native";

    private static volatile @Nullable SymbolLookup symbols;

    private PythonLibrary() {}

    /**
     * Opens it.
     *
     * @throws InterpreterLostException when it cannot be loaded, which says why
     */
    static void open(Path library) {
        refuseBesideGraalPy();
        // What extension modules are linked with lies beside it, where the system's loader does not look.
        for (String needed : List.of("libffi.so.8")) {
            Path beside = library.resolveSibling(needed);
            if (Files.exists(beside)) {
                openForAll(beside);
            }
        }
        openForAll(library);
        symbols = SymbolLookup.libraryLookup(library, Arena.global());
    }

    /** All native modules of a process look for the same symbols, so those of GraalPy would call CPython, which ends the JVM. */
    private static void refuseBesideGraalPy() {
        if (NativeLibraries.isLoaded(OF_GRAALPY)) {
            throw new InterpreterLostException(
                    "GraalPy has loaded native code in this JVM (of a package, or of sqlite3 and the like), which would call"
                            + " CPython; use worker processes for one of the two",
                    null,
                    false,
                    null);
        }
    }

    /** Extension modules look for the symbols among those that all libraries can see; Java's own way of loading hides them. */
    private static void openForAll(Path library) {
        Optional<MemorySegment> dlopen = LINKER.defaultLookup().find("dlopen");
        if (dlopen.isEmpty()) {
            // Windows, where modules name the library they need.
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle open = LINKER.downcallHandle(dlopen.get(), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
            MemorySegment opened =
                    (MemorySegment) open.invokeExact(arena.allocateFrom(library.toString()), NOW_AND_GLOBAL);
            if (opened.address() == 0) {
                throw new InterpreterLostException(
                        library + " cannot be loaded: " + lastError()
                                + ". The bundled library needs glibc 2.35 or later (Debian 12, Ubuntu 22.04)",
                        null,
                        false,
                        null);
            }
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    private static String lastError() throws Throwable {
        MethodHandle error = LINKER.downcallHandle(
                LINKER.defaultLookup().find("dlerror").orElseThrow(), FunctionDescriptor.of(ADDRESS));
        MemorySegment text = (MemorySegment) error.invokeExact();
        return text.address() == 0
                ? "no reason given"
                : text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** Binds a function. */
    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(required(name), FunctionDescriptor.of(result, parameters));
    }

    /** Binds a function without a result. */
    static MethodHandle procedure(String name, MemoryLayout... parameters) {
        return LINKER.downcallHandle(required(name), FunctionDescriptor.ofVoid(parameters));
    }

    /**
     * Binds a function that is short, never waits and never runs Python code, as the making of an int: Java calls it without telling the
     * garbage collector.
     */
    static MethodHandle shortFunction(String name, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                required(name), FunctionDescriptor.of(result, parameters), Linker.Option.critical(false));
    }

    /** Binds a short function without a result. */
    static MethodHandle shortProcedure(String name, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                required(name), FunctionDescriptor.ofVoid(parameters), Linker.Option.critical(false));
    }

    /** Tells whether the library has a function, which older ones lack. */
    static boolean has(String name) {
        return lookup().find(name).isPresent();
    }

    /** Returns the address of a variable. */
    static long variable(String name) {
        return required(name).address();
    }

    private static MemorySegment required(String name) {
        return lookup().find(name)
                .orElseThrow(() -> new InterpreterLostException(
                        "the library of Python has no " + name + "; it is of another version than was expected",
                        null,
                        false,
                        null));
    }

    private static SymbolLookup lookup() {
        SymbolLookup opened = symbols;
        if (opened == null) {
            throw new IllegalStateException("the library of Python is not open");
        }
        return opened;
    }
}

package org.pybridge.cpython;

import java.lang.ref.Cleaner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.DaemonThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one CPython of this process. Once started it stays until the process ends: native modules cannot be loaded twice. Thread-safe. */
final class EmbeddedPython {
    private static final Logger LOG = LoggerFactory.getLogger(CPython.class);
    private static final long FINISH_LIMIT_MILLIS = 2000;
    private static final ReentrantLock STARTING = new ReentrantLock();
    private static @Nullable EmbeddedPython started;

    private final PythonHome home;
    private final CompiledRuntime runtime;
    private final Cleaner cleaner;
    private final EmbeddedInterpreter main;
    private @Nullable Anchor anchor;

    private EmbeddedPython(PythonHome home, CompiledRuntime runtime, Cleaner cleaner, EmbeddedInterpreter main) {
        this.home = home;
        this.runtime = runtime;
        this.cleaner = cleaner;
        this.main = main;
    }

    /**
     * Returns the process's CPython, which is started now if it is the first.
     *
     * @throws InterpreterLostException when it does not start, or is another one than is wanted
     */
    static EmbeddedPython of(PythonHome home) {
        STARTING.lock();
        try {
            EmbeddedPython known = started;
            if (known == null) {
                known = start(home);
                started = known;
            }
            if (!known.home.equals(home)) {
                throw new InterpreterLostException(
                        "this JVM runs " + known.home + " already and can have no other CPython, as " + home
                                + "; use the same one, or run this one in worker processes",
                        null,
                        false,
                        null);
            }
            return known;
        } finally {
            STARTING.unlock();
        }
    }

    EmbeddedInterpreter main() {
        return main;
    }

    /** Makes an interpreter beside the main one. */
    SubInterpreter isolated() {
        STARTING.lock();
        try {
            Anchor known = anchor;
            if (known == null) {
                known = SubInterpreter.anchor();
                anchor = known;
            }
            return SubInterpreter.make(runtime, cleaner, known);
        } finally {
            STARTING.unlock();
        }
    }

    /** The thread that starts Python is its main thread, and stays: Python waits for it in places, and looks there for signals. */
    private static EmbeddedPython start(PythonHome home) {
        CompletableFuture<EmbeddedPython> ready = new CompletableFuture<>();
        new DaemonThread("pybridge-python", () -> {
                    try {
                        ready.complete(startHere(home));
                    } catch (Throwable failed) {
                        ready.completeExceptionally(failed);
                        return;
                    }
                    while (true) {
                        LockSupport.park();
                    }
                })
                .start();
        try {
            EmbeddedPython python = ready.join();
            Runtime.getRuntime().addShutdownHook(new Thread(python::finish, "pybridge-finish"));
            return python;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof BridgeException known) {
                throw known;
            }
            throw new InterpreterLostException(home + " did not start: " + failed.getCause(), failed.getCause());
        }
    }

    /** Does what Python does when its process ends, within a limit. */
    private void finish() {
        Thread finishing = new DaemonThread("pybridge-atexit", () -> {
            PythonThread here = main.threads().current();
            here.enter();
            try {
                main.finish();
            } finally {
                here.leave();
            }
        });
        finishing.start();
        try {
            finishing.join(FINISH_LIMIT_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static EmbeddedPython startHere(PythonHome home) {
        explainNativeAccess();
        PythonLibrary.open(home.library());
        Initialization.start(home);
        try {
            CompiledRuntime runtime = RuntimeBindings.compile(new Scratch());
            Cleaner cleaner = Cleaner.create();
            EmbeddedInterpreter main = new EmbeddedInterpreter(ThreadApi.mainInterpreter(), runtime, cleaner, null);
            return new EmbeddedPython(home, runtime, cleaner, main);
        } catch (PythonRaised raised) {
            throw new InterpreterLostException("the library's modules cannot be loaded: " + lastError(), null);
        } finally {
            ThreadApi.detach();
        }
    }

    /** Asked before the first native call, at which Java warns and then allows all of them. */
    private static void explainNativeAccess() {
        Module module = EmbeddedPython.class.getModule();
        if (!module.isNativeAccessEnabled()) {
            LOG.warn(
                    "Java warns of native access, because CPython is called by java.lang.foreign; --enable-native-access={} says that"
                            + " this is wanted",
                    module.isNamed() ? module.getName() : "ALL-UNNAMED");
        }
    }

    /** Tells what Python raised when there is nothing yet that could describe it. */
    private static String lastError() {
        long error = RaisedException.take();
        return NativeMemory.ALL.getString(NativeMemory.getLong(Types.of(error) + ObjectLayout.TYPE_NAME));
    }
}

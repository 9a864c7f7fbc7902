package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.util.concurrent.locks.LockSupport;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.runtime.RaisedErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An interpreter of CPython's beside the main one, with a lock of its own: what it imports and sets is its own, and its Python code runs in
 * parallel.
 *
 * <p>Source: PEP 684.
 */
final class SubInterpreter {
    private static final Logger LOG = LoggerFactory.getLogger(CPython.class);
    private static final long LONG_MILLIS = 2000;

    /** The structure {@code PyStatus}. */
    private static final StructLayout STATUS = MemoryLayout.structLayout(
            JAVA_INT, MemoryLayout.paddingLayout(4), ADDRESS, ADDRESS, JAVA_INT, MemoryLayout.paddingLayout(4));

    private static final long MESSAGE = 16;

    /**
     * The structure {@code PyInterpreterConfig}: memory of its own, no forks and no other programs in place of this process, threads also as
     * daemons, only modules that are made for it, and a lock of its own.
     */
    private static final int[] CONFIGURATION = {0, 0, 0, 1, 1, 1, 2};

    private static final MethodHandle NEW =
            PythonLibrary.function("Py_NewInterpreterFromConfig", STATUS, JAVA_LONG, JAVA_LONG);

    private static final long FIRST_LOOK_MILLIS = 10;
    private static final long LAST_LOOK_MILLIS = 1000;

    private final EmbeddedInterpreter python;
    private boolean finished;

    private SubInterpreter(EmbeddedInterpreter python) {
        this.python = python;
    }

    /**
     * Makes one, on the current thread, which is in no interpreter.
     *
     * @param runtime the library's modules, compiled
     * @param cleaner tells what Java has forgotten
     * @param anchor where threads go that leave it
     * @throws InterpreterLostException when CPython makes none
     */
    static SubInterpreter make(CompiledRuntime runtime, Cleaner cleaner, Anchor anchor) {
        long state = newState();
        try {
            return new SubInterpreter(
                    new EmbeddedInterpreter(ThreadApi.interpreterOf(state), runtime, cleaner, anchor));
        } catch (PythonRaised raised) {
            ObjectApi.clearError();
            throw new InterpreterLostException("the library's modules cannot be loaded into a sub-interpreter", null);
        } finally {
            ThreadApi.clearState(state);
            ThreadApi.deleteCurrentState();
        }
    }

    /** Makes one in which nothing will run. */
    static Anchor anchor() {
        long state = newState();
        long interpreter = ThreadApi.interpreterOf(state);
        ThreadApi.clearState(state);
        ThreadApi.deleteCurrentState();
        return new Anchor(interpreter);
    }

    private static long newState() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(JAVA_LONG);
            MemorySegment status = (MemorySegment) NEW.invokeExact(
                    (SegmentAllocator) arena,
                    state.address(),
                    arena.allocateFrom(JAVA_INT, CONFIGURATION).address());
            if (status.get(JAVA_INT, 0) != 0) {
                long message = status.get(JAVA_LONG, MESSAGE);
                throw new InterpreterLostException(
                        "CPython makes no further interpreter: "
                                + (message == 0 ? "no reason given" : NativeMemory.ALL.getString(message)),
                        null,
                        false,
                        null);
            }
            return state.get(JAVA_LONG, 0);
        } catch (Throwable failed) {
            throw RaisedErrors.asItIs(failed);
        }
    }

    EmbeddedInterpreter python() {
        return python;
    }

    /** Ends it, on a thread of the library's own. One that has threads which do not end stays until they have. */
    void end() {
        long waited = 0;
        for (long pause = FIRST_LOOK_MILLIS; !isEnded(); pause = Math.min(2 * pause, LAST_LOOK_MILLIS)) {
            LockSupport.parkNanos(pause * 1_000_000);
            waited += pause;
            if (waited > LONG_MILLIS && waited - pause <= LONG_MILLIS) {
                LOG.warn(
                        "an interpreter does not end, because threads in it do not; what it holds stays until they have");
            }
        }
    }

    /** Ends it, if no other thread is in it; nobody comes in any more. */
    private boolean isEnded() {
        if (!python.threads().close()) {
            return false;
        }
        long state = ThreadApi.newState(python.address());
        ThreadApi.attach(state);
        if (!finished) {
            finished = true;
            python.finish();
            python.forget();
            python.threads().deleteKept();
        }
        boolean alone = ThreadApi.firstThread(python.address()) == state && ThreadApi.nextThread(state) == 0;
        if (alone) {
            python.releaseAll();
            ThreadApi.endInterpreter(state);
        } else {
            ThreadApi.clearState(state);
            ThreadApi.deleteCurrentState();
        }
        return alone;
    }
}

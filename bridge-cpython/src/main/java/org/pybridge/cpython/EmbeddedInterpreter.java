package org.pybridge.cpython;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.runtime.KnownSharedMemory;
import org.pybridge.internal.runtime.PythonLogging;
import org.pybridge.spi.SharedMemory;

/** One interpreter of the CPython in this process: its threads, the library's functions in it, and what Java has let go of. */
final class EmbeddedInterpreter {
    private final long address;
    private final ThreadStates threads;
    private final RuntimeBindings library;
    private final HostFunctions host;
    private final boolean canEnd;
    private final Queue<Long> released = new ConcurrentLinkedQueue<>();
    private final Cleaner cleaner;
    private final @Nullable Set<Held> held;
    private final KnownSharedMemory sharedMemory = new KnownSharedMemory();
    private volatile boolean outputIsBuffered;

    /**
     * Prepares the interpreter that the current thread is in, with its lock held.
     *
     * @param runtime the library's modules, compiled
     * @param cleaner tells what Java has forgotten
     * @param anchor what threads go back to, where the interpreter can end before they do
     */
    EmbeddedInterpreter(long address, CompiledRuntime runtime, Cleaner cleaner, @Nullable Anchor anchor) {
        this.address = address;
        this.cleaner = cleaner;
        this.held = anchor == null ? null : ConcurrentHashMap.newKeySet();
        this.canEnd = anchor != null;
        this.threads = new ThreadStates(address, cleaner, anchor);
        Scratch scratch = new Scratch();
        this.library = RuntimeBindings.load(runtime, scratch);
        this.host = new HostFunctions(this);
        long none = Calls.call(
                library.prepare(),
                scratch,
                Upcalls.function(this, host.printing(false)),
                Upcalls.function(this, host.printing(true)),
                Upcalls.function(this, host::log),
                Upcalls.function(this, host::work),
                Upcalls.function(this, (arguments, count) -> {
                    outputIsBuffered = true;
                    return Types.NONE;
                }),
                Upcalls.function(this, host::sleep),
                Upcalls.function(this, host::insist),
                Upcalls.function(this, new BufferViews(this)::view),
                ValueApi.intOf(PythonLogging.lowestLevel()),
                Types.FALSE);
        ObjectApi.decRef(none);
    }

    /** Does what Python does when a process ends: functions of {@code atexit}, and waiting for threads that are no daemons. */
    void finish() {
        Scratch scratch = new Scratch();
        for (long function : new long[] {library.joinThreads(), library.finish()}) {
            try {
                ObjectApi.decRef(Calls.call(function, scratch));
            } catch (PythonRaised failed) {
                ObjectApi.clearError();
            }
        }
    }

    long address() {
        return address;
    }

    /** Tells whether it can end before the process does. */
    boolean canEnd() {
        return canEnd;
    }

    ThreadStates threads() {
        return threads;
    }

    RuntimeBindings library() {
        return library;
    }

    HostFunctions host() {
        return host;
    }

    /** Tells whether code has put a stream of its own around one of ours. */
    boolean outputIsBuffered() {
        return outputIsBuffered;
    }

    /** What Java holds of this interpreter: an object, until it was let go. */
    private final class Held implements Runnable {
        private final long object;

        Held(long object) {
            this.object = object;
        }

        @Override
        public void run() {
            if (held == null || held.remove(this)) {
                release(object);
            }
        }
    }

    /**
     * Takes over a reference to an object, which is let go when Java's handle of it was forgotten, or when the result is told to clean.
     *
     * @param handle what Java has
     * @param object a new reference
     */
    Cleaner.Cleanable hold(Object handle, long object) {
        Held holding = new Held(object);
        if (held != null) {
            held.add(holding);
        }
        return cleaner.register(handle, holding);
    }

    /** Notes that Java has let an object go; the next call gives it up. */
    void release(long object) {
        released.add(object);
    }

    /** Notes that Python is about to see memory. */
    void sees(SharedMemory memory) {
        sharedMemory.add(memory);
    }

    /** Lets go of what Java has let go since the last call. */
    void settle(Scratch scratch) {
        if (!released.isEmpty()) {
            for (Long object = released.poll(); object != null; object = released.poll()) {
                ObjectApi.decRef(object);
            }
        }
        if (!sharedMemory.isEmpty()) {
            List<String> keys = sharedMemory.takeReleased();
            if (!keys.isEmpty()) {
                long list = PythonRaised.required(ValueApi.list(keys.size()));
                for (int i = 0; i < keys.size(); i++) {
                    ValueApi.setListItem(list, i, Texts.make(keys.get(i), scratch));
                }
                ObjectApi.decRef(Calls.call(library.releaseMemory(), scratch, list));
            }
        }
    }

    /** Lets go of what is left, before the interpreter ends, when no other thread is in it any more: CPython keeps all its memory otherwise. */
    void releaseAll() {
        if (held != null) {
            held.forEach(Held::run);
        }
        settleQuietly();
        library.release();
    }

    /** Lets go of all that Java has here, when the interpreter is about to end. */
    void forget() {
        JavaHandles.forget(this);
        settleQuietly();
    }

    private void settleQuietly() {
        try {
            settle(new Scratch());
        } catch (PythonRaised failed) {
            ObjectApi.clearError();
        }
    }
}

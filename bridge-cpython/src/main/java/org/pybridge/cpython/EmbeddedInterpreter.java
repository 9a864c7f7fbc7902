package org.pybridge.cpython;

import java.util.List;
import java.util.Queue;
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
    private final KnownSharedMemory sharedMemory = new KnownSharedMemory();
    private volatile boolean outputIsBuffered;

    /**
     * Prepares the interpreter that the current thread is in, with its lock held.
     *
     * @param runtime the library's modules, compiled
     * @param anchor what threads go back to, where the interpreter can end before they do
     */
    EmbeddedInterpreter(long address, byte[] runtime, @Nullable Anchor anchor) {
        this.address = address;
        this.canEnd = anchor != null;
        this.threads = new ThreadStates(address, anchor);
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

    /** Lets go of all that Java has here, before the interpreter ends. */
    void forget() {
        JavaHandles.forget(this);
        try {
            settle(new Scratch());
        } catch (PythonRaised failed) {
            ObjectApi.clearError();
        }
    }
}

package org.pybridge.process;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the workers of a backend come from. They are forked of a process that has imported what they have in common, where that is safe, so
 * that a new one is there within milliseconds; else each is started by itself. Thread-safe.
 */
final class WorkerFactory implements AutoCloseable {
    /** Elsewhere there is no fork, or system libraries that do not bear one, as on macOS. */
    private static final boolean CAN_FORK =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");

    /** The engines that can be forked. */
    private static final Set<String> FORKING = Set.of("cpython", "pypy");

    private final Configuration configuration;
    private final ReentrantLock starting = new ReentrantLock();
    private boolean forks = CAN_FORK;
    private @Nullable ForkServer zygote;

    WorkerFactory(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Starts a worker that so many callers share. */
    Worker worker(PythonExecutable executable, int callers) {
        WorkerStart start = new WorkerStart(configuration, executable);
        ForkServer parent = zygote(executable);
        return parent == null ? start.run(callers) : start.fork(parent, callers);
    }

    /** Gives the process to fork, started now if need be; null where workers are not forked. */
    private @Nullable ForkServer zygote(PythonExecutable executable) {
        starting.lock();
        try {
            forks &= FORKING.contains(executable.implementation());
            if (forks && (zygote == null || !zygote.isAlive())) {
                zygote = new WorkerStart(configuration, executable).zygote().orElse(null);
                forks = zygote != null;
            }
            return forks ? zygote : null;
        } finally {
            starting.unlock();
        }
    }

    @Override
    public void close() {
        starting.lock();
        try {
            if (zygote != null) {
                zygote.close();
            }
        } finally {
            starting.unlock();
        }
    }
}

package org.pybridge.process.worker;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the workers of a backend come from. They are forked of a process that has imported what they have in common, where that is safe, so
 * that a new one is there within milliseconds; else each is started by itself. Thread-safe.
 */
public final class WorkerFactory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerFactory.class);
    /** Elsewhere there is no fork, or system libraries that do not bear one, as on macOS. */
    private static final boolean CAN_FORK =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");

    /** The engines that can be forked. */
    private static final Set<String> FORKING = Set.of("cpython", "pypy");

    private final Configuration configuration;
    private final ReentrantLock starting = new ReentrantLock();
    private boolean forks = CAN_FORK;
    private boolean importsAhead = true;
    private @Nullable ForkServer forkServer;

    public WorkerFactory(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts a worker that so many callers share.
     *
     * @param imports modules that it will import first, and may have already
     */
    public Worker worker(PythonExecutable executable, int callers, List<String> imports) {
        WorkerStart start = new WorkerStart(configuration, executable);
        ForkServer parent = forkServer(executable, imports);
        return parent == null ? start.run(callers) : start.fork(parent, callers);
    }

    /** Gives the process to fork, started now if need be; null where workers are not forked. */
    private @Nullable ForkServer forkServer(PythonExecutable executable, List<String> imports) {
        starting.lock();
        try {
            forks &= FORKING.contains(executable.implementation());
            if (forks && (forkServer == null || !forkServer.isAlive())) {
                forkServer = withImports(executable, imports)
                        .or(() -> new WorkerStart(configuration, executable).forkServer(List.of()))
                        .orElse(null);
                forks = forkServer != null;
            }
            return forks ? forkServer : null;
        } finally {
            starting.unlock();
        }
    }

    /** What these modules do may make it unsafe to fork, or take too long; then each worker imports them itself. */
    private Optional<ForkServer> withImports(PythonExecutable executable, List<String> imports) {
        if (imports.isEmpty() || !importsAhead) {
            return Optional.empty();
        }
        Optional<ForkServer> started = Optional.empty();
        try {
            started = new WorkerStart(configuration, executable).forkServer(imports);
        } catch (InterpreterLostException failed) {
            LOG.info("each worker imports {} itself: {}", imports, failed.getMessage());
        }
        importsAhead = started.isPresent();
        return started;
    }

    @Override
    public void close() {
        starting.lock();
        try {
            if (forkServer != null) {
                forkServer.close();
            }
        } finally {
            starting.unlock();
        }
    }
}

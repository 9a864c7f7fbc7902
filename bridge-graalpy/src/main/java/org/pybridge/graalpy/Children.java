package org.pybridge.graalpy;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.io.ProcessHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that the code in one context has started. The engine does not close a context with a living one, so they are ended before.
 * Thread-safe.
 */
final class Children implements ProcessHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);
    /** How long one has to end by itself when it was asked to, and how long to be gone when it was killed. */
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final Set<Process> alive = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public Process start(ProcessCommand command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.getCommand())
                .redirectErrorStream(command.isRedirectErrorStream())
                .redirectInput(redirect(command.getInputRedirect()))
                .redirectOutput(redirect(command.getOutputRedirect()))
                .redirectError(redirect(command.getErrorRedirect()));
        if (command.getDirectory() != null) {
            builder.directory(new File(command.getDirectory()));
        }
        builder.environment().clear();
        builder.environment().putAll(command.getEnvironment());
        Process started = builder.start();
        alive.add(started);
        started.onExit().thenAccept(alive::remove);
        if (closed) {
            end();
            throw new IOException("the interpreter is being closed, and starts no more processes");
        }
        return started;
    }

    /** What goes to a stream of Java's is copied there by the engine. */
    private static ProcessBuilder.Redirect redirect(Redirect wanted) {
        return wanted.equals(Redirect.INHERIT) ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.PIPE;
    }

    /** Ends all that are alive, with what came from them; from now on none can be started. */
    void end() {
        closed = true;
        for (Process child : alive) {
            LOG.warn(
                    "Ending the process {} ({}): Python code started it, and its interpreter is closed",
                    child.pid(),
                    child.info().command().orElse("unknown"));
            List<ProcessHandle> family = child.descendants().toList();
            child.destroy();
            if (!isGone(child)) {
                child.destroyForcibly();
                isGone(child);
            }
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean isGone(Process child) {
        try {
            return child.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package org.pybridge.graalpy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of one backend's contexts: it holds their code. Made when it is first needed. Thread-safe. */
final class SharedEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final String INTERPRETER = "Interpreted";

    private final ReentrantLock making = new ReentrantLock();
    private final AtomicReference<@Nullable Engine> engine = new AtomicReference<>();

    Engine get() {
        making.lock();
        try {
            Engine made = engine.get();
            if (made == null) {
                made = make();
                engine.set(made);
                advise(made);
            }
            return made;
        } finally {
            making.unlock();
        }
    }

    /** Makes an engine that nobody shares. */
    static Engine make() {
        return Engine.newBuilder("python")
                // Its warning goes to the console; ours goes to the log.
                .option("engine.WarnInterpreterOnly", "false")
                .logHandler(new EngineLog())
                .build();
    }

    private static void advise(Engine engine) {
        if (engine.getImplementationName().contains(INTERPRETER)) {
            LOG.info("Python is interpreted on this JVM, not compiled: loops run several times slower. "
                    + "A GraalVM JDK, or JDK 25 with the compiler on its upgrade module path, compiles it");
        }
    }

    /** Waits for a while only: a context whose code cannot be stopped would keep it for ever. */
    @Override
    public void close() {
        Engine made = engine.getAndSet(null);
        if (made != null) {
            BoundedTask.run("pybridge-close", FAREWELL, () -> made.close(true));
        }
    }
}

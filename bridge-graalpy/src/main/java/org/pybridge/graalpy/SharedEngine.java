package org.pybridge.graalpy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;
import org.pybridge.Diagnosis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of one backend's contexts: it holds their code. Made when it is first needed. Thread-safe. */
final class SharedEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ReentrantLock making = new ReentrantLock();
    private final AtomicReference<@Nullable Engine> engine = new AtomicReference<>();
    private volatile @Nullable Diagnosis diagnosis;

    Engine get() {
        making.lock();
        try {
            Engine made = engine.get();
            if (made == null) {
                made = make();
                engine.set(made);
            }
            return made;
        } finally {
            making.unlock();
        }
    }

    /** Makes an engine that nobody shares. */
    Engine make() {
        Engine made = Engine.newBuilder("python")
                // Its warning goes to the console; ours goes to the log.
                .option("engine.WarnInterpreterOnly", "false")
                .logHandler(new EngineLog())
                .build();
        if (diagnosis == null) {
            diagnosis = examine(made);
        }
        return made;
    }

    /** Tells about the engines that were made here. */
    Diagnosis diagnose() {
        Diagnosis known = diagnosis;
        return known != null
                ? known
                : new Diagnosis(List.of(new Diagnosis.Section("engine", Map.of("state", "not started"))), List.of());
    }

    private static Diagnosis examine(Engine engine) {
        Compilation compilation = Compilation.of(engine);
        if (!compilation.active()) {
            LOG.info(
                    "Python is interpreted on this JVM, not compiled, so loops run several times slower: {}. "
                            + "python.doctor() says how to change that",
                    compilation.reason());
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", engine.getVersion());
        facts.put("implementation", engine.getImplementationName());
        facts.put("compiled", (compilation.active() ? "yes, " : "no: ") + compilation.reason());
        return new Diagnosis(List.of(new Diagnosis.Section("engine", facts)), compilation.advice());
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

package org.pybridge.graalpy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;
import org.pybridge.Diagnosis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of one backend's contexts, made when they are first needed. Thread-safe.
 *
 * <p>Compiled code is shared: one engine holds it for all contexts. The engine keeps something of each context that was closed, so after
 * some of them another engine takes over. Interpreted code is not: threads that run one tree write to the same memory all the time,
 * which costs each of them a third of its speed.
 */
final class Engines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);

    /** Source: the warning of GraalPy 25.2 on a JDK that it has no native library for. */
    private static final String WHEN_NOT_ATTACHED = "polyglotimpl.AttachLibraryFailureAction";

    private final int closedContexts;
    private final Predicate<Compilation> sharing;
    private final ReentrantLock choosing = new ReentrantLock();
    private final Set<SharedEngine> open = ConcurrentHashMap.newKeySet();
    private @Nullable SharedEngine newest;
    private volatile boolean shared;
    private volatile @Nullable Diagnosis diagnosis;

    /** Makes none yet; each that is shared is to serve until so many contexts were closed on it. */
    Engines(int closedContexts) {
        this(closedContexts, Compilation::active);
    }

    Engines(int closedContexts, Predicate<Compilation> sharing) {
        this.closedContexts = closedContexts;
        this.sharing = sharing;
    }

    /** Gives the engine for one more context, to be left when the context was closed. */
    SharedEngine enter() {
        choosing.lock();
        try {
            SharedEngine engine = newest;
            while (engine == null || !engine.enter()) {
                Engine made = make();
                engine = add(made, shared ? closedContexts : 1);
                newest = shared ? engine : null;
            }
            return engine;
        } finally {
            choosing.unlock();
        }
    }

    /** Gives an engine for one context alone, to be left when the context was closed. */
    SharedEngine enterAlone() {
        SharedEngine engine = add(make(), 1);
        engine.enter();
        return engine;
    }

    /** Begins an engine whose warnings about this JVM do not go to the console; ours goes to the log. */
    static Engine.Builder quiet() {
        UnpackedFiles.prepareEngine();
        if (EngineVersion.ofThisJvm().warnsOfItsLibrary() && System.getProperty(WHEN_NOT_ATTACHED) == null) {
            System.setProperty(WHEN_NOT_ATTACHED, "ignore");
        }
        return Engine.newBuilder("python").option("engine.WarnInterpreterOnly", "false");
    }

    private Engine make() {
        Engine made = quiet().logHandler(new EngineLog()).build();
        if (diagnosis == null) {
            Compilation compilation = Compilation.of(made);
            shared = sharing.test(compilation);
            diagnosis = examine(made, compilation);
        }
        return made;
    }

    private SharedEngine add(Engine made, int contexts) {
        SharedEngine engine = new SharedEngine(made, contexts, this::forget);
        open.add(engine);
        return engine;
    }

    private void forget(SharedEngine closed) {
        open.remove(closed);
        choosing.lock();
        try {
            if (newest == closed) {
                newest = null;
            }
        } finally {
            choosing.unlock();
        }
    }

    /** Gives the engines that are not closed, as they are now. */
    Set<SharedEngine> open() {
        return Set.copyOf(open);
    }

    /** Tells about the engines that were made here. */
    Diagnosis diagnose() {
        Diagnosis known = diagnosis;
        return known != null
                ? known
                : new Diagnosis(List.of(new Diagnosis.Section("engine", Map.of("state", "not started"))), List.of());
    }

    private static Diagnosis examine(Engine engine, Compilation compilation) {
        if (!compilation.active()) {
            LOG.info(
                    "Python is interpreted on this JVM, not compiled, so loops run several times slower: {}. "
                            + "python.diagnose() says how to change that",
                    compilation.reason());
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", EngineVersion.ofThisJvm().number());
        facts.put("implementation", engine.getImplementationName());
        facts.put("compiled", (compilation.active() ? "yes, " : "no: ") + compilation.reason());
        return new Diagnosis(List.of(new Diagnosis.Section("engine", facts)), compilation.advice());
    }

    /** Engines whose contexts are still being closed follow with the last of these. */
    @Override
    public void close() {
        open().forEach(SharedEngine::retire);
    }
}

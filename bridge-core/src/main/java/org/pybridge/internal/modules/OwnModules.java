package org.pybridge.internal.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Interpreter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All modules of the application as they are now, and which interpreter has which state of them. Thread-safe. */
public final class OwnModules {
    private static final Logger LOG = LoggerFactory.getLogger(OwnModules.class);

    private final List<ModuleSource> sources;
    private final boolean watched;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<Interpreter, State> offered = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile State state;

    /**
     * Reads the modules.
     *
     * @param sources the later ones win
     * @param watched whether changes are looked for
     * @throws IllegalArgumentException when one cannot be read
     */
    public OwnModules(List<ModuleSource> sources, boolean watched) {
        this.sources = List.copyOf(sources);
        this.watched = watched;
        try {
            this.state = State.of(sources);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("modules cannot be read: " + unreadable, unreadable);
        }
    }

    /**
     * Tells whether there are none.
     *
     * @return true when the application has no modules of its own, and cannot get any
     */
    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /** The modules at one time, and how to tell that they have changed since. */
    private record State(List<Object> stamps, Map<String, Object> modules) {

        static State of(List<ModuleSource> sources) throws IOException {
            // The stamps come first: what changes meanwhile is then read again.
            List<Object> stamps = stamps(sources);
            Map<String, ModuleText> modules = new LinkedHashMap<>();
            for (ModuleSource source : sources) {
                modules.putAll(source.read());
            }
            List.copyOf(modules.keySet()).forEach(name -> addPackagesAround(name, modules));
            Map<String, Object> natural = new LinkedHashMap<>();
            modules.forEach((name, module) -> natural.put(name, module.natural()));
            return new State(stamps, Collections.unmodifiableMap(natural));
        }

        /** What has modules inside of it is a package, if it has a text of its own or not. */
        private static void addPackagesAround(String name, Map<String, ModuleText> modules) {
            for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
                String around = name.substring(0, dot);
                ModuleText known = modules.get(around);
                modules.put(
                        around,
                        known == null ? new ModuleText(true, "<package " + around + ">", "") : known.asPackage());
            }
        }

        static List<Object> stamps(List<ModuleSource> sources) throws IOException {
            List<Object> stamps = new ArrayList<>();
            for (ModuleSource source : sources) {
                stamps.add(source.stamp());
            }
            return stamps;
        }
    }

    /**
     * Tells where the files are that Java reads.
     *
     * @return directories on disk
     */
    public List<Path> places() {
        return sources.stream().flatMap(source -> source.places().stream()).toList();
    }

    /**
     * Tells whether changes are looked for.
     *
     * @return true when {@link #changedFor} can give anything
     */
    public boolean isWatched() {
        return watched;
    }

    /**
     * Gives the modules for an interpreter that has just started.
     *
     * @param interpreter the interpreter
     * @return the arguments of the function that offers them, or null when there are none
     */
    public @Nullable Object @Nullable [] firstFor(Interpreter interpreter) {
        return sources.isEmpty() ? null : offer(interpreter, state);
    }

    /**
     * Looks for changes since an interpreter got its modules.
     *
     * @param interpreter the interpreter
     * @return the arguments of the function that offers them, or null when nothing has changed
     */
    public @Nullable Object @Nullable [] changedFor(Interpreter interpreter) {
        State now = look();
        return offered.get(interpreter) == now ? null : offer(interpreter, now);
    }

    /**
     * Notes that an interpreter did not take what it was given.
     *
     * @param interpreter the interpreter
     */
    public void forget(Interpreter interpreter) {
        offered.remove(interpreter);
    }

    private @Nullable Object[] offer(Interpreter interpreter, State now) {
        offered.put(interpreter, now);
        return new @Nullable Object[] {now.modules(), watched};
    }

    private State look() {
        reading.lock();
        try {
            if (!State.stamps(sources).equals(state.stamps())) {
                state = State.of(sources);
                LOG.info("Python modules have changed; each interpreter gets them before its next call");
            }
        } catch (IOException unreadable) {
            LOG.warn("Python modules cannot be read, and stay as they were: {}", unreadable.toString());
        } finally {
            reading.unlock();
        }
        return state;
    }
}

package org.pybridge.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;
import org.pybridge.Diagnosis;
import org.pybridge.Python;
import org.pybridge.internal.runtime.StartSteps;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;

/**
 * Python in this JVM. The code of all interpreters is shared, their state is not; each has a lock of its own, so they run in parallel.
 *
 * <pre>{@code
 * try (Python python = GraalPy.start()) {
 *     System.out.println(python.eval("1 + 1"));
 * }
 * }</pre>
 *
 * <p>Python code has the rights of the JVM (files, network, threads, processes) unless {@link Builder#access} takes them away. It cannot
 * look up Java classes; it sees what calls hand to it. Immutable and thread-safe.
 */
public final class GraalPy implements Backend {
    /**
     * How many contexts are closed on an engine until another one takes over. Each leaves up to 4 MB in it; the first context on another
     * engine has to load all code again.
     */
    private static final int CONTEXTS_OF_AN_ENGINE = 32;

    private final Configuration configuration;
    private final Optional<InstalledPackages> packages;
    private final Engines engines;
    private final HeapWatch memory;
    private final Set<Capability> capabilities;

    private GraalPy(Configuration configuration, Optional<InstalledPackages> packages, Engines engines) {
        this.configuration = configuration;
        this.packages = packages;
        this.engines = engines;
        this.memory = new HeapWatch(configuration.access().limits().heap());
        this.capabilities = capabilities(configuration.access());
    }

    /**
     * What a context is made of.
     *
     * @param path directories for {@code sys.path}
     * @param stdin what Python reads as stdin, or null for none
     * @param options the engine's options, which the packages need
     * @param context the user's changes to the context
     * @param access what Python may do
     */
    record Configuration(
            List<Path> path,
            @Nullable InputStream stdin,
            Map<String, String> options,
            UnaryOperator<Context.Builder> context,
            Access access) {

        /** Adds packages, which Python must not be allowed to change. */
        Configuration with(InstalledPackages.Found packages) {
            access.refuseWriting(List.of(packages.path()));
            List<Path> all = new ArrayList<>(path);
            all.add(packages.path());
            return new Configuration(List.copyOf(all), stdin, packages.options(), context, access);
        }
    }

    /**
     * Starts Python on GraalPy with the defaults.
     *
     * @return a running Python, to be closed
     */
    public static Python start() {
        return Python.builder(builder().build()).build();
    }

    /**
     * Begins a description of this backend.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "graalpy";
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    private static Set<Capability> capabilities(Access access) {
        // Some of Python's code cannot be stopped inside a JVM, as sum(iter(int, 1)).
        Set<Capability> all = EnumSet.complementOf(
                EnumSet.of(Capability.KILL, Capability.OWN_PROCESS, Capability.MANY_CALLS, Capability.MEMORY_USE));
        if (!EngineVersion.ofThisJvm().survivesInterrupts()) {
            all.remove(Capability.REUSE_INTERRUPTED);
        }
        if (!access.usesNativeMemory()) {
            all.remove(Capability.SHARED_MEMORY);
        }
        return Collections.unmodifiableSet(all);
    }

    /**
     * Starts an interpreter. Contexts share an engine, except where several threads meet in a context: on a shared engine only the first
     * such context would let its threads take turns.
     */
    @Override
    public Interpreter start(Host host) {
        StartSteps steps = new StartSteps();
        SharedEngine engine = host.callersPerInterpreter() == 1 ? engines.enter() : engines.enterAlone();
        steps.done("engine");
        try {
            return GraalPyInterpreter.start(complete(), engine, memory, host, steps);
        } catch (Throwable failed) {
            engine.leave();
            throw failed;
        }
    }

    private Configuration complete() {
        return packages.map(InstalledPackages::find).map(configuration::with).orElse(configuration);
    }

    @Override
    public void refuseWriting(List<Path> modules) {
        configuration.access().refuseWriting(modules);
    }

    @Override
    public Diagnosis diagnose() {
        Diagnosis.Section access = new AccessFacts(configuration.access()).section();
        return engines.diagnose().and(new Diagnosis(List.of(access), List.of())).and(ThreadStacks.diagnose());
    }

    @Override
    public void close() {
        engines.close();
    }

    /** Describes a GraalPy backend. Used by one thread. */
    public static final class Builder {
        private final List<Path> path = new ArrayList<>();
        private @Nullable PythonPackages packages;
        private @Nullable InputStream stdin;
        private UnaryOperator<Context.Builder> context = UnaryOperator.identity();
        private Access access = Access.TRUSTED;

        private Builder() {}

        /**
         * Adds directories where Python looks for modules, before its own.
         *
         * @param directories existing directories
         * @return this builder
         * @throws IllegalArgumentException when one is no directory
         */
        public Builder pythonPath(Path... directories) {
            for (Path directory : directories) {
                if (!Files.isDirectory(directory)) {
                    throw new IllegalArgumentException(directory.toAbsolutePath() + " is no directory");
                }
                path.add(directory.toAbsolutePath());
            }
            return this;
        }

        /**
         * Adds Python modules that are resources of the class path, as a build packs them into a jar: the modules themselves, or what
         * GraalPy's Maven and Gradle plugins put there. What is in a jar is unpacked once, to the user's cache directory; where that
         * cannot be written, at each start.
         *
         * @param directory relative to the class path's root, without a slash before it; the name is best no Java package, so that the
         *     module system does not hide it
         * @return this builder
         * @throws IllegalArgumentException when the class path has no such directory
         * @throws UncheckedIOException when it cannot be read or unpacked
         */
        public Builder resources(String directory) {
            ClassLoader loader = Objects.requireNonNullElse(
                    Thread.currentThread().getContextClassLoader(), GraalPy.class.getClassLoader());
            try {
                path.addAll(new PackagedPython(loader, UnpackedFiles.directory()).locate(directory));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot unpack the Python modules in " + directory, unreadable);
            }
            return this;
        }

        /**
         * Sets packages that Python needs. They are installed before the first interpreter starts, into the user's cache; later starts
         * find them there, and need no network. No Python has to be installed; one on the PATH makes it quicker.
         *
         * @param requirements as {@code "whoosh==2.7.4"}
         * @return this builder
         * @throws IllegalArgumentException when there is none, or one is no requirement
         */
        public Builder packages(String... requirements) {
            return packages(PythonPackages.of(requirements));
        }

        /**
         * Sets packages that Python needs, and where they come from.
         *
         * @param needed the packages
         * @return this builder
         */
        public Builder packages(PythonPackages needed) {
            packages = Objects.requireNonNull(needed, "packages");
            return this;
        }

        /**
         * Gives Python a stdin. Without one, {@code input()} fails with a message that says so.
         *
         * @param stream what Python reads; all interpreters read from the same stream
         * @return this builder
         */
        public Builder stdin(InputStream stream) {
            stdin = Objects.requireNonNull(stream, "stdin");
            return this;
        }

        /**
         * Sets what Python may do outside of its interpreter. The default is {@link Access#TRUSTED}, for your own code; choose
         * {@link Access#CONFINED} for code that is not yours.
         *
         * @param rights a preset, or one with permissions and limits on top
         * @return this builder
         */
        public Builder access(Access rights) {
            access = Objects.requireNonNull(rights, "rights");
            return this;
        }

        /**
         * Customizes the context's builder directly. Unless {@link #access} is {@link Access#TRUSTED}, what it
         * decides is set after this change, which so cannot give Python more rights.
         *
         * @param change takes the prepared builder of a context and gives it back; it runs once for each interpreter
         * @return this builder
         */
        public Builder context(UnaryOperator<Context.Builder> change) {
            context = Objects.requireNonNull(change, "change");
            return this;
        }

        /**
         * Builds the backend; nothing is started.
         *
         * @return a backend for {@link Python#builder}
         * @throws IllegalArgumentException when Python may write where its modules are
         */
        public GraalPy build() {
            return build(new Engines(CONTEXTS_OF_AN_ENGINE));
        }

        GraalPy build(Engines engines) {
            access.refuseWriting(path);
            return new GraalPy(
                    new Configuration(List.copyOf(path), stdin, Map.of(), context, access),
                    Optional.ofNullable(packages).map(InstalledPackages::new),
                    engines);
        }
    }
}

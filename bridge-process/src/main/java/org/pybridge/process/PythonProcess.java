package org.pybridge.process;

import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.Diagnosis;
import org.pybridge.Python;
import org.pybridge.bundled.BundledPython;
import org.pybridge.internal.runtime.StartSteps;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.call.ProcessInterpreter;
import org.pybridge.process.protocol.FrameReader;
import org.pybridge.process.worker.Checks;
import org.pybridge.process.worker.Configuration;
import org.pybridge.process.worker.PythonExecutable;
import org.pybridge.process.worker.ResidentMemory;
import org.pybridge.process.worker.VirtualEnvironment;
import org.pybridge.process.worker.Worker;
import org.pybridge.process.worker.WorkerFactory;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.SharedMemory;

/**
 * Python in processes of its own: an installed CPython from 3.9 with all its packages, at its own speed, and a crash takes one worker
 * down instead of the JVM.
 *
 * <pre>{@code
 * try (Python python = PythonProcess.start()) {
 *     System.out.println(python.eval("1 + 1"));
 * }
 * }</pre>
 *
 * <p>Workers have the rights of the JVM's user. They and what they start end with the JVM, however it ends. Immutable and thread-safe.
 */
public final class PythonProcess implements Backend {
    /** How many callers of a worker have a lane of their own; more at once share the side lane. */
    private static final int MOST_LANES = 16;

    private final Configuration configuration;
    private final ReentrantLock asking = new ReentrantLock();
    private final WorkerFactory nursery;
    private volatile @Nullable PythonExecutable executable;
    private final ProcessInterpreter.Shared shared;
    private final ExecutorService threads;

    private PythonProcess(Configuration configuration) {
        this.configuration = configuration;
        this.nursery = new WorkerFactory(configuration);
        this.threads = Executors.newCachedThreadPool(task -> new DaemonThread("pybridge-callback", task));
        this.shared = new ProcessInterpreter.Shared(Cleaner.create(), threads, configuration.maxResult());
    }

    /**
     * Starts Python on the {@code python3} of the PATH.
     *
     * @return a running Python, to be closed
     * @throws IllegalArgumentException when there is none
     * @throws org.pybridge.InterpreterLostException when it cannot be started
     */
    public static Python start() {
        return Python.builder(builder().build()).build();
    }

    /**
     * Describes a backend with the defaults, on the Python that comes as a dependency, {@code org.bytedeco:cpython} with the classifier of
     * this platform. It is unpacked now, if this has not been done before, and nothing has to be installed.
     *
     * @return the backend
     * @throws IllegalStateException when there is none for this platform on the class path
     * @throws java.io.UncheckedIOException when there is no room to unpack it
     */
    public static PythonProcess bundled() {
        return builder().bundled().build();
    }

    /**
     * Describes a backend with the defaults.
     *
     * @param executable a name to be found on the PATH, or a path
     * @return the backend
     * @throws IllegalArgumentException when there is no such program
     */
    public static PythonProcess at(String executable) {
        return builder().executable(executable).build();
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
        return "process";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        if (!ResidentMemory.isKnown()) {
            all.remove(Capability.MEMORY_USE);
        }
        return all;
    }

    @Override
    public Interpreter start(Host host) {
        StartSteps steps = new StartSteps();
        PythonExecutable known = executable();
        steps.done("executable");
        Worker worker = nursery.worker(known, Math.min(host.callersPerInterpreter(), MOST_LANES), host.firstImports());
        steps.done("worker");
        return ProcessInterpreter.over(worker, host, shared, steps.soFar());
    }

    private PythonExecutable executable() {
        PythonExecutable known = executable;
        if (known != null) {
            return known;
        }
        asking.lock();
        try {
            PythonExecutable found = executable;
            if (found == null) {
                found = probe();
                executable = found;
            }
            return found;
        } finally {
            asking.unlock();
        }
    }

    private PythonExecutable probe() {
        // The directories of shared memory are those of our sockets, too.
        SharedMemory.reclaim();
        PythonExecutable base = PythonExecutable.probe(configuration);
        return configuration
                .packages()
                .map(packages -> new VirtualEnvironment(packages, base, configuration.environment()).interpreter())
                .map(interpreter -> PythonExecutable.probe(configuration.with(interpreter)))
                .orElse(base);
    }

    @Override
    public Diagnosis diagnose() {
        Map<String, String> facts = new LinkedHashMap<>();
        PythonExecutable known = executable;
        if (known != null) {
            facts.put("executable", known.path());
            facts.put("python", known.implementation() + " " + known.version());
        }
        facts.put("directory", configuration.directory().map(Path::toString).orElse("the JVM's"));
        facts.put("startTimeout", configuration.startTimeout().toString());
        facts.put("maxResult", configuration.maxResult() + " bytes");
        configuration.limits().forEach((name, value) -> facts.put(name, String.valueOf(value)));
        return new Diagnosis(List.of(new Diagnosis.Section("worker", facts)), List.of());
    }

    @Override
    public void close() {
        nursery.close();
        threads.shutdown();
    }

    /** Describes a backend of worker processes. Used by one thread. */
    public static final class Builder {
        private static final long LEAST_ADDRESS_SPACE = 64L << 20;
        private static final long LEAST_OPEN_FILES = 32;
        private static final long LEAST_RESULT = 1L << 20;
        private static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(30);

        private @Nullable String executable;
        private @Nullable Path venv;
        private @Nullable Path directory;
        private final Map<String, Optional<String>> environment = new HashMap<>();
        private final List<Path> path = new ArrayList<>();
        private @Nullable PythonPackages packages;
        private final List<String> preload = new ArrayList<>();
        private final Map<String, Long> limits = new HashMap<>();
        private long maxResult = Math.max(LEAST_RESULT, Runtime.getRuntime().maxMemory() / 4);
        private Duration startTimeout = DEFAULT_START_TIMEOUT;

        private Builder() {}

        /**
         * Sets the Python interpreter. Default: {@code python3}.
         *
         * @param name a name to be found on the PATH, or a path
         * @return this builder
         */
        public Builder executable(String name) {
            executable = Objects.requireNonNull(name, "executable");
            return this;
        }

        /**
         * Sets the Python interpreter.
         *
         * @param file the program
         * @return this builder
         */
        public Builder executable(Path file) {
            executable = file.toAbsolutePath().toString();
            return this;
        }

        /**
         * Takes the Python that comes as a dependency, {@code org.bytedeco:cpython} with the classifier of this platform. It is unpacked
         * now, if this has not been done before.
         *
         * @return this builder
         * @throws IllegalStateException when there is none for this platform on the class path
         * @throws java.io.UncheckedIOException when there is no room to unpack it
         */
        public Builder bundled() {
            return executable(BundledPython.require().executable());
        }

        /**
         * Takes the interpreter and the packages of a virtual environment.
         *
         * @param environment the environment's directory
         * @return this builder
         */
        public Builder venv(Path environment) {
            venv = Objects.requireNonNull(environment, "venv");
            return this;
        }

        /**
         * Sets packages that the workers need. They are installed before the first worker starts, by the interpreter's own {@code venv} and
         * {@code pip}, into a virtual environment in the user's cache; later starts find them there.
         *
         * @param requirements as {@code "whoosh==2.7.4"}
         * @return this builder
         * @throws IllegalArgumentException when there is none, or one is no requirement
         */
        public Builder packages(String... requirements) {
            return packages(PythonPackages.of(requirements));
        }

        /**
         * Sets packages that the workers need, and where they come from.
         *
         * @param needed the packages
         * @return this builder
         */
        public Builder packages(PythonPackages needed) {
            packages = Objects.requireNonNull(needed, "packages");
            return this;
        }

        /**
         * Sets the workers' directory. Default: the JVM's.
         *
         * @param where an existing directory
         * @return this builder
         */
        public Builder directory(Path where) {
            directory = Objects.requireNonNull(where, "directory");
            return this;
        }

        /**
         * Changes the environment, which is otherwise the JVM's.
         *
         * @param name a variable
         * @param value its value, or null to remove it
         * @return this builder
         */
        public Builder environment(String name, @Nullable String value) {
            environment.put(Objects.requireNonNull(name, "name"), Optional.ofNullable(value));
            return this;
        }

        /**
         * Adds directories where Python looks for modules: before those of the variable PYTHONPATH, which come before Python's own.
         *
         * @param directories existing directories
         * @return this builder
         */
        public Builder path(Path... directories) {
            path.addAll(List.of(directories));
            return this;
        }

        /**
         * Names modules that each worker has imported when it is ready. On Linux one process imports them, once, and workers are forked of
         * it: they are there within milliseconds and share its memory. Where that is not safe, because a module has started threads that
         * do not know of forks, or has opened connections, or is not possible, each worker imports them itself.
         *
         * @param modules as {@code "numpy"} or {@code "concurrent.futures"}
         * @return this builder
         * @throws IllegalArgumentException when one is no module's name
         */
        public Builder preload(String... modules) {
            for (String module : modules) {
                preload.add(Checks.module("preload", module));
            }
            return this;
        }

        /**
         * Limits the memory that a worker can have, as addresses: what it has only reserved counts, too. Python code that wants more gets
         * a {@code MemoryError}, native code may crash. Default: no limit. Not on Windows and macOS.
         *
         * @param bytes at least 64 MiB
         * @return this builder
         */
        public Builder addressSpace(long bytes) {
            limits.put("address_space", Checks.atLeast("addressSpace", bytes, LEAST_ADDRESS_SPACE, "bytes"));
            return this;
        }

        /**
         * Limits the processor time of a worker's whole life; the signal {@code SIGXCPU} ends one that has used it up. Default: no limit.
         * Not on Windows.
         *
         * @param time at least a second; parts of a second are cut
         * @return this builder
         */
        public Builder cpuTime(Duration time) {
            limits.put("cpu_seconds", Checks.atLeast("cpuTime", time.toSeconds(), 1, "seconds"));
            return this;
        }

        /**
         * Limits how many files and connections a worker can have open at once; it has about 20 itself. Default: no limit but the JVM's.
         * Not on Windows.
         *
         * @param files at least 32
         * @return this builder
         */
        public Builder openFiles(int files) {
            limits.put("open_files", Checks.atLeast("openFiles", files, LEAST_OPEN_FILES, "files"));
            return this;
        }

        /**
         * Limits what one result may take, so that Python cannot use up the JVM's memory: its bytes on the way, and the memory that its
         * copy takes by a rough estimate. A larger one is a {@link org.pybridge.ConversionException} of its call alone. The same holds for
         * the arguments of a callback. Default: a quarter of the JVM's largest heap, at most 2 GiB.
         *
         * @param bytes at least 1 MiB; more than 2 GiB never cross
         * @return this builder
         */
        public Builder maxResult(long bytes) {
            maxResult = Checks.atLeast("maxResult", bytes, LEAST_RESULT, "bytes");
            return this;
        }

        /**
         * Sets how long a worker may take to start. Default: 30 seconds.
         *
         * @param limit more than zero
         * @return this builder
         */
        public Builder startTimeout(Duration limit) {
            startTimeout = Objects.requireNonNull(limit, "startTimeout");
            return this;
        }

        /**
         * Builds the backend; nothing is started.
         *
         * @return a backend for {@link Python#builder}
         * @throws IllegalArgumentException when a program or a directory does not exist, or an option is out of its range
         */
        public PythonProcess build() {
            if (executable != null && venv != null) {
                throw new IllegalArgumentException("executable is " + executable + " and venv is " + venv
                        + "; give one of them, a virtual environment has an interpreter of its own");
            }
            if (packages != null && venv != null) {
                throw new IllegalArgumentException("venv is " + venv + " and packages are " + packages
                        + "; packages get an environment of their own: leave venv out, or install them into it");
            }
            if (startTimeout.isNegative() || startTimeout.isZero()) {
                throw new IllegalArgumentException("startTimeout is " + startTimeout + "; it has to be more than zero");
            }
            Checks.environment(environment);
            return new PythonProcess(new Configuration(
                    venv != null
                            ? Checks.interpreterOf(venv)
                            : Checks.program(executable == null ? "python3" : executable),
                    Optional.ofNullable(directory).map(where -> Checks.directory("directory", where)),
                    Map.copyOf(environment),
                    path.stream().map(each -> Checks.directory("path", each)).toList(),
                    Optional.ofNullable(packages),
                    List.copyOf(preload),
                    Map.copyOf(limits),
                    Math.min(maxResult, FrameReader.LARGEST),
                    startTimeout));
        }
    }
}

package org.pybridge.cpython;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.Diagnosis;
import org.pybridge.InterpreterLostException;
import org.pybridge.ItemType;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.SharedArray;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.internal.runtime.StartSteps;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.ResultMode;

/**
 * CPython in the JVM: the real one with all its packages, at its own speed, called without a process in between.
 *
 * <pre>{@code
 * try (Python python = CPython.start()) {
 *     System.out.println(python.eval("1 + 1"));
 * }
 * }</pre>
 *
 * <p>There is one CPython in a JVM, which stays when all that uses it was closed. Native code that crashes ends the JVM. Immutable and
 * thread-safe.
 */
public final class CPython implements Backend {
    private static final int FIRST_WITH_LOCKS = 12;
    private static final int FIRST_WITH_ISOLATED = 13;
    private static final EntryPoint VIEW = EntryPoint.of("_pybridge_cpython:expose");

    private final Configuration configuration;
    private final ReentrantLock finding = new ReentrantLock();
    private volatile @Nullable Place place;

    /** What was found and installed: a Python, and the directory of packages. */
    private record Place(PythonHome home, Optional<Path> packages) {}

    private CPython(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts the bundled Python.
     *
     * @return a running Python, to be closed
     * @throws IllegalStateException when there is none on the class path
     * @throws InterpreterLostException when it cannot be started
     */
    public static Python start() {
        return Python.builder(bundled()).build();
    }

    /**
     * Describes a backend on the Python that comes as a dependency, {@code org.bytedeco:cpython}.
     *
     * @return the backend
     */
    public static CPython bundled() {
        return builder().build();
    }

    /**
     * Describes a backend on an installed Python.
     *
     * @param executable a name to be found on the PATH, or a path, also that of a virtual environment's interpreter
     * @return the backend
     */
    public static CPython at(String executable) {
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

    /**
     * Takes memory for numbers that Java and Python see at once, as {@link Python#allocateShared} does, and larger than 2 GiB where that is
     * wanted. Calls of any Python on this backend take it as an argument, and copy nothing; Python gets a {@code memoryview}. The memory goes
     * back when nothing on either side can reach it any more, so it can be used without harm after {@link SharedArray#close()}.
     *
     * @param itemType the type of the numbers
     * @param shape the length of each dimension
     * @return an array, all zeros; thread-safe
     * @throws IllegalArgumentException when the shape is none
     * @throws IllegalStateException when the system has not so much memory
     */
    public static SharedArray allocate(ItemType itemType, long... shape) {
        return NativeAllocation.of(itemType, shape);
    }

    /**
     * Returns the memory of an object that has a buffer, as an array of numpy, without a copy: what Java writes there, Python reads. Python
     * keeps the buffer until nothing in Java can reach the memory any more; an object whose buffer is in use cannot be resized meanwhile.
     *
     * @param object an object of an interpreter that shares CPython's main one; its numbers lie row by row without gaps
     * @return an array, which can be passed to Python as well; thread-safe
     * @throws org.pybridge.PythonException {@code TypeError} when the object has no buffer; {@code BufferError} when it has gaps between its
     *     numbers, numbers that Java has no type for, or belongs to an isolated interpreter, which could end before
     * @throws IllegalArgumentException when the object is no object of this backend
     */
    public static SharedArray view(PyObject object) {
        if (object instanceof LiveObject live && live.reference() instanceof CPythonReference) {
            return (SharedArray) Objects.requireNonNull(live.apply(VIEW, ResultMode.REFERENCE));
        }
        throw new IllegalArgumentException("the object is " + object.getClass().getSimpleName()
                + " of another backend than CPython in the JVM; copy it with as(PyBuffer.class)");
    }

    /**
     * Returns the memory of an array, which may be larger than any Java buffer. It stays valid as long as it can be reached.
     *
     * @param array what {@link #allocate} or {@link #view} gave
     * @return the memory, of its own size; read-only where the array is
     * @throws org.pybridge.StaleObjectException when the array was closed
     * @throws IllegalArgumentException when the array is of another kind
     */
    public static MemorySegment segment(SharedArray array) {
        if (array instanceof NativeArray own) {
            return own.segment();
        }
        throw new IllegalArgumentException(
                array
                        + " is none that CPython.allocate or CPython.view gave; take MemorySegment.ofBuffer(array.asByteBuffer())");
    }

    @Override
    public String name() {
        return "cpython";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> able = EnumSet.of(
                Capability.CALLBACKS,
                Capability.OBJECTS,
                Capability.OPAQUE_OBJECTS,
                Capability.INTERRUPT,
                Capability.REUSE_INTERRUPTED,
                Capability.SHARED_MEMORY);
        if (configuration.isolated()) {
            able.add(Capability.OWN_STATE);
        }
        return able;
    }

    @Override
    public Interpreter start(Host host) {
        StartSteps steps = new StartSteps();
        Place found = place();
        steps.done("library");
        EmbeddedPython process = EmbeddedPython.of(found.home());
        steps.done("python");
        CPythonInterpreter interpreter = configuration.isolated()
                ? isolated(process, found.home(), host)
                : new CPythonInterpreter(process.main(), host, () -> {});
        interpreter.prepare(configuration, found.packages());
        steps.done("interpreter");
        interpreter.started(steps.soFar());
        return interpreter;
    }

    private static CPythonInterpreter isolated(EmbeddedPython process, PythonHome home, Host host) {
        if (home.minor() < FIRST_WITH_ISOLATED) {
            throw new InterpreterLostException(
                    home
                            + (home.minor() < FIRST_WITH_LOCKS
                                    ? " has no interpreters with a lock of their own"
                                    : " ends the JVM when it ends an isolated interpreter")
                            + "; Python 3." + FIRST_WITH_ISOLATED + " or later is needed, or leave isolated() out",
                    null,
                    false,
                    null);
        }
        SubInterpreter own = process.isolated();
        return new CPythonInterpreter(own.python(), host, own::end);
    }

    private Place place() {
        Place known = place;
        if (known != null) {
            return known;
        }
        finding.lock();
        try {
            Place found = place;
            if (found == null) {
                PythonHome home = configuration.home();
                found = new Place(home, configuration.packages().map(wanted -> PackageDirectory.of(wanted, home)));
                place = found;
            }
            return found;
        } finally {
            finding.unlock();
        }
    }

    @Override
    public Diagnosis diagnose() {
        Map<String, String> facts = new LinkedHashMap<>();
        Place known = place;
        if (known != null) {
            facts.put("python", known.home().toString());
            facts.put("library", known.home().library().toString());
            known.packages().ifPresent(directory -> facts.put("packages", directory.toString()));
        }
        facts.put("interpreters", configuration.isolated() ? "isolated" : "shares of the main one");
        facts.put("lock", configuration.isolated() ? "one for each interpreter" : "one for all interpreters");
        facts.put("guarded", String.valueOf(configuration.guarded()));
        return new Diagnosis(List.of(new Diagnosis.Section("cpython", facts)), List.of());
    }

    /** Describes a backend of CPython in the JVM. Used by one thread. */
    public static final class Builder {
        private @Nullable String executable;
        private boolean isolated;
        private boolean guarded = true;
        private final List<Path> path = new ArrayList<>();
        private @Nullable PythonPackages packages;

        private Builder() {}

        /**
         * Takes an installed Python in place of the bundled one: CPython 3.11 or later with a shared library.
         *
         * @param name a name to be found on the PATH, or a path, also that of a virtual environment's interpreter
         * @return this builder
         */
        public Builder executable(String name) {
            executable = Objects.requireNonNull(name, "executable");
            return this;
        }

        /**
         * Gives each of the pool's interpreters a state and a lock of its own, so that Python code runs in parallel in one process. Native
         * modules have to be made for that: numpy is not. Default: all share CPython's main interpreter, where every package works.
         *
         * @return this builder
         */
        public Builder isolated() {
            isolated = true;
            return this;
        }

        /**
         * Lets Python code do what takes the JVM down or copies it: {@code os.fork}, {@code os.exec}, {@code os.abort}, and signals to its own
         * process. Default: they are refused, for all code of the process once any backend has it so.
         *
         * @return this builder
         */
        public Builder unguarded() {
            guarded = false;
            return this;
        }

        /**
         * Adds directories where Python looks for modules, before its own.
         *
         * @param directories existing directories
         * @return this builder
         * @throws IllegalArgumentException when one is no directory
         */
        public Builder path(Path... directories) {
            for (Path directory : directories) {
                if (!Files.isDirectory(directory)) {
                    throw new IllegalArgumentException("path has " + directory + ", which is no directory");
                }
                path.add(directory.toAbsolutePath());
            }
            return this;
        }

        /**
         * Sets packages that Python needs. They are installed before the first interpreter starts, by the interpreter's own pip, into a
         * directory in the user's cache; later starts find them there.
         *
         * @param requirements as {@code "numpy>=2"}
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
         * Builds the backend; nothing is started.
         *
         * @return a backend for {@link Python#builder}
         */
        public CPython build() {
            return new CPython(new Configuration(
                    Optional.ofNullable(executable),
                    isolated,
                    guarded,
                    List.copyOf(path),
                    Optional.ofNullable(packages)));
        }
    }
}

package org.pybridge.cpython;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.bundled.BundledPython;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.StartSteps;

/**
 * CPython in the JVM: the real one with all its packages, at its own speed, called without a process in between.
 *
 * <pre>{@code
 * try (Python python = CPython.start()) {
 *     System.out.println(python.eval("1 + 1"));
 * }
 * }</pre>
 *
 * <p>Native code that crashes ends the JVM. Immutable and thread-safe.
 */
public final class CPython implements Backend {
    private static final int FIRST_WITH_ISOLATED = 13;

    private final Supplier<PythonHome> home;
    private final boolean isolated;

    private CPython(Supplier<PythonHome> home, boolean isolated) {
        this.home = home;
        this.isolated = isolated;
    }

    /**
     * Starts the bundled Python.
     *
     * @return a running Python, to be closed
     * @throws IllegalStateException when there is none on the class path
     * @throws org.pybridge.InterpreterLostException when it cannot be started
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
        if (isolated) {
            able.add(Capability.OWN_STATE);
        }
        return able;
    }

    @Override
    public Interpreter start(Host host) {
        StartSteps steps = new StartSteps();
        PythonHome found = home.get();
        steps.done("library");
        EmbeddedPython process = EmbeddedPython.of(found);
        steps.done("python");
        if (!isolated) {
            return new CPythonInterpreter(process.main(), host, () -> {}, steps);
        }
        if (found.minor() < FIRST_WITH_ISOLATED) {
            throw new InterpreterLostException(
                    found + " ends the JVM when it ends an isolated interpreter; Python 3." + FIRST_WITH_ISOLATED
                            + " or later is needed, or leave isolated() out",
                    null,
                    false,
                    null);
        }
        SubInterpreter own = process.isolated();
        steps.done("interpreter");
        return new CPythonInterpreter(own.python(), host, own::end, steps);
    }

    /** Describes a backend of CPython in the JVM. Used by one thread. */
    public static final class Builder {
        private Supplier<PythonHome> home = () -> PythonHome.of(BundledPython.find());
        private boolean isolated;

        private Builder() {}

        /**
         * Takes an installed Python in place of the bundled one.
         *
         * @param name a name to be found on the PATH, or a path, also that of a virtual environment's interpreter
         * @return this builder
         */
        public Builder executable(String name) {
            Objects.requireNonNull(name, "executable");
            home = () -> InstalledPython.find(name);
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
         * Builds the backend; nothing is started.
         *
         * @return a backend for {@link Python#builder}
         */
        public CPython build() {
            return new CPython(home, isolated);
        }
    }
}

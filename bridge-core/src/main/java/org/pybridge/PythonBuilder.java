package org.pybridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.PooledPython;
import org.pybridge.internal.call.Settings;
import org.pybridge.internal.convert.ConversionOptions;
import org.pybridge.internal.modules.ModuleResources;
import org.pybridge.internal.modules.ModuleSource;
import org.pybridge.internal.modules.ModuleTree;
import org.pybridge.internal.modules.OwnModules;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.PoolListener;
import org.pybridge.spi.Backend;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.PythonExtension;

/**
 * Describes a {@link Python} before it starts. Used by one thread.
 *
 * <pre>{@code
 * Python python = Python.builder(GraalPy.builder().build())
 *         .pool(pool -> pool.size(4).eager(true).initScript("import json"))
 *         .output(() -> Output.to(System.out, System.err))
 *         .build();
 * }</pre>
 */
public final class PythonBuilder {
    private final Backend backend;
    private final List<PythonExtension> extensions;
    private final PoolBuilder pool = PoolConfig.builder();
    private Supplier<? extends Output> output = Output::toLog;
    private final Map<Class<?>, Function<Object, @Nullable Object>> toPython = new HashMap<>();
    private final Map<Class<?>, Function<? super PyValue, ? extends @Nullable Object>> fromPython = new HashMap<>();
    private final Set<Class<?>> opaque = new LinkedHashSet<>();
    private TimePrecision times = TimePrecision.TRUNCATED;
    private final List<PoolListener> listeners = new ArrayList<>();
    private final List<ModuleSource> modules = new ArrayList<>();
    private boolean modulesWatched;
    private int captureLimit = 1 << 20;
    private @Nullable Duration callTimeout;

    PythonBuilder(Backend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
        this.extensions = ServiceLoader.load(PythonExtension.class, loader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        extensions.forEach(this::add);
    }

    private static ClassLoader loader() {
        return Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), PythonBuilder.class.getClassLoader());
    }

    private void add(PythonExtension extension) {
        extension.extend(this, backend);
        if (!backend.isRemote()) {
            extension.modules().forEach((name, source) -> modules.add(ModuleSource.ofLibrary(name, source)));
        }
    }

    /**
     * Sets options of the pool; the others stay as they are.
     *
     * @param options sets them, as {@code pool -> pool.size(4)}
     * @return this builder
     */
    public PythonBuilder pool(Consumer<? super PoolBuilder> options) {
        options.accept(pool);
        return this;
    }

    /**
     * Sets where Python's output goes, apart from {@code run}, which captures it, and calls with an output of their own. Default:
     * {@link Output#toLog()}.
     *
     * @param each makes one output for each caller that can run at once
     * @return this builder
     */
    public PythonBuilder output(Supplier<? extends Output> each) {
        output = Objects.requireNonNull(each, "output");
        return this;
    }

    /**
     * Sets how much output {@code run} captures. Default: 1 048 576 characters of each stream.
     *
     * @param characters not negative
     * @return this builder
     */
    public PythonBuilder captureLimit(int characters) {
        if (characters < 0) {
            throw new IllegalArgumentException("captureLimit is " + characters + "; it cannot be negative");
        }
        captureLimit = characters;
        return this;
    }

    /**
     * Limits how long Python may run in one call. A call that takes longer is stopped and ends with {@link CallTimeoutException}; waiting
     * for an interpreter does not count. The most specific limit holds: that of a {@link Call#timeout(Duration) call}, of a bound
     * {@link PyTimeout method}, of a {@link Python#session(Duration) session}, or else this one. Default: no limit.
     *
     * @param limit more than zero
     * @return this builder
     * @throws IllegalArgumentException when the limit is zero or negative
     */
    public PythonBuilder callTimeout(Duration limit) {
        callTimeout = CallOptions.requireTimeout("callTimeout", limit);
        return this;
    }

    /**
     * Teaches Python a Java type.
     *
     * @param type a class; its subclasses are converted the same way
     * @param converter gives a value of a type that is converted already, as a map or a string
     * @param <T> the Java type
     * @return this builder
     */
    public <T> PythonBuilder toPython(Class<T> type, Function<? super T, ? extends @Nullable Object> converter) {
        Objects.requireNonNull(converter, "converter");
        toPython.put(Objects.requireNonNull(type, "type"), value -> converter.apply(type.cast(value)));
        return this;
    }

    /**
     * Teaches Java how to read a type from Python.
     *
     * @param type exactly this class
     * @param converter reads the Python value; an {@link IllegalArgumentException} that it throws means that the value does not fit
     * @param <T> the Java type
     * @return this builder
     */
    public <T> PythonBuilder fromPython(Class<T> type, Function<? super PyValue, ? extends T> converter) {
        fromPython.put(Objects.requireNonNull(type, "type"), Objects.requireNonNull(converter, "converter"));
        return this;
    }

    /**
     * Passes the objects of classes to Python as references, as {@link Opaque} does for one object: Python sees nothing of them, and gives the
     * same instances back.
     *
     * @param types classes or interfaces; their subclasses are passed the same way
     * @return this builder
     */
    public PythonBuilder opaque(Class<?>... types) {
        opaque.addAll(List.of(types));
        return this;
    }

    /**
     * Says what becomes of the digits of a time that the other side does not keep, as the nanoseconds of {@code Instant.now()}. Default:
     * {@link TimePrecision#TRUNCATED}.
     *
     * @param precision whether they are cut off or refused
     * @return this builder
     */
    public PythonBuilder timePrecision(TimePrecision precision) {
        times = Objects.requireNonNull(precision, "precision");
        return this;
    }

    /**
     * Adds a listener, which receives wait times, call durations and start-up times. Without one, nothing is measured.
     *
     * @param added hears of this Python's pool; listeners that were added before stay
     * @return this builder
     */
    public PythonBuilder listener(PoolListener added) {
        listeners.add(Objects.requireNonNull(added, "listener"));
        return this;
    }

    /**
     * Adds a module from a string. Modules of this builder come before all others of their name, and in the order of these methods' calls
     * the last one wins.
     *
     * @param name its full name, as {@code import} takes it
     * @param source its text
     * @return this builder
     * @throws IllegalArgumentException when the name is not that of a module
     */
    public PythonBuilder module(String name, String source) {
        Objects.requireNonNull(source, "source");
        modules.add(ModuleSource.of(name, source));
        return this;
    }

    /**
     * Adds the modules and packages of a directory. Java reads them and hands them to each interpreter, so that Python needs no right to
     * read files; what is not in {@code .py} files, as data beside a module, is not handed over.
     *
     * @param directory holds what {@code import} names
     * @return this builder
     * @throws IllegalArgumentException when it is no directory
     */
    public PythonBuilder modules(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("modules is " + directory.toAbsolutePath() + ", which is no directory");
        }
        modules.add(new ModuleTree(directory.toAbsolutePath()));
        return this;
    }

    /**
     * Adds the modules and packages of a directory among the resources of the class path, from jars and directories alike. Nothing is
     * unpacked.
     *
     * @param directory relative to the class path's root, without a slash before it; the name is best no Java package, so that the
     *     module system does not hide it
     * @return this builder
     * @throws IllegalArgumentException when the class path has no such directory with modules
     */
    public PythonBuilder moduleResources(String directory) {
        try {
            modules.add(new ModuleResources(loader(), directory));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "moduleResources is \"" + directory + "\", which cannot be read: " + unreadable, unreadable);
        }
        return this;
    }

    /**
     * Has changes in the directories of {@link #modules(Path)} seen, for development. Before a call, a session or a script begins, Java looks
     * for changed files; where there are any, its interpreter forgets all modules of this builder and imports them again when they are used.
     * Calls that run meanwhile finish on the old ones, and objects of the old ones live on. Looking takes some time for each call. Default:
     * off.
     *
     * @return this builder
     */
    public PythonBuilder watchModules() {
        modulesWatched = true;
        return this;
    }

    /**
     * Starts Python.
     *
     * @return a running Python, to be closed
     * @throws IllegalArgumentException when options of the pool contradict each other, or a module cannot be read
     * @throws InterpreterLostException when the interpreter cannot be started
     * @throws UnsupportedCapabilityException when there is a {@code callTimeout} and the backend cannot stop a call
     */
    public Python build() {
        return PooledPython.start(
                backend,
                pool.build(),
                new Settings(
                        output,
                        captureLimit,
                        callTimeout,
                        new ConversionOptions(toPython, fromPython, opaque, times, extensions),
                        listeners,
                        new OwnModules(modules, modulesWatched)));
    }
}

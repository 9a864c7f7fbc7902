package org.pybridge.internal;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pybridge.AsyncPython;
import org.pybridge.Call;
import org.pybridge.Diagnosis;
import org.pybridge.Health;
import org.pybridge.ItemType;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.SharedArray;
import org.pybridge.UnsupportedCapabilityException;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.call.CallRules;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.Initializer;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.call.Settings;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.convert.Conversions;
import org.pybridge.internal.lease.Lease;
import org.pybridge.internal.lease.Lender;
import org.pybridge.internal.lease.Tenant;
import org.pybridge.internal.modules.OwnModules;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.internal.object.MappedArray;
import org.pybridge.internal.observe.StartTimes;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.observe.TimedStart;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.PoolEntry;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.runtime.StartSteps;
import org.pybridge.internal.thread.PlatformThreads;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.spi.Backend;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.PythonExtension;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.StopStep;

/** The facade over a pool of one backend's interpreters. */
public final class PooledPython extends Operations implements Python, Lender {
    private final Backend backend;
    private final PoolConfig config;
    private final List<PythonExtension> extensions;
    private final AsyncCalls async;
    private final Telemetry telemetry;
    private final HealthProbe probe;
    private final Doctor doctor;

    private PooledPython(
            Backend backend,
            PoolConfig config,
            List<PythonExtension> extensions,
            Shared shared,
            Telemetry telemetry,
            Doctor doctor) {
        super(shared);
        this.backend = backend;
        this.extensions = extensions;
        this.config = config;
        this.telemetry = telemetry;
        this.probe = new HealthProbe(shared.executor(), shared.threads().executor());
        this.doctor = doctor;
        this.async = new AsyncCalls(this, config);
    }

    /**
     * Starts a Python.
     *
     * @param backend where it runs
     * @param config how interpreters are shared
     * @param settings the rest
     * @return a running Python
     */
    public static Python start(Backend backend, PoolConfig config, Settings settings) {
        if (settings.callTimeout() != null) {
            requirements(backend).accept(Capability.INTERRUPT);
        }
        if (config.reuseInterrupted()) {
            requirements(backend).accept(Capability.REUSE_INTERRUPTED);
        }
        if (config.maxMemoryGrowth() > 0) {
            requirements(backend).accept(Capability.MEMORY_USE);
        }
        if (config.resetPolicy() != ResetPolicy.NONE) {
            requirements(backend).accept(Capability.OWN_STATE);
        }
        backend.refuseWriting(settings.modules().places());
        Telemetry telemetry = Telemetry.of(backend.name(), settings.listeners());
        StartTimes starts = new StartTimes(backend.name());
        Starter starter = new Starter(backend, config, settings.modules(), telemetry, starts);
        PlatformThreads threads = new PlatformThreads("pybridge-" + backend.name());
        InterpreterPool pool =
                new InterpreterPool(config, starter::start, settings.output(), threads.executor(), telemetry);
        Conversions conversions = new Conversions(
                settings.conversion(), object -> ((LiveObject) object).reference(), requirements(backend));
        CallRules rules = CallRules.of(backend, config, settings.callTimeout());
        CallExecutor executor = new CallExecutor(pool, threads, rules, config, telemetry, settings.modules());
        boolean sendsCalls = backend.capabilities().contains(Capability.OWN_PROCESS);
        boolean sharesMemory = backend.capabilities().contains(Capability.SHARED_MEMORY);
        Shared shared = new Shared(conversions, executor, threads, sendsCalls, sharesMemory, settings.captureLimit());
        starter.shared = shared;
        Doctor doctor = new Doctor(backend, config, settings, starts, executor, threads.executor());
        PooledPython python =
                new PooledPython(backend, config, settings.conversion().extensions(), shared, telemetry, doctor);
        telemetry.opened(pool::statistics);
        try {
            threads.run(pool::start);
        } catch (RuntimeException | Error failed) {
            python.closeNow();
            throw failed;
        }
        return python;
    }

    private static Consumer<Capability> requirements(Backend backend) {
        return capability -> {
            if (!backend.capabilities().contains(capability)) {
                throw new UnsupportedCapabilityException(backend.name(), capability);
            }
        };
    }

    /** Starts interpreters and runs the init script in each. */
    private static final class Starter {
        private final Backend backend;
        private final PoolConfig config;
        private final OwnModules modules;
        private final Telemetry telemetry;
        private final StartTimes starts;
        private volatile @Nullable Shared shared;

        Starter(Backend backend, PoolConfig config, OwnModules modules, Telemetry telemetry, StartTimes starts) {
            this.backend = backend;
            this.config = config;
            this.modules = modules;
            this.telemetry = telemetry;
            this.starts = starts;
        }

        Interpreter start(PoolEntry place) {
            TimedStart start = telemetry.starting();
            Interpreter started = startAndInitialize(place);
            start.ended();
            return started;
        }

        private Interpreter startAndInitialize(PoolEntry place) {
            Shared parts = Objects.requireNonNull(shared);
            EntryHost host = new EntryHost(parts, place, config.callersPerInterpreter(), keepsState(), firstImports());
            Interpreter interpreter = backend.start(host);
            host.servesNow(interpreter);
            try {
                StartSteps steps = new StartSteps();
                new Initializer(config, parts.executor().pool())
                        .run(interpreter, () -> initialize(interpreter, place, steps));
                starts.add(interpreter.startSteps(), steps.soFar());
                return interpreter;
            } catch (RuntimeException | Error failed) {
                interpreter.close();
                throw failed;
            }
        }

        /** Whether something is put into an interpreter, or promised of one that has just started. */
        private boolean keepsState() {
            return !modules.isEmpty()
                    || !config.initScript().code().isBlank()
                    || !config.warmUp().isEmpty()
                    || config.resetPolicy() != ResetPolicy.NONE;
        }

        /** What an init script or the application's own modules do may decide what an import finds, or does. */
        private List<String> firstImports() {
            return modules.isEmpty() && config.initScript().code().isBlank() ? config.imports() : List.of();
        }

        private void initialize(Interpreter interpreter, PoolEntry place, StartSteps steps) {
            Output output = Output.toLog();
            @Nullable Object[] own = modules.firstFor(interpreter);
            if (own != null) {
                interpreter.call(Invocation.of(RuntimeFunctions.OFFER_MODULES, ResultMode.NOTHING, own), output);
                steps.done("modules");
            }
            if (!config.initScript().code().isBlank()) {
                interpreter.call(RuntimeFunctions.evaluate(config.initScript(), ResultMode.NOTHING), output);
                steps.done("init script");
            }
            Shared parts = Objects.requireNonNull(shared);
            if (parts.executor().imports().intoNew(interpreter, place, output)) {
                steps.done("imports");
            }
            for (Call<?> call : config.warmUp()) {
                warmUp(call, interpreter, parts.conversions(), output);
            }
            if (!config.warmUp().isEmpty()) {
                steps.done("warm-up calls");
            }
            if (config.resetPolicy() == ResetPolicy.SETTINGS) {
                interpreter.call(Invocation.of(RuntimeFunctions.TAKE_SETTINGS, ResultMode.NOTHING), output);
            }
            output.end();
        }

        private static void warmUp(Call<?> call, Interpreter interpreter, Conversions conversions, Output output) {
            Invocation invocation = new Invocation(
                    call.target(),
                    conversions.encodeAll(call.arguments()),
                    conversions.encodeNamed(call.keywords()),
                    ResultMode.NOTHING,
                    CallOptions.of(call));
            interpreter.call(invocation, call.output().orElse(output));
        }
    }

    @Override
    Dispatcher dispatcher() {
        return shared.executor();
    }

    /** None for a callback: its calls run in the interpreter that it is in. */
    @Override
    int helpers() {
        return shared.executor().current() == null ? shared.executor().pool().slots() - 1 : 0;
    }

    @Override
    AsyncCalls background() {
        return async;
    }

    @Override
    public Session session() {
        return open(null);
    }

    @Override
    public Session session(Duration callTimeout) {
        CallOptions.requireTimeout("callTimeout", callTimeout);
        requirements(backend).accept(Capability.INTERRUPT);
        return open(callTimeout);
    }

    private Session open(@Nullable Duration limit) {
        requirements(backend).accept(Capability.OBJECTS);
        CallExecutor executor = shared.executor();
        if (executor.current() != null) {
            throw new IllegalStateException(
                    "a callback cannot open a session: its thread is in an interpreter already; open it before the"
                            + " call");
        }
        Slot slot = executor.borrow(null);
        try {
            return new HeldSession(shared, slot, limit);
        } catch (RuntimeException | Error failed) {
            executor.giveBack(slot, new CallOptions(null, limit), false);
            throw failed;
        }
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public List<PythonExtension> extensions() {
        return extensions;
    }

    @Override
    public Lease lend(Tenant tenant) {
        StopStep survivable = config.reuseInterrupted() ? StopStep.INTERRUPT : StopStep.CANCEL;
        return Lease.take(shared.executor(), tenant, survivable);
    }

    @Override
    public AsyncPython async() {
        return async;
    }

    @Override
    void bound(String module) {
        shared.executor().imports().add(module);
    }

    @Override
    public void suspend() {
        shared.executor().pool().suspend();
    }

    @Override
    public void resume() {
        shared.executor().pool().resume();
    }

    @Override
    public Health health(Duration limit) {
        return probe.ask(limit);
    }

    @Override
    public Diagnosis diagnose() {
        return doctor.examine();
    }

    @Override
    public SharedArray allocateShared(ItemType itemType, int... shape) {
        requirements(backend).accept(Capability.SHARED_MEMORY);
        return MappedArray.allocate(itemType, shape);
    }

    @Override
    public PoolStatistics statistics() {
        return shared.executor().pool().statistics();
    }

    @Override
    public void close() {
        close(config.closeTimeout());
    }

    @Override
    public void closeNow() {
        close(Duration.ZERO);
    }

    private void close(Duration patience) {
        if (shared.executor().current() != null) {
            throw new IllegalStateException(
                    "a callback cannot close the Python that calls it; close it after the call");
        }
        async.close();
        shared.threads().run(() -> shared.executor().pool().close(patience));
        shared.executor().close();
        shared.threads().close();
        backend.close();
        telemetry.closed();
    }

    @Override
    public String toString() {
        return "Python on " + backend.name() + ", " + statistics();
    }
}

package org.pybridge.graalpy;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.ConversionException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.internal.runtime.PassingErrors;
import org.pybridge.internal.runtime.PythonLogging;
import org.pybridge.internal.runtime.StartSteps;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.pybridge.spi.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One GraalPy context. */
final class GraalPyInterpreter implements Interpreter {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_INTERRUPT = Duration.ofMillis(1);
    private static final int FIRST_WITH_ANY_LOCALE = 19;
    private static final String SUBPROCESSES = "_pybridge_subprocesses";

    /** Classes are the JVM's, whichever interpreter has them loaded. */
    private static final AtomicBoolean ERROR_CLASSES_LOADED = new AtomicBoolean();

    private final Context context;
    private final SharedEngine engine;
    private final AtomicBoolean engineLeft = new AtomicBoolean();
    private final RuntimeBindings library;
    private final Callers callers;
    private final Children children;
    private final Access.Limits limits;
    private final HeapWatch memory;
    private final BufferTransfer blocks;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Errors errors;
    private final SelfTest selfTest;
    private final ResolvedFunctions resolved;
    private final boolean exclusive;
    private final Coroutines coroutines = new Coroutines();
    private final PassingErrors passing = new PassingErrors();
    private Map<String, Duration> startSteps = Map.of();
    private volatile boolean usable = true;
    private volatile boolean retired;
    private volatile boolean outputIsBuffered;
    private volatile @Nullable String exhausted;

    private GraalPyInterpreter(
            Context context,
            SharedEngine engine,
            Callers callers,
            Children children,
            Access access,
            HeapWatch memory,
            Host host) {
        this.context = context;
        this.engine = engine;
        this.callers = callers;
        this.children = children;
        this.limits = access.limits();
        this.memory = memory;
        this.library = RuntimeBindings.load(context);
        this.exclusive = host.callersPerInterpreter() == 1;
        this.outbound = new Outbound(this, library, host, coroutines);
        this.blocks = new BufferTransfer(library, access.usesNativeMemory());
        this.inbound = new Inbound(this, library, host, outbound, blocks);
        this.errors = new Errors(library);
        this.selfTest = new SelfTest(library, inbound, outbound);
        this.resolved = new ResolvedFunctions(library);
    }

    /** Starts an interpreter, which leaves the engine when it was closed; if none starts, that is left to the caller. */
    static GraalPyInterpreter start(
            GraalPy.Configuration configuration, SharedEngine engine, HeapWatch memory, Host host, StartSteps steps) {
        Callers callers = new Callers();
        Children children = new Children();
        Context context = null;
        try {
            context = new ContextRecipe(configuration).make(engine.engine(), callers, children);
            steps.done("context");
            GraalPyInterpreter interpreter =
                    new GraalPyInterpreter(context, engine, callers, children, configuration.access(), memory, host);
            interpreter.prepare(configuration, host);
            interpreter.preloadErrorClasses();
            memory.watch(interpreter);
            steps.done("runtime");
            interpreter.startSteps = steps.soFar();
            return interpreter;
        } catch (PolyglotException | IllegalArgumentException failed) {
            close(context);
            throw new InterpreterLostException("GraalPy did not start: " + explained(failed), failed);
        } catch (Throwable failed) {
            close(context);
            throw failed;
        }
    }

    private static void close(@Nullable Context context) {
        if (context != null) {
            context.close(true);
        }
    }

    /** Gives the exceptions that pass through callbacks. */
    PassingErrors passing() {
        return passing;
    }

    private static String explained(RuntimeException failed) {
        if (String.valueOf(failed.getMessage()).startsWith(Errors.RECURSION)) {
            return failed.getMessage() + "; " + ThreadStacks.ADVICE;
        }
        return failed instanceof PolyglotException limited && limited.isResourceExhausted()
                ? limited.getMessage()
                        + " The start itself takes that many: allow more by maxStatements, or use callTimeout"
                : String.valueOf(failed.getMessage());
    }

    private void prepare(GraalPy.Configuration configuration, Host host) {
        if (!configuration.path().isEmpty()) {
            Value path = context.eval("python", "import sys; sys.path");
            for (int i = 0; i < configuration.path().size(); i++) {
                path.invokeMember("insert", i, configuration.path().get(i).toString());
            }
        }
        HostFunctions functions = new HostFunctions(library.none());
        library.connect()
                .executeVoid(
                        functions.sink(callers::stdout),
                        functions.sink(callers::stderr),
                        functions.log(host, callers),
                        PythonLogging.lowestLevel(),
                        configuration.stdin() != null,
                        functions.signal(() -> outputIsBuffered = true));
        library.embed()
                .executeVoid(
                        functions.zoneFile(inbound::value),
                        functions.zoneNames(),
                        functions.parentProcess(),
                        functions.pause(host),
                        functions.hasBzip2(context),
                        Runtime.version().feature() >= FIRST_WITH_ANY_LOCALE,
                        RuntimeBindings.source(SUBPROCESSES));
        if (configuration.access().usesNativeMemory()) {
            library.noteNativeCode().executeVoid(functions.hasCPython());
        }
        Confinement.apply(context, configuration.access());
    }

    /**
     * Sees one exception of each kind, in the first interpreter of the JVM. The engine loads classes for them, and a stack overflow while
     * it does so would break them for the whole JVM.
     */
    private void preloadErrorClasses() {
        if (ERROR_CLASSES_LOADED.get()) {
            return;
        }
        meet(() -> library.resolve().execute("sys", "no_such_attribute"));
        meet(() -> context.eval("python", "("));
        ProxyExecutable throwing = none -> {
            throw new IllegalStateException("expected");
        };
        meet(() -> library.apply().execute(throwing, inbound.value(List.of()), inbound.value(Map.of())));
        ERROR_CLASSES_LOADED.set(true);
    }

    private void meet(Runnable failing) {
        try {
            failing.run();
        } catch (PolyglotException expected) {
            if (!expected.isHostException()) {
                errors.translate(expected, this);
            }
        }
    }

    @Override
    public @Nullable Object call(Invocation invocation, Output output) {
        if (limits.output() == Long.MAX_VALUE) {
            return callWith(invocation, output);
        }
        LimitedOutput limited = new LimitedOutput(output, limits.output(), this::outputExceeded);
        try {
            return callWith(invocation, limited);
        } finally {
            limited.callEnded();
        }
    }

    private @Nullable Object callWith(Invocation invocation, Output output) {
        Callers.Caller caller = callers.current();
        Output before = caller.begin(output);
        try {
            if (limits.statements() > 0) {
                context.resetLimits();
            }
            blocks.settle();
            return exclusive ? run(invocation) : enterAndRun(invocation);
        } catch (PolyglotException failed) {
            throw exhausted == null ? errors.translate(failed, this) : lost(failed);
        } finally {
            settleOutput();
            caller.end(before);
            if (!exclusive && isRetiredAndEmpty()) {
                BoundedTask.start("pybridge-close", this::closeByForce);
            }
        }
    }

    /** Sees that nothing which the call has printed waits in a buffer that Python code has put around a stream. */
    private void settleOutput() {
        if (outputIsBuffered) {
            try {
                library.settleStreams().executeVoid();
            } catch (PolyglotException | IllegalStateException stopped) {
                // The call itself says why.
            }
        }
    }

    /** Of two callers who leave at once, and of one who leaves while the interpreter is retired, one has to see the other. */
    private boolean isRetiredAndEmpty() {
        VarHandle.fullFence();
        return retired && callers.present() == 0;
    }

    /**
     * Runs a call that has the context to itself. Each question to the engine enters the context for itself, which takes a tenth of the
     * time of {@link Context#enter}, as long as the thread is the same.
     */
    private @Nullable Object run(Invocation invocation) {
        try {
            return outbound.read(execute(invocation), invocation.resultMode());
        } catch (IllegalStateException failed) {
            throw isClosed() ? lost(failed) : failed;
        }
    }

    /** Runs a call beside others. Without entering, the threads would change in the context with each question. */
    private @Nullable Object enterAndRun(Invocation invocation) {
        enter();
        try {
            return outbound.read(execute(invocation), invocation.resultMode());
        } finally {
            leave();
        }
    }

    /**
     * Gives what to throw for what went wrong while a value crossed. Python code can change everything in its interpreter, the library's
     * functions too. What then comes is no value, or an exception that is not the user's code's; the interpreter is given up.
     */
    RuntimeException judged(Throwable failed) {
        if (failed instanceof PolyglotException raised) {
            return Errors.object(raised) == null || works() ? raised : tampered(raised);
        }
        if (failed instanceof BridgeException known) {
            return known;
        }
        return exhausted != null || isClosed() ? lost(failed) : tampered(failed);
    }

    /** Tells whether Python refused to copy a value, which can stay there. */
    boolean isRefusedCopy(PolyglotException failed) {
        return Errors.object(failed) != null && errors.translate(failed, this) instanceof ConversionException;
    }

    /** Gives the exception for an answer that the library's own Python functions would not have given. */
    InterpreterLostException tampered(Throwable forged) {
        usable = false;
        LOG.warn(
                "An interpreter is given up: the code in it has changed functions of the library; {}",
                forged.toString());
        return new InterpreterLostException(
                "the interpreter returned an invalid value; the code in it has changed functions of the library",
                forged);
    }

    /** A call that is being stopped reads no further: no Python is involved then, so nothing else would end it. */
    void requireWanted() {
        if (callers.current().isStopped()) {
            throw new CallCancelledException(true);
        }
    }

    /** Tells whether calls work; it costs as much as some of them. */
    boolean works() {
        return usable && !isClosed() && selfTest.passes();
    }

    private void enter() {
        try {
            context.enter();
        } catch (IllegalStateException | PolyglotException closed) {
            throw lost(closed);
        }
    }

    private void leave() {
        try {
            context.leave();
        } catch (IllegalStateException | PolyglotException closed) {
            // Closed by force while it ran; the call itself says so.
            usable = false;
        }
    }

    private boolean isClosed() {
        try {
            context.enter();
            context.leave();
            return false;
        } catch (IllegalStateException | PolyglotException closed) {
            return true;
        }
    }

    private InterpreterLostException lost(Throwable closed) {
        usable = false;
        String reason = exhausted;
        return new InterpreterLostException(reason == null ? "the interpreter was closed" : reason, closed);
    }

    private Value callable(Target target) {
        return target instanceof EntryPoint entryPoint
                ? resolved.find(entryPoint)
                : ((GraalPyReference) target).in(this);
    }

    private Value execute(Invocation invocation) {
        Value callable = callable(invocation.target());
        @Nullable Object[] arguments = invocation.arguments();
        if (!invocation.keywords().isEmpty()) {
            return apply(callable, arguments, invocation.keywords());
        }
        Object[] given = inbound.all(arguments);
        try {
            return callable.execute(given);
        } catch (UnsupportedOperationException notCallable) {
            // Left to Python, whose error says what it is. Asking first would cost each call more than it costs to fail
            // here.
            return apply(callable, arguments, Map.of());
        }
    }

    private Value apply(Value callable, @Nullable Object[] arguments, Map<String, @Nullable Object> keywords) {
        return library.apply().execute(callable, inbound.value(Arrays.asList(arguments)), inbound.value(keywords));
    }

    @Override
    public StopResult stop(Thread caller, StopStep step, Duration grace) {
        Callers.Caller present = callers.present(caller);
        if (present == null) {
            return StopResult.NOT_HERE;
        }
        present.stop();
        boolean taken = switch (step) {
            case CANCEL -> coroutines.cancel(caller);
            case INTERRUPT -> exclusive && interrupt(caller, grace);
            case TERMINATE -> terminate();
            default -> false;
        };
        return taken ? StopResult.TAKEN : StopResult.NO_SUCH_STEP;
    }

    /** An interrupt that comes before the thread is in Python is lost, so it is repeated until the call has returned. */
    private boolean interrupt(Thread caller, Duration grace) {
        long until = System.nanoTime() + grace.toNanos();
        try {
            do {
                Duration left = Duration.ofNanos(until - System.nanoTime());
                context.interrupt(left.compareTo(SHORTEST_INTERRUPT) > 0 ? left : SHORTEST_INTERRUPT);
                Thread.sleep(1);
            } while (callers.present(caller) != null && System.nanoTime() - until < 0);
        } catch (TimeoutException | IllegalStateException | PolyglotException stubbornOrClosed) {
            // The next step decides.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        coroutines.forget(caller);
        return true;
    }

    /** Callers who share the interpreter are not ended with the one that cannot be stopped: it ends after the last of them. */
    private boolean terminate() {
        usable = false;
        if (!exclusive && callers.present() > 1) {
            retired = true;
            return false;
        }
        BoundedTask.start("pybridge-close", this::closeByForce);
        return true;
    }

    @Override
    public Map<String, Duration> startSteps() {
        return startSteps;
    }

    @Override
    public boolean isUsable() {
        return usable;
    }

    /** Ends the calls that run now, because the JVM's memory is used up; they say so. Gives what ends them; empty when none runs. */
    Optional<Thread> exhausted(String reason) {
        if (callers.present() == 0) {
            return Optional.empty();
        }
        exhausted = reason;
        usable = false;
        return Optional.of(BoundedTask.start("pybridge-heap", this::closeByForce));
    }

    /** Ends a call that goes on although it has written too much, and others that are in here with it. */
    private void outputExceeded() {
        LOG.warn("An interpreter is closed: a call in it went on after it had written more than Access.maxOutput");
        exhausted = "the interpreter was closed because a call that shared it had written too much, and went on";
        usable = false;
        closeByForce();
    }

    /** Marks the interpreter as unfit for further calls. */
    void lost() {
        usable = false;
    }

    /**
     * Closes by force, because a polite close waits for every thread that Python ever started. Force skips {@code atexit}, which
     * therefore runs first, within a limit. Code that cannot be stopped is left to itself: force waits for it for ever.
     */
    @Override
    public void close() {
        memory.forget(this);
        boolean busy = callers.present() > 0;
        if (retired && busy) {
            return;
        }
        boolean idle = usable && !busy;
        usable = false;
        if (idle) {
            BoundedTask.run("pybridge-close", SHUTDOWN_TIMEOUT, this::finish);
        }
        BoundedTask.run("pybridge-close", SHUTDOWN_TIMEOUT, this::closeByForce);
    }

    private void closeByForce() {
        try {
            children.end();
            context.close(true);
        } catch (RuntimeException failed) {
            LOG.warn("An interpreter could not be closed; what it holds stays until the JVM ends", failed);
        } finally {
            leaveEngine();
        }
    }

    private void leaveEngine() {
        if (engineLeft.compareAndSet(false, true)) {
            try {
                engine.leave();
            } catch (RuntimeException failed) {
                LOG.warn("An engine could not be closed; what it holds stays until the JVM ends", failed);
            }
        }
    }

    private void finish() {
        try {
            library.finish().executeVoid();
        } catch (PolyglotException | IllegalStateException failed) {
            callers.stderr("atexit: " + failed.getMessage() + "\n");
        }
    }
}

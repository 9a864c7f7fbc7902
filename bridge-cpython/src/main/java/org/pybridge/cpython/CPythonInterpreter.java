package org.pybridge.cpython;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.pybridge.spi.Target;

/**
 * A pool's interpreter: one of CPython's own, or a share of the main one, which has what all shares of it import and set, and tells apart
 * who calls, where that prints and what it is stopped by.
 */
final class CPythonInterpreter implements Interpreter {
    private static final Duration END_LIMIT = Duration.ofMillis(500);
    private static final long CLOSE_LIMIT_MILLIS = 3000;

    private final EmbeddedInterpreter python;
    private final Host host;
    private final Outbound outbound;
    private final Inbound inbound;
    private final Errors errors;
    private final CallStop stop;
    private final ResolvedFunctions functions;
    private final Runnable ending;
    private Map<String, Duration> startSteps = Map.of();
    private volatile boolean usable = true;
    private volatile boolean startsThreads;

    /**
     * Prepares.
     *
     * @param ending what ends CPython's interpreter, if it ends with this
     */
    CPythonInterpreter(EmbeddedInterpreter python, Host host, Runnable ending) {
        this.python = python;
        this.host = host;
        this.ending = ending;
        this.outbound = new Outbound(this, python, host);
        this.errors = new Errors(python, outbound);
        this.inbound = new Callbacks(this, python, host, outbound).inbound();
        this.functions = new ResolvedFunctions(python);
        this.stop = new CallStop(python, this);
        python.host().serve(host);
    }

    /** Says where its packages are, and what is refused. */
    void prepare(Configuration configuration, Optional<Path> packages) {
        List<String> path = configuration.path().stream().map(Path::toString).toList();
        String site = packages.map(Path::toString).orElse(null);
        PythonThread here = python.threads().current();
        here.enter();
        try {
            ObjectApi.decRef(Calls.call(
                    python.library().equip(),
                    here.scratch,
                    inbound.make(path, here.scratch),
                    inbound.make(site, here.scratch),
                    configuration.guarded() ? Types.TRUE : Types.FALSE));
        } catch (PythonRaised raised) {
            throw errors.take(here);
        } finally {
            here.leave();
        }
    }

    /** Notes how long the start took. */
    void started(Map<String, Duration> steps) {
        startSteps = steps;
    }

    Host host() {
        return host;
    }

    /** Notes that a call starts a thread. */
    void startsThread() {
        startsThreads = true;
    }

    /** Tells whether any call has started a thread. */
    boolean startsThreads() {
        return startsThreads;
    }

    Errors errors() {
        return errors;
    }

    @Override
    public @Nullable Object call(Invocation invocation, Output output) {
        PythonThread here = python.threads().current();
        CPythonInterpreter interpreterBefore = here.interpreter();
        Output outputBefore = here.work(this, output);
        try {
            here.enter();
            try {
                // After it has waited for the lock: from here on, the end finds the call.
                if (!usable) {
                    throw closed();
                }
                return run(invocation, here);
            } finally {
                here.leave();
            }
        } finally {
            here.work(interpreterBefore, outputBefore);
        }
    }

    private static InterpreterLostException closed() {
        return new InterpreterLostException("the interpreter was closed", null);
    }

    private @Nullable Object run(Invocation invocation, PythonThread here) {
        try {
            python.settle(here.scratch);
            long result = execute(invocation, here);
            try {
                return outbound.read(result, invocation.resultMode(), here);
            } finally {
                ObjectApi.giveUp(result);
            }
        } catch (PythonRaised raised) {
            here.unwind();
            RuntimeException failure = errors.take(here);
            throw failure instanceof CallCancelledException && !usable ? closed() : failure;
        } finally {
            if (python.outputIsBuffered()) {
                settleOutput(here.scratch);
            }
        }
    }

    /** Sees that nothing which the call has printed waits in a buffer that Python code has put around a stream. */
    private void settleOutput(Scratch scratch) {
        try {
            ObjectApi.decRef(Calls.call(python.library().settleStreams(), scratch));
        } catch (PythonRaised stopped) {
            // The call itself says why.
            ObjectApi.clearError();
        }
    }

    private long execute(Invocation invocation, PythonThread here) {
        Scratch scratch = here.scratch;
        long function = target(invocation.target(), scratch);
        @Nullable Object[] arguments = invocation.arguments();
        Map<String, @Nullable Object> keywords = invocation.keywords();
        long mark = scratch.mark();
        long array = Calls.array(scratch, arguments.length + keywords.size());
        int made = 0;
        long names = 0;
        try {
            for (Object argument : arguments) {
                put(array, made, inbound.make(argument, scratch));
                made++;
            }
            if (!keywords.isEmpty()) {
                for (Object value : keywords.values()) {
                    put(array, made, inbound.make(value, scratch));
                    made++;
                }
                names = names(keywords, scratch);
            }
            return PythonRaised.required(Calls.vector(function, array, arguments.length, names));
        } finally {
            Calls.giveUp(array, made);
            if (names != 0) {
                ObjectApi.decRef(names);
            }
            scratch.release(mark);
            ObjectApi.decRef(function);
            Reference.reachabilityFence(invocation);
        }
    }

    private static void put(long array, int index, long object) {
        NativeMemory.putLong(array + (long) index * Long.BYTES, object);
    }

    private static long names(Map<String, @Nullable Object> keywords, Scratch scratch) {
        long names = PythonRaised.required(ValueApi.tuple(keywords.size()));
        int i = 0;
        for (String name : keywords.keySet()) {
            ValueApi.setTupleItem(names, i++, Texts.make(name, scratch));
        }
        return names;
    }

    /** Returns what is to be called, a new reference. */
    private long target(Target target, Scratch scratch) {
        if (target instanceof EntryPoint entryPoint) {
            return functions.get(entryPoint, scratch);
        }
        long object = ((CPythonReference) target).in(this);
        ObjectApi.incRef(object);
        return object;
    }

    @Override
    public StopResult stop(Thread caller, StopStep step, Duration grace) {
        return stop.take(caller, step, grace);
    }

    @Override
    public Map<String, Duration> startSteps() {
        return startSteps;
    }

    @Override
    public boolean isUsable() {
        return usable;
    }

    /** Python may have to be waited for, which is left to a thread of its own after a while. */
    @Override
    public void close() {
        if (usable) {
            usable = false;
            Thread closing = new DaemonThread("pybridge-close", this::end);
            closing.start();
            try {
                closing.join(CLOSE_LIMIT_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end() {
        stop.end(END_LIMIT);
        functions.forget();
        // Functions of atexit run now, and may be Java's.
        ending.run();
        JavaHandles.forget(this);
        python.host().leave(host);
    }
}

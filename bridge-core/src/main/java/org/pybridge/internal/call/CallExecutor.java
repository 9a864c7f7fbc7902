package org.pybridge.internal.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.StaleObjectException;
import org.pybridge.internal.modules.OwnModules;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.observe.TimedCall;
import org.pybridge.internal.pool.InterpreterPool;
import org.pybridge.internal.pool.PoolEntry;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.stop.CallWatchdog;
import org.pybridge.internal.stop.RunningCall;
import org.pybridge.internal.stop.StopRules;
import org.pybridge.internal.thread.CallHandoff;
import org.pybridge.internal.thread.DedicatedThreads;
import org.pybridge.internal.thread.PlatformThreads;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.Reference;

/**
 * Runs calls in slots of a pool. Thread-safe.
 *
 * <p>A thread that is in a call already, because Python called Java back, calls again in the interpreter that it is in: waiting for a
 * slot while it keeps one, it could wait for itself.
 */
public final class CallExecutor implements Dispatcher {
    /** Wants to know which call runs, so that it can stop it. */
    public interface Watcher {
        /** The call is about to begin; an exception stops it. */
        void begin(RunningCall call);

        /** The call has ended. */
        void end();
    }

    private static final int MAX_UNFIT = 3;
    private static final Duration FOREVER = Duration.ofDays(365);

    private final InterpreterPool pool;
    private final PlatformThreads threads;
    private final DedicatedThreads ownThreads;
    private final CallRules rules;
    private final Telemetry telemetry;
    private final StopRules stopping;
    private final CallWatchdog watch;
    private final Maintenance maintenance;
    private final StartupImports imports;
    private final LeakWatch leaks;
    private final @Nullable ModuleReloader reloading;
    private final Duration maintenanceTimeout;
    private final Duration initTimeout;
    private final CallContext context = new CallContext();

    public CallExecutor(
            InterpreterPool pool,
            PlatformThreads threads,
            CallRules rules,
            PoolConfig config,
            Telemetry telemetry,
            OwnModules modules) {
        this.pool = pool;
        this.threads = threads;
        this.ownThreads = new DedicatedThreads(threads.name(), pool.slotNumbers());
        this.rules = rules;
        this.telemetry = telemetry;
        this.stopping = new StopRules(pool, threads.executor(), rules.grace(), rules.killable(), rules.survivable());
        this.maintenance = new Maintenance(this, config);
        this.imports = new StartupImports(config);
        this.maintenanceTimeout = config.maintenanceTimeout();
        this.initTimeout = config.initTimeout().isZero() ? FOREVER : config.initTimeout();
        this.leaks = new LeakWatch(this, config.leakThreshold());
        this.reloading = modules.isWatched() ? new ModuleReloader(this, modules) : null;
        this.watch = new CallWatchdog(threads.name() + "-watch", stopping);
    }

    public InterpreterPool pool() {
        return pool;
    }

    /** Gives the slot that the current thread is in, or null. */
    @Nullable
    public Slot current() {
        return context.slot();
    }

    public CallContext context() {
        return context;
    }

    /** Makes a call in any interpreter, except that an object among the arguments decides for its own. */
    @Override
    public @Nullable Object call(Invocation invocation) {
        return callAt(homeOf(invocation), invocation, null, true);
    }

    /** Makes a call in any interpreter that somebody may stop. */
    @Nullable
    public Object call(Invocation invocation, Watcher watcher) {
        return callAt(homeOf(invocation), invocation, watcher, true);
    }

    /** Borrows a slot for a call whose objects, if it has any, decide where it runs. */
    public Slot borrowFor(Invocation invocation) {
        return borrow(homeOf(invocation));
    }

    private @Nullable PoolEntry homeOf(Invocation invocation) {
        Reference bound = ArgumentSearch.firstReference(invocation);
        return bound == null ? null : home(bound);
    }

    /** Makes the call that is to run in a slot and holds no thread. */
    public RunningCall floating(Slot slot, CallOptions options) {
        return new RunningCall(stopping, slot, limit(options), null);
    }

    /** Begins to measure a call whose interpreter is up, or gives null when nobody wants to know. */
    @Nullable
    public TimedCall measure(Invocation invocation) {
        return telemetry.watchesCalls() ? telemetry.calling(invocation.target()) : null;
    }

    /** Watches over calls from {@link CallWatchdog#begin} to {@link CallWatchdog#end}. */
    public CallWatchdog watch() {
        return watch;
    }

    /**
     * Makes a call in one place, or in any when it is null.
     *
     * @param watcher may stop it, or null
     * @param counts whether it is another use of the interpreter, and no step of one before
     */
    @Nullable
    public Object callAt(@Nullable PoolEntry place, Invocation invocation, @Nullable Watcher watcher, boolean counts) {
        Slot outer = current();
        if (outer != null && (place == null || outer.place() == place)) {
            return callInside(outer, invocation);
        }
        Slot slot = borrow(place);
        try {
            return callIn(slot, invocation, watcher);
        } finally {
            giveBack(slot, invocation.options(), counts);
        }
    }

    /**
     * Lends a slot whose interpreter is fit and has the application's modules, to be given back.
     *
     * @throws InterpreterLostException when one after the other is unfit, so that the validation cannot be passed at all
     */
    public Slot borrow(@Nullable PoolEntry place) {
        for (int unfit = 1; ; unfit++) {
            Slot slot = pool.borrow(place);
            boolean lent = false;
            try {
                BridgeException failed = pool.isValidationDue(slot) ? maintenance.validate(slot) : null;
                if (failed == null) {
                    prepare(slot);
                    lent = true;
                    return slot;
                }
                if (unfit == MAX_UNFIT) {
                    throw new InterpreterLostException(
                            MAX_UNFIT + " interpreters in a row failed the validation script: " + failed.getMessage(),
                            failed,
                            false,
                            null);
                }
            } finally {
                if (!lent) {
                    pool.giveBack(slot, false);
                }
            }
        }
    }

    private void prepare(Slot slot) {
        if (reloading != null) {
            reloading.refresh(slot);
        }
        if (imports.isDue(slot)) {
            imports.into(slot, this);
        }
    }

    /** Takes a slot back that this class lent or that a session had; its settings are set back first, where the policy asks for that. */
    public void giveBack(Slot slot, CallOptions options, boolean counts) {
        if (!maintenance.isResetDue(slot)) {
            pool.giveBack(slot, counts);
        } else if (rules.apart() || rules.handsOver(limit(options), () -> false)) {
            // Python does not run on this thread, so the caller need not wait.
            threads.inBackground(() -> resetAndGiveBack(slot, options, counts));
        } else {
            resetAndGiveBack(slot, options, counts);
        }
    }

    private void resetAndGiveBack(Slot slot, CallOptions options, boolean counts) {
        try {
            maintenance.reset(slot, options);
        } finally {
            pool.giveBack(slot, counts);
        }
    }

    /** Takes the slot of a session back that nobody has any more. */
    void takeBackForgotten(Slot slot) {
        pool.countLeaked();
        slot.hold(null);
        slot.place().expire(DiscardReason.CHANGED);
        pool.giveBack(slot, true);
    }

    public StartupImports imports() {
        return imports;
    }

    public LeakWatch leaks() {
        return leaks;
    }

    /** Gives the interpreter of a slot that the caller has, started now if need be. */
    public Interpreter interpreter(Slot slot) {
        return PlatformThreads.isNeeded()
                ? Objects.requireNonNull(threads.call(slot::interpreter))
                : slot.interpreter();
    }

    /** Makes a call in a slot that the caller has. */
    @Nullable
    public Object callIn(Slot slot, Invocation invocation, @Nullable Watcher watcher) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CallCancelledException(false);
        }
        if (!telemetry.watchesCalls()) {
            return callOnItsThread(slot, invocation, watcher);
        }
        // The time that an interpreter takes to start is told apart.
        interpreter(slot);
        TimedCall timed = telemetry.calling(invocation.target());
        try {
            Object result = callOnItsThread(slot, invocation, watcher);
            timed.ended(null);
            return result;
        } catch (Throwable thrown) {
            timed.ended(thrown);
            throw thrown;
        }
    }

    private @Nullable Object callOnItsThread(Slot slot, Invocation invocation, @Nullable Watcher watcher) {
        Duration limit = limit(invocation.options());
        boolean handOver = rules.handsOver(limit, () -> ArgumentSearch.hasCallback(invocation));
        return callOnThread(handOver, slot, limit, limited(invocation, limit), watcher);
    }

    /** Tells an interpreter that is elsewhere the limit too: it may be the only one who still knows of it when this process has ended. */
    private Invocation limited(Invocation invocation, @Nullable Duration limit) {
        CallOptions options = invocation.options();
        return limit == null || options.timeout() != null || !rules.apart()
                ? invocation
                : invocation.withOptions(new CallOptions(options.output(), limit));
    }

    /**
     * Makes a call of the pool's own between two borrowers, of which listeners hear nothing. It has a limit of its own, but runs where
     * calls of its options do: some of what it looks at belongs to a thread.
     */
    @Nullable
    Object maintain(Slot slot, Invocation invocation) {
        return internal(slot, invocation, maintenanceTimeout);
    }

    /** Makes a call of the pool's own that belongs to the interpreter's start, and may take as long. */
    @Nullable
    Object prepare(Slot slot, Invocation invocation) {
        return internal(slot, invocation, initTimeout);
    }

    private @Nullable Object internal(Slot slot, Invocation invocation, Duration limit) {
        boolean handOver = rules.handsOver(limit(invocation.options()), () -> false);
        return callOnThread(handOver, slot, limit, invocation, null);
    }

    private @Nullable Duration limit(CallOptions options) {
        return options.timeout() == null ? rules.limit() : options.timeout();
    }

    private @Nullable Object callOnThread(
            boolean handOver, Slot slot, @Nullable Duration limit, Invocation invocation, @Nullable Watcher watcher) {
        if (!handOver && !PlatformThreads.isNeeded()) {
            return watcher == null
                    ? run(watch.own(slot, limit), slot, invocation)
                    : runWatched(new RunningCall(stopping, slot, limit, null), slot, invocation, watcher);
        }
        CallHandoff handed = new CallHandoff();
        RunningCall call = new RunningCall(stopping, slot, limit, failure -> {
            ownThreads.abandon(slot);
            handed.fail(failure);
        });
        ownThreads.run(
                slot,
                () -> handed.run(() ->
                        watcher == null ? run(call, slot, invocation) : runWatched(call, slot, invocation, watcher)));
        return handed.await(() -> call.stop(RunningCall.Reason.INTERRUPT));
    }

    /** Says that the current thread, which runs a callback of the slot's call, was interrupted. */
    public void interruptedInCallback(Slot slot) {
        watch.interruptedInCallback(slot.number());
    }

    private @Nullable Object runWatched(RunningCall call, Slot slot, Invocation invocation, Watcher watcher) {
        watcher.begin(call);
        try {
            return run(call, slot, invocation);
        } finally {
            watcher.end();
        }
    }

    /** Runs a call in the current thread. The time that an interpreter takes to start does not count. */
    private @Nullable Object run(RunningCall call, Slot slot, Invocation invocation) {
        Interpreter interpreter = slot.interpreter();
        Output output = output(slot, invocation);
        watch.begin(call, interpreter);
        Object result;
        try {
            CallContext.Here here = context.here();
            Slot outer = here.slot();
            Interpreter outerInterpreter = here.interpreter();
            here.enter(slot, interpreter);
            try {
                slot.place().entered(slot);
                result = interpreter.call(CallFitting.fitted(invocation), output);
            } finally {
                here.exit(outer, outerInterpreter);
                output.end();
                // Those who stop the call find the interpreter as long as it runs, even if its place has given it up.
                java.lang.ref.Reference.reachabilityFence(interpreter);
                // Memory that is passed goes when nothing in Java refers to it.
                java.lang.ref.Reference.reachabilityFence(invocation);
            }
        } catch (Throwable failed) {
            if (watch.end(call)) {
                if (interpreter.isUsable()) {
                    slot.place().prove();
                }
                throw failed;
            }
            throw call.stopped(failed);
        }
        if (watch.end(call)) {
            slot.place().prove();
            return result;
        }
        throw call.stopped(null);
    }

    private static Output output(Slot slot, Invocation invocation) {
        Output own = invocation.options().output();
        return own == null ? slot.output() : own;
    }

    /** Makes a call in a slot that the current thread is in. It is a part of the call that called back, whose time limit holds. */
    @Nullable
    public Object callInside(Slot slot, Invocation invocation) {
        CallContext.Here here = context.here();
        Slot outer = here.slot();
        Interpreter outerInterpreter = here.interpreter();
        Interpreter interpreter = outer == slot ? outerInterpreter : watch.interpreterOf(slot.number());
        if (interpreter == null || !interpreter.isUsable()) {
            throw new InterpreterLostException(
                    "the interpreter that called back was lost; there is nothing to call any more", null, false, null);
        }
        here.enterNested();
        here.enter(slot, interpreter);
        try {
            return interpreter.call(CallFitting.fitted(invocation), output(slot, invocation));
        } finally {
            here.exit(outer, outerInterpreter);
            here.exitNested();
        }
    }

    /** Makes a call in the interpreter of a slot while another call has the slot. Nothing watches over it. */
    @Nullable
    public Object callBeside(Slot slot, Interpreter interpreter, Invocation invocation) {
        CallContext.Here here = context.here();
        Output output = output(slot, invocation);
        here.enter(slot, interpreter);
        try {
            return interpreter.call(CallFitting.fitted(invocation), output);
        } finally {
            here.exit(null, null);
            output.end();
        }
    }

    /** Ends the threads that calls needed; there are no calls any more. */
    public void close() {
        watch.close();
        leaks.close();
        ownThreads.close();
    }

    /** Finds where an object lives. */
    public PoolEntry home(Reference reference) {
        PoolEntry place = pool.placeOf(reference.interpreter());
        if (place == null) {
            throw new StaleObjectException(
                    "the object's interpreter is gone, or belongs to another Python; get the object again");
        }
        return place;
    }
}

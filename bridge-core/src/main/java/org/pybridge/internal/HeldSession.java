package org.pybridge.internal;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyObject;
import org.pybridge.Script;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.LeakWatch;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.thread.Interruption;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** A slot that is kept, and a namespace in its interpreter. */
final class HeldSession extends Operations implements Session, Dispatcher {
    private final Slot slot;
    private final CallOptions usual;
    private final Interpreter interpreter;
    private final LiveObject namespace;
    private final ReentrantLock inUse = new ReentrantLock();
    private final LeakWatch.Loan loan;

    /** The objects that this session met, as far as anybody has them. */
    private final Set<Object> met = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    HeldSession(Shared shared, Slot slot, @Nullable Duration limit) {
        super(shared);
        this.slot = slot;
        this.usual = CallOptions.of(null, limit);
        this.interpreter = shared.executor().interpreter(slot);
        slot.hold(this);
        try {
            this.namespace =
                    (LiveObject) Objects.requireNonNull(call(RuntimeFunctions.OPEN_NAMESPACE, ResultMode.REFERENCE));
        } catch (RuntimeException | Error failed) {
            slot.hold(null);
            throw failed;
        }
        this.loan = shared.executor().leaks().watch(this, slot);
    }

    @Override
    Dispatcher dispatcher() {
        return this;
    }

    @Override
    public boolean isSession() {
        return true;
    }

    /** A session takes all objects of its interpreter; the backend refuses others. */
    @Override
    void check(@Nullable Object argument) {}

    @Override
    Object[] namespace() {
        return new Object[] {namespace.reference()};
    }

    @Override
    public @Nullable Object call(Invocation invocation) {
        if (isInside()) {
            return shared.executor().callInside(slot, invocation);
        }
        lock();
        try {
            requireAlive();
            return shared.executor().callIn(slot, limited(invocation), null);
        } finally {
            inUse.unlock();
            Reference.reachabilityFence(this);
        }
    }

    private Invocation limited(Invocation invocation) {
        return invocation.withOptions(invocation.options().or(usual));
    }

    /** Whether the current thread runs a callback of a call that this session makes, be it through calls of other sessions. */
    private boolean isInside() {
        return shared.executor().current() == slot || shared.executor().watch().isHeldUp(slot.number());
    }

    private void lock() {
        if (!inUse.tryLock()) {
            throw new IllegalStateException(
                    "the session is in use by another thread; open a session for each thread, or use Python itself");
        }
    }

    /** The namespace is opened by a call of the session, before there is a loan. */
    @SuppressWarnings("NullAway") // it is null while the constructor runs
    private boolean isClosed() {
        return loan != null && loan.isEnded();
    }

    private void requireAlive() {
        if (isClosed()) {
            throw new StaleObjectException("the session is closed, and its objects with it; open another one");
        }
        if (!slot.place().holds(interpreter)) {
            throw new StaleObjectException("the session's interpreter is gone; open another session");
        }
    }

    @Override
    public PyObject eval(Script script, Map<String, ? extends @Nullable Object> globals) {
        return (PyObject) Objects.requireNonNull(
                evaluate(RuntimeFunctions.EVALUATE, script, globals, ResultMode.REFERENCE, null));
    }

    private void giveBack() {
        try {
            Interruption.withInterruptCleared(this::closeNamespace);
        } finally {
            letGo();
            slot.hold(null);
            shared.executor().giveBack(slot, usual, true);
        }
    }

    /** An interpreter that is elsewhere may be kept as long as anything in it is. */
    private void letGo() {
        List<Object> all;
        synchronized (met) {
            all = List.copyOf(met);
        }
        all.forEach(object -> ((LiveObject) object).release());
    }

    @Override
    public void hold(Object object) {
        met.add(object);
    }

    @Override
    public void release(Object object) {
        met.remove(object);
    }

    private void closeNamespace() {
        if (slot.place().holds(interpreter)) {
            Invocation close =
                    Invocation.of(RuntimeFunctions.CLOSE_NAMESPACE, ResultMode.NOTHING, namespace.reference());
            shared.executor().callIn(slot, limited(close), null);
        }
    }

    @Override
    public void close() {
        if (isInside()) {
            throw new IllegalStateException(
                    "a callback cannot close the session that calls it; close it after the call");
        }
        lock();
        try {
            if (loan.end()) {
                giveBack();
            }
        } finally {
            inUse.unlock();
        }
    }
}

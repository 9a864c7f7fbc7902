package org.pybridge.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.internal.call.CallContext;
import org.pybridge.internal.call.CallExecutor;
import org.pybridge.internal.call.Dispatcher;
import org.pybridge.internal.call.Shared;
import org.pybridge.internal.lease.Lease;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.internal.observe.LogText;
import org.pybridge.internal.pool.PoolEntry;
import org.pybridge.internal.pool.Slot;
import org.pybridge.internal.support.DiagnosticContext;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.Reference;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** What core does for the interpreter of one place; also the dispatcher of the objects that live there. */
final class EntryHost implements Host, Dispatcher {
    private final Shared shared;
    private final PoolEntry place;
    private final int callers;
    private final boolean keepsState;
    private final List<String> firstImports;
    private volatile @Nullable Interpreter interpreter;
    private final LogText names = new LogText();

    EntryHost(Shared shared, PoolEntry place, int callers, boolean keepsState, List<String> firstImports) {
        this.shared = shared;
        this.place = place;
        this.callers = callers;
        this.keepsState = keepsState;
        this.firstImports = firstImports;
    }

    /** Says which interpreter this is for, when it has started: the place may have another one later. */
    void servesNow(Interpreter started) {
        interpreter = started;
    }

    /** An object that a session met dies with the session; any other one lives as long as the interpreter. */
    @Override
    public Object wrap(Reference reference) {
        Slot slot = executor().current();
        if (slot != null && slot.holder() instanceof Lease) {
            return reference;
        }
        Dispatcher home = slot != null && slot.holder() instanceof Dispatcher session ? session : this;
        return LiveObject.of(shared, home, reference);
    }

    @Override
    public @Nullable Object run(
            Callback callback, List<@Nullable Object> arguments, Map<String, @Nullable Object> named) throws Throwable {
        CallContext.Here here = executor().context().here();
        Slot current = here.slot();
        if (current != null) {
            here.beginCallback();
            try {
                return callback.invoke(arguments, named);
            } finally {
                here.endCallback();
                if (Thread.currentThread().isInterrupted() && isUsable()) {
                    executor().interruptedInCallback(current);
                }
            }
        }
        // A thread that Python started: it works for the call that has the interpreter, whose slot it therefore may
        // use.
        here.move(place.lastEntered(), interpreter);
        DiagnosticContext context = here.inherited();
        context.enter();
        try {
            return callback.invoke(arguments, named);
        } finally {
            context.leave();
            here.move(null, null);
        }
    }

    /** One that is being closed interrupts the threads in it, which says nothing of what the caller wants. */
    private boolean isUsable() {
        Interpreter present = interpreter;
        return present == null || present.isUsable();
    }

    @Override
    public void log(String logger, int level, String message, @Nullable String traceback) {
        Slot slot = executor().current();
        Slot origin = slot == null ? place.lastEntered() : slot;
        if (origin != null && origin.holder() instanceof Lease lease) {
            lease.tenant().log(logger, level, message, traceback);
            return;
        }
        String name = names.logger(logger);
        String text = LogText.text(traceback == null ? message : message + "\n" + traceback);
        LoggingEventBuilder event = LoggerFactory.getLogger(name).atLevel(severity(level));
        CallContext.Here here = executor().context().here();
        DiagnosticContext mdc = here.slot() == null ? here.inherited() : DiagnosticContext.EMPTY;
        mdc.enter();
        try {
            event.log(text);
        } finally {
            mdc.leave();
        }
    }

    @Override
    public int callersPerInterpreter() {
        return callers;
    }

    @Override
    public boolean keepsState() {
        return keepsState;
    }

    @Override
    public List<String> firstImports() {
        return firstImports;
    }

    @Override
    public @Nullable Object call(Invocation invocation) {
        Reference reference = (Reference)
                (invocation.target() instanceof Reference called
                        ? called
                        : invocation.arguments()[0]);
        return executor().callAt(executor().home(reference), invocation, null, false);
    }

    @Override
    public void hold(Object object) {
        place.hold(object);
    }

    @Override
    public void release(Object object) {
        place.release(object);
    }

    private CallExecutor executor() {
        return shared.executor();
    }

    /** Python's numbers are 10 steps apart; a level in between counts as the lower one. */
    private static Level severity(int level) {
        if (level >= 40) {
            return Level.ERROR;
        }
        if (level >= 30) {
            return Level.WARN;
        }
        if (level >= 20) {
            return Level.INFO;
        }
        return level >= 10 ? Level.DEBUG : Level.TRACE;
    }
}

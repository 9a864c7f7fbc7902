package org.pybridge.cpython;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.PythonException;
import org.pybridge.internal.support.DiagnosticContext;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;

/** Runs Java's functions for Python, without its lock. */
final class Callbacks {
    private final CPythonInterpreter interpreter;
    private final EmbeddedInterpreter python;
    private final Host host;
    private final Inbound inbound;
    private final Outbound outbound;

    Callbacks(CPythonInterpreter interpreter, EmbeddedInterpreter python, Host host, Outbound outbound) {
        this.interpreter = interpreter;
        this.python = python;
        this.host = host;
        this.outbound = outbound;
        this.inbound = new Inbound(interpreter, python, this);
    }

    Inbound inbound() {
        return inbound;
    }

    /** Makes a Python function that runs a callback, a new reference. */
    long function(Callback callback, Scratch scratch) {
        return Calls.call(
                python.library().javaFunction(),
                scratch,
                Upcalls.function(interpreter, (arguments, count) -> run(callback, arguments, count)));
    }

    /** The first argument is a dict of the named ones, or None. */
    private long run(Callback callback, long arguments, int count) {
        PythonThread here = python.threads().current();
        Map<PythonException, Long> before = here.beginCallback();
        try {
            List<@Nullable Object> positional = outbound.arguments(arguments, 1, count, here);
            Map<String, @Nullable Object> named = outbound.named(NativeMemory.getLong(arguments), here);
            return inbound.make(unlocked(callback, positional, named, here), here.scratch);
        } catch (PythonRaised raised) {
            throw raised;
        } catch (Throwable thrown) {
            throw python.host().raised(thrown, here);
        } finally {
            here.endCallback(before);
        }
    }

    private @Nullable Object unlocked(
            Callback callback,
            List<@Nullable Object> positional,
            Map<String, @Nullable Object> named,
            PythonThread here)
            throws Throwable {
        Work work = here.isInCall() ? null : python.host().inherited(here.scratch);
        DiagnosticContext context = work == null ? DiagnosticContext.EMPTY : work.context();
        long before = here.pause();
        try {
            context.enter();
            return host.run(callback, positional, named);
        } finally {
            context.leave();
            here.resume(before);
        }
    }
}

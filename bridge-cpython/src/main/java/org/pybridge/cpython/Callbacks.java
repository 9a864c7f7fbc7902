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
        long builtin = Upcalls.function(interpreter, new CallbackFunction(this, callback));
        long function = Calls.call(python.library().javaFunction(), scratch, builtin);
        DirectFunctions.direct(function);
        return function;
    }

    /**
     * Runs a callback, with the lock held; returns a new reference.
     *
     * @param arguments where the addresses of the arguments are
     * @param from the first argument by position: 0, or 1 after a dict of the named ones or None
     * @param to where those by position end
     * @param names a tuple with the names of the others, or 0
     */
    long run(Callback callback, long arguments, int from, int to, long names) {
        PythonThread here = python.threads().current();
        Map<PythonException, Long> before = here.beginCallback();
        try {
            List<@Nullable Object> positional = outbound.arguments(arguments, from, to, here);
            Map<String, @Nullable Object> named = from == 0
                    ? outbound.named(arguments, to, names, here)
                    : outbound.named(NativeMemory.getLong(arguments), here);
            return inbound.make(unlocked(callback, positional, named, here), here.scratch);
        } catch (PythonRaised raised) {
            throw refused(here);
        } catch (Throwable thrown) {
            throw python.host().raised(thrown, here);
        } finally {
            here.endCallback(before);
        }
    }

    /** Sets what is raised in the code that called, for an exception that is set. */
    private PythonRaised refused(PythonThread here) {
        RaisedException.set(Calls.call(python.library().refusal(), here.scratch, RaisedException.take()));
        return new PythonRaised();
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

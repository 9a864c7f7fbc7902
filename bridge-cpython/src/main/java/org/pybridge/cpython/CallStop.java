package org.pybridge.cpython;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/**
 * Stops calls. To reach one takes Python's lock, and native code that does not give it up can keep that for ever; so it is done on a thread
 * of its own, and whoever asks waits no longer than the grace time.
 */
final class CallStop {
    private static final long REPEAT_MILLIS = 100;

    private final EmbeddedInterpreter python;
    private final CPythonInterpreter interpreter;

    CallStop(EmbeddedInterpreter python, CPythonInterpreter interpreter) {
        this.python = python;
        this.interpreter = interpreter;
    }

    StopResult take(Thread caller, StopStep step, Duration grace) {
        PythonThread thread = python.threads().present(caller);
        if (thread == null || thread.interpreter() != interpreter) {
            return StopResult.NOT_HERE;
        }
        boolean taken = switch (step) {
            case CANCEL -> cancel(thread, grace);
            case INTERRUPT -> interrupt(thread, caller, grace);
            default -> false;
        };
        return taken ? StopResult.TAKEN : StopResult.NO_SUCH_STEP;
    }

    private boolean cancel(PythonThread thread, Duration grace) {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        DaemonThread canceller = new DaemonThread(
                "pybridge-cancel", () -> locked(here -> cancelled.complete(thread.isInCall() && cancel(thread, here))));
        canceller.start();
        try {
            return cancelled.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException stubborn) {
            return false;
        }
    }

    private boolean cancel(PythonThread thread, PythonThread here) {
        boolean asked = askToCancel(thread, here);
        if (asked) {
            thread.stop(PythonThread.Stopping.CANCELLED);
        }
        return asked;
    }

    private boolean askToCancel(PythonThread thread, PythonThread here) {
        try {
            long answer = Calls.call(python.library().cancel(), here.scratch, ValueApi.intOf(thread.ident()));
            ObjectApi.decRef(answer);
            return answer == Types.TRUE;
        } catch (PythonRaised failed) {
            ObjectApi.clearError();
            return false;
        }
    }

    /** Code can catch what is raised, or be in native code where it waits; so it is repeated, and in the second half insisted on. */
    private boolean interrupt(PythonThread thread, Thread caller, Duration grace) {
        thread.interruptJava(caller);
        Thread interrupter = new DaemonThread("pybridge-interrupt", () -> repeat(thread, grace));
        interrupter.start();
        try {
            interrupter.join(Math.max(1, grace.toMillis()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private void repeat(PythonThread thread, Duration limit) {
        long begin = System.nanoTime();
        for (long took = 0; thread.isInCall() && took < limit.toNanos(); took = System.nanoTime() - begin) {
            boolean insisted = took > limit.toNanos() / 2;
            locked(here -> {
                raise(thread, insisted);
                // An event loop waits in native code, and wakes when it has something to do.
                askToCancel(thread, here);
            });
            thread.awaitEnd(Math.min(REPEAT_MILLIS, limit.toMillis() / 4 + 1));
        }
    }

    private void raise(PythonThread thread, boolean insisted) {
        if (thread.isInCall()) {
            thread.stop(PythonThread.Stopping.INTERRUPTED);
            if (thread.isToBeInterrupted()) {
                RuntimeBindings library = python.library();
                ThreadApi.raiseIn(thread.ident(), insisted ? library.callInsisted() : library.callInterrupted());
            }
        }
    }

    /**
     * Ends the calls that run and the threads that calls have started, within a limit. Those that go on then wait for ever: they would run for
     * nobody, and hold the lock.
     */
    void end(Duration limit) {
        List<PythonThread> left = python.threads().presentIn(interpreter);
        if (left.isEmpty() && !interpreter.startsThreads()) {
            return;
        }
        Thread ending = new DaemonThread("pybridge-end", () -> {
            locked(here -> endStarted(here, python.library().threadEnded()));
            left.forEach(thread -> repeat(thread, limit));
            locked(here -> {
                left.forEach(this::abandon);
                endStarted(here, python.library().callAbandoned());
            });
        });
        ending.start();
        try {
            ending.join(2 * limit.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void endStarted(PythonThread here, long exception) {
        try {
            python.host().started(interpreter, here.scratch).forEach(ident -> ThreadApi.raiseIn(ident, exception));
        } catch (PythonRaised failed) {
            ObjectApi.clearError();
        }
    }

    private void abandon(PythonThread thread) {
        if (thread.isInCall() && thread.interpreter() == interpreter) {
            ThreadApi.raiseIn(thread.ident(), python.library().callAbandoned());
        }
    }

    /** Does something in Python on the current thread, which is the library's own and ends then; nothing where there is no Python any more. */
    private void locked(Consumer<PythonThread> task) {
        PythonThread here = python.threads().current();
        try {
            here.enter();
        } catch (InterpreterLostException ended) {
            return;
        }
        try {
            task.accept(here);
        } finally {
            here.leave();
        }
    }
}

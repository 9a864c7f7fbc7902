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
            case TERMINATE -> insist(thread);
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

    /** Has the call end when its thread next is in Python, whatever its code catches; nobody need wait for that. */
    private boolean insist(PythonThread thread) {
        new DaemonThread(
                        "pybridge-insist",
                        () -> locked(here -> {
                            if (isOurs(thread)) {
                                raise(thread, true);
                            }
                        }))
                .start();
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
     * Ends the calls that run and the threads that calls have started, on a thread of the library's own. One that is in native code for longer
     * than the limit ends when it comes back to Python.
     */
    void end(Duration limit) {
        List<PythonThread> left = python.threads().presentIn(interpreter);
        if (left.isEmpty() && !interpreter.startsThreads()) {
            return;
        }
        locked(this::endStarted);
        left.forEach(thread -> repeat(thread, limit));
        locked(here -> {
            left.stream().filter(this::isOurs).forEach(thread -> raise(thread, true));
            endStarted(here);
        });
    }

    private boolean isOurs(PythonThread thread) {
        return thread.interpreter() == interpreter;
    }

    private void endStarted(PythonThread here) {
        try {
            long exception = python.library().threadEnded();
            python.host().started(interpreter, here.scratch).forEach(ident -> ThreadApi.raiseIn(ident, exception));
        } catch (PythonRaised failed) {
            ObjectApi.clearError();
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

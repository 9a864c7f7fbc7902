package org.pybridge.cpython;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.pybridge.spi.DaemonThread;
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
            case INTERRUPT -> interrupt(thread, grace);
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
        try {
            long answer = Calls.call(python.library().cancel(), here.scratch, ValueApi.intOf(thread.ident()));
            ObjectApi.decRef(answer);
            if (answer == Types.TRUE) {
                thread.stop(PythonThread.Stopping.CANCELLED);
            }
            return answer == Types.TRUE;
        } catch (PythonRaised failed) {
            ObjectApi.clearError();
            return false;
        }
    }

    /** What is raised in a thread that is in native code or in Java waits there, and code can catch it; so it is repeated. */
    private boolean interrupt(PythonThread thread, Duration grace) {
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
        long until = System.nanoTime() + limit.toNanos();
        while (thread.isInCall() && System.nanoTime() - until < 0) {
            locked(here -> raise(thread));
            thread.awaitEnd(REPEAT_MILLIS);
        }
    }

    private void raise(PythonThread thread) {
        if (thread.isInCall()) {
            thread.stop(PythonThread.Stopping.INTERRUPTED);
            ThreadApi.raiseIn(thread.ident(), python.library().callInterrupted());
        }
    }

    /**
     * Ends the calls that run, within a limit. The threads of those that go on then wait for ever: they would run for nobody, and hold the
     * lock.
     */
    void end(Duration limit) {
        List<PythonThread> left = python.threads().presentIn(interpreter);
        if (left.isEmpty()) {
            return;
        }
        Thread ending = new DaemonThread("pybridge-end", () -> {
            left.forEach(thread -> repeat(thread, limit));
            locked(here -> left.forEach(this::abandon));
        });
        ending.start();
        try {
            ending.join(2 * limit.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandon(PythonThread thread) {
        if (thread.isInCall() && thread.interpreter() == interpreter) {
            thread.stop(PythonThread.Stopping.ABANDONED);
            ThreadApi.raiseIn(thread.ident(), python.library().callAbandoned());
        }
    }

    /** Does something in Python on the current thread, which is the library's own and ends then. */
    private void locked(Consumer<PythonThread> task) {
        PythonThread here = python.threads().current();
        here.enter();
        try {
            task.accept(here);
        } finally {
            here.leave();
        }
    }
}

package org.pybridge.process.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pybridge.internal.runtime.CallbackThreads;
import org.pybridge.process.protocol.FrameKind;
import org.pybridge.process.protocol.FrameWriter;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.worker.CallRegistry;
import org.pybridge.process.worker.Worker;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How calls in one worker are stopped, step by step: its coroutine is cancelled, its thread interrupted, its process ended. Thread-safe. */
final class CallStop {
    private static final Logger LOG = LoggerFactory.getLogger(CallStop.class);
    private static final long CANCEL_ROUND_MILLIS = 20;

    private final Worker worker;
    private final CallbackThreads<Conversation> callbacks;
    private final Runnable beforeTheEnd;

    /**
     * Makes it for a worker.
     *
     * @param beforeTheEnd is run before the worker is ended
     */
    CallStop(Worker worker, CallbackThreads<Conversation> callbacks, Runnable beforeTheEnd) {
        this.worker = worker;
        this.callbacks = callbacks;
        this.beforeTheEnd = beforeTheEnd;
    }

    /** Takes one step, if there is such a one. */
    StopResult take(CallRegistry.Running call, StopStep step, Duration grace) {
        boolean taken = true;
        call.stop();
        try {
            taken = switch (step) {
                case CANCEL -> cancelCoroutine(call, grace);
                case INTERRUPT -> interrupt(call, grace);
                case TERMINATE -> end(worker::terminate);
                case KILL -> kill(call);
                case ABANDON -> false;
            };
        } catch (LineException ended) {
            LOG.debug("the worker ended before its call was stopped: {}", ended.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return taken ? StopResult.TAKEN : StopResult.NO_SUCH_STEP;
    }

    /** Asks the worker to cancel; it answers at once whether the call has a coroutine. Code that keeps Python's lock keeps the answer back. */
    private boolean cancelCoroutine(CallRegistry.Running call, Duration grace)
            throws LineException, InterruptedException {
        long begin = System.nanoTime();
        CompletableFuture<Boolean> answer = call.expectAnswer();
        if (!worker.side().sendSoon(FrameWriter.numbers(FrameKind.CANCEL, call.number()), grace.toMillis())) {
            return true;
        }
        try {
            return answer.get(grace.toNanos() - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
        } catch (TimeoutException busy) {
            return true;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Interrupts what the call is at: its callback in Java, and the worker's main thread, again and again, because a signal that comes
     * while C code runs can be lost. Where callers share the worker, that thread is not the call's alone.
     */
    private boolean interrupt(CallRegistry.Running call, Duration grace) throws LineException, InterruptedException {
        boolean inCallback = interruptCallback(call);
        if (worker.lanes().size() > 1 || call.caller() == null) {
            return inCallback;
        }
        long until = System.nanoTime() + grace.toNanos();
        while (System.nanoTime() < until) {
            worker.side().sendSoon(FrameWriter.numbers(FrameKind.INTERRUPT, call.number()), CANCEL_ROUND_MILLIS);
            if (call.awaitEnd(TimeUnit.MILLISECONDS.toNanos(CANCEL_ROUND_MILLIS))) {
                break;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    /** Interrupts the callback that a call waits for in Java; false when it waits for none. */
    private boolean interruptCallback(CallRegistry.Running call) {
        Thread caller = call.caller();
        return callbacks.interrupt((thread, number) -> caller == null ? number == call.number() : thread == caller);
    }

    /** A callback goes on without its worker, so it is interrupted once more. */
    private boolean kill(CallRegistry.Running call) {
        end(worker::kill);
        interruptCallback(call);
        return true;
    }

    /** Ends the worker for the sake of one call. Whoever shares it shares its fate: a limit is a promise. */
    private boolean end(Runnable way) {
        beforeTheEnd.run();
        way.run();
        return true;
    }
}

package org.pybridge.process.worker;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.internal.support.DiagnosticContext;

/** The calls that run in one worker, callbacks' own not counted. Thread-safe. */
public final class CallRegistry {
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final CallNumbers numbers = new CallNumbers();
    private final AtomicLong begun = new AtomicLong();

    /** A call, from its beginning to its end. */
    public static final class Running {
        private final long number;
        private final @Nullable Thread caller;
        private final Output output;
        private final DiagnosticContext context = DiagnosticContext.current();
        private volatile boolean ended;
        private volatile boolean stopped;
        private volatile @Nullable Thread waiting;
        private volatile @Nullable CompletableFuture<Boolean> answer;

        Running(long number, @Nullable Thread caller, Output output) {
            this.number = number;
            this.caller = caller;
            this.output = output;
        }

        public long number() {
            return number;
        }

        /** Gives the thread that made it; null when it holds none. */
        @Nullable
        public Thread caller() {
            return caller;
        }

        /** Says that it is to end, wherever it is. */
        public void stop() {
            stopped = true;
        }

        public boolean isStopped() {
            return stopped;
        }

        /** Gives what will tell whether the call had a coroutine to be cancelled; true when it ends before. */
        public CompletableFuture<Boolean> expectAnswer() {
            CompletableFuture<Boolean> expected = new CompletableFuture<>();
            answer = expected;
            if (ended) {
                expected.complete(true);
            }
            return expected;
        }

        private void answer(boolean cancelled) {
            CompletableFuture<Boolean> expected = answer;
            if (expected != null) {
                expected.complete(cancelled);
            }
        }

        /** Waits for the end of the call, at most so long, by one thread at a time; tells whether it has ended. */
        public boolean awaitEnd(long nanos) {
            waiting = Thread.currentThread();
            if (!ended) {
                LockSupport.parkNanos(this, nanos);
            }
            waiting = null;
            return ended;
        }
    }

    /** Begins a call of the current thread. */
    public Running begin(Output output) {
        return begin(Thread.currentThread(), output);
    }

    /** Begins a call that holds no thread. */
    public Running beginWithoutThread(Output output) {
        return begin(null, output);
    }

    private Running begin(@Nullable Thread caller, Output output) {
        begun.incrementAndGet();
        Running call = new Running(numbers.next(), caller, output);
        running.put(call.number, call);
        return call;
    }

    /** Tells how many calls have begun. */
    public long begun() {
        return begun.get();
    }

    public void end(Running call) {
        running.remove(call.number);
        call.ended = true;
        call.answer(true);
        Thread waiting = call.waiting;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** Takes the worker's word on whether it had a coroutine to cancel. */
    public void answered(long number, boolean cancelled) {
        Running call = running.get(number);
        if (call != null) {
            call.answer(cancelled);
        }
    }

    public boolean isIdle() {
        return running.isEmpty();
    }

    /** Finds the call that a thread made. */
    @Nullable
    public Running of(Thread caller) {
        for (Running call : running.values()) {
            if (call.caller == caller) {
                return call;
            }
        }
        return null;
    }

    /** Gives the diagnostic context of a call's caller, or an empty one when it has ended. */
    public DiagnosticContext contextOf(long number) {
        Running call = running.get(number);
        return call == null ? DiagnosticContext.EMPTY : call.context;
    }

    /** Gives the output of a call, or null when it has ended. */
    @Nullable
    Output outputOf(long number) {
        Running call = running.get(number);
        return call == null ? null : call.output;
    }

    /** Gives the output of the only call that runs; null when there is none, or more than one. */
    @Nullable
    Output onlyOutput() {
        return running.size() == 1
                ? running.values().stream().map(call -> call.output).findFirst().orElse(null)
                : null;
    }
}

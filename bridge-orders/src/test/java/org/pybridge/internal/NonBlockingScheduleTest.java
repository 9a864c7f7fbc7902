package org.pybridge.internal;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.exploreLong;
import static org.pybridge.orders.Schedule.start;
import static org.pybridge.orders.Schedule.together;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pybridge.Call;
import org.pybridge.CallCancelledException;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.PythonClosedException;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/** In whatever order calls that hold no thread begin, end, are cancelled and refused, each has one outcome, and none keeps its slot. */
class NonBlockingScheduleTest {
    /** Python somewhere else: a call ends by itself, or when it is stopped. */
    private static final class Elsewhere implements Backend, Interpreter {
        @Override
        public String name() {
            return "elsewhere";
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.INTERRUPT, Capability.KILL);
        }

        @Override
        public Interpreter start(Host host) {
            return this;
        }

        @Override
        public PendingCall pending(Invocation invocation, Output output) {
            return new Pending();
        }

        @Override
        public @Nullable Object call(Invocation invocation, Output output) {
            throw new AssertionError("called " + invocation.target());
        }

        @Override
        public StopResult stop(Thread caller, StopStep step, Duration grace) {
            return StopResult.NO_SUCH_STEP;
        }

        @Override
        public boolean isUsable() {
            return true;
        }

        @Override
        public void close() {
            // Nothing to end.
        }
    }

    /** A call whose end is told once, by whoever ends it. */
    private static final class Pending implements PendingCall {
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean stopped;
        private volatile @Nullable Runnable whenEnded;

        @Override
        public void begin(Runnable then) {
            whenEnded = then;
            start(this::end);
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                whenEnded.run();
            }
        }

        @Override
        public Object result() {
            if (stopped) {
                throw new CallCancelledException(true);
            }
            return 7L;
        }

        @Override
        public StopResult stop(StopStep step, Duration grace) {
            if (whenEnded == null) {
                return StopResult.NOT_HERE;
            }
            stopped = true;
            end();
            return StopResult.TAKEN;
        }
    }

    private static Python python() {
        return Python.builder(new Elsewhere())
                .pool(pool -> pool.size(1).callersPerInterpreter(2))
                .build();
    }

    private static CompletableFuture<Long> call(Python python) {
        return python.async().call(Call.of("m:f").returning(Long.class));
    }

    /** What is initialized by two threads at once is not the scheduler's. */
    @BeforeAll
    static void initializeClasses() {
        try (Python python = python()) {
            call(python).join();
            call(python).cancel(true);
        }
    }

    @Test
    void eachCallHasOneOutcomeAndGivesItsSlotBack() {
        exploreLong(() -> {
            Python python = python();
            List<CompletableFuture<Long>> calls = List.of(call(python), call(python), call(python));
            together(() -> calls.get(0).cancel(true), () -> calls.get(2).cancel(true));
            check(calls.get(1).join() == 7, "another result");
            for (CompletableFuture<Long> call : calls) {
                try {
                    check(call.join() == 7, "another result");
                } catch (CancellationException cancelled) {
                    // One of those two.
                }
            }
            check(call(python).join() == 7, "the slots are lost");
            python.close();
            check(python.statistics().active() == 0, "a slot is still lent");
        });
    }

    @Test
    void aCallIsMadeOrRefusedWhenPythonCloses() {
        exploreLong(() -> {
            Python python = python();
            together(
                    () -> {
                        for (CompletableFuture<Long> call : List.of(call(python), call(python), call(python))) {
                            try {
                                check(call.join() == 7, "another result");
                            } catch (CompletionException refused) {
                                check(
                                        refused.getCause() instanceof PythonClosedException
                                                || refused.getCause() instanceof CallCancelledException,
                                        "failed: " + refused);
                            }
                        }
                    },
                    python::close);
        });
    }
}

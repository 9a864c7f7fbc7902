package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.CapturedOutput;
import org.pybridge.ConversionException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.spi.Capability;
import org.pybridge.spi.StopStep;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.RecordingListener;
import org.pybridge.testing.support.Timeouts;
import org.slf4j.MDC;

/** Many calls at once in one interpreter, without a thread in Java for each, where the backend knows how. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ManyCallsCases extends Cases {
    private static final int MANY = 1000;

    private @Nullable Python started;

    /** One interpreter for all cases, started by the first one. */
    private Python shared() {
        Python present = started;
        if (present == null) {
            needs(Capability.MANY_CALLS);
            present = fixture()
                    .builder()
                    .pool(pool -> pool.size(1).callersPerInterpreter(MANY))
                    .build();
            started = present;
        }
        return present;
    }

    @AfterAll
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void callsAreHeardOfAsOthersAre() throws Exception {
        needs(Capability.MANY_CALLS);
        RecordingListener heard = new RecordingListener();
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).callersPerInterpreter(4))
                .listener(heard)
                .build()) {
            Call<Integer> call = Call.of("lab:async_add").with(1, 2).returning(int.class);
            Background.result(own.async().call(call));
            heard.since();
            Background.result(own.async().call(call));
            assertThat(heard.since()).containsExactly("waited", "lab:async_add RETURNED");
            Background.failure(own.async().call(Call.of("lab:async_fail").with("gone")));
            assertThat(heard.since()).containsExactly("waited", "lab:async_fail RAISED");
            Background.failure(
                    own.async().call(Call.of("asyncio:sleep").with(1000).timeout(Timeouts.LIMIT)));
            assertThat(heard.since()).containsExactly("waited", "asyncio:sleep TIMED_OUT");
        }
    }

    @Test
    void aCallbackHasTheContextOfTheCallThatFloats() throws Exception {
        needs(Capability.MANY_CALLS);
        needs(Capability.CALLBACKS);
        UnaryOperator<String> request = key -> String.valueOf(MDC.get(key));
        MDC.put("request", "seven");
        try {
            Call<String> call =
                    Call.of("lab:async_apply").with(request, "request").returning(String.class);
            assertThat(Background.result(shared().async().call(call))).isEqualTo("seven");
            MDC.remove("request");
            assertThat(Background.result(shared().async().call(call))).isEqualTo("null");
        } finally {
            MDC.remove("request");
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().size();
    }

    @Test
    void aThousandCoroutinesMeetInOneInterpreterAndHoldNoThreads() throws Exception {
        Python python = shared();
        long before = threads();
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            calls.add(python.async().call("lab:meet", List.of(MANY, i), int.class));
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(Background.result(calls.get(i))).isEqualTo(i);
        }
        assertThat(threads() - before).isLessThan(50);
        assertThat(shared().statistics().active()).isZero();
    }

    @Test
    void resultsComeInTheOrderInWhichCallsEnd() throws Exception {
        CompletableFuture<String> late = shared().async().call("lab:wait_for", List.of("early"), String.class);
        CompletableFuture<String> early = shared().async().call("lab:come", List.of("early"), String.class);
        assertThat(Background.result(early)).isEqualTo("early");
        assertThat(Background.result(late)).isEqualTo("early");
    }

    @Test
    void functionsThatAreNoCoroutinesDoNotHoldTheOthersUp() throws Exception {
        CompletableFuture<String> blocked = shared().async().call("lab:block_for", List.of("blocked"), String.class);
        assertThat(Background.result(shared().async().call("lab:come", List.of("blocked"), String.class)))
                .isEqualTo("blocked");
        assertThat(Background.result(blocked)).isEqualTo("blocked");
    }

    @Test
    void eachCallFailsByItself() throws Exception {
        CompletableFuture<Integer> right = shared().async().call("lab:async_add", List.of(1, 2), int.class);
        CompletableFuture<Integer> wrong = shared().async().call("lab:async_fail", List.of("no"), int.class);
        CompletableFuture<Integer> misfit = shared().async().call("lab:async_echo", List.of("text"), int.class);
        CompletableFuture<Integer> missing = shared().async().call("lab:no_such_thing", List.of(), int.class);
        assertThat(Background.failure(wrong))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("no");
        assertThat(Background.failure(misfit)).isInstanceOf(ConversionException.class);
        assertThat(Background.failure(missing)).isInstanceOf(PythonException.class);
        assertThat(Background.result(right)).isEqualTo(3);
    }

    @Test
    void whatACoroutinePrintsBelongsToItsCall() throws Exception {
        List<CapturedOutput> printed = new ArrayList<>();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            printed.add(Output.capture(1000));
            calls.add(shared().async()
                    .call(Call.of("lab:async_print").with("call " + i).output(printed.get(i))));
        }
        for (int i = 0; i < 20; i++) {
            Background.result(calls.get(i));
            assertThat(printed.get(i).stdout()).isEqualTo("call " + i + "\ncall " + i + " again\n");
        }
    }

    @Test
    void cancellingAFutureCancelsItsCoroutineOnly() throws Exception {
        CompletableFuture<String> cancelled = shared().async().call("lab:wait_for", List.of("never"), String.class);
        CompletableFuture<String> other = shared().async().call("lab:wait_for", List.of("other"), String.class);
        Background.result(shared().async().call("lab:arrival", List.of("never"), String.class));
        cancelled.cancel(true);
        Background.result(shared().async().call("lab:cancelled", List.of("never"), String.class));
        Background.result(shared().async().call("lab:come", List.of("other"), String.class));
        assertThat(Background.result(other)).isEqualTo("other");
        assertThat(shared().statistics().died()).isZero();
    }

    @Test
    void callsThatAreCancelledAsSoonAsTheyAreMadeEnd() throws Exception {
        needs(Capability.MANY_CALLS);
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1).callersPerInterpreter(MANY).grace(Duration.ofMinutes(1)))
                .build()) {
            for (int i = 0; i < 200; i++) {
                python.async().call("asyncio:sleep", List.of(600), Void.class).cancel(true);
            }
            Background.until(() -> python.statistics().active() == 0);
            assertThat(Background.result(python.async().call("lab:async_add", List.of(1, 2), int.class)))
                    .isEqualTo(3);
            assertThat(python.statistics().died()).isZero();
        }
    }

    @Test
    void aLimitCancelsTheCoroutine() throws Exception {
        Call<?> endless = Call.of("lab:wait_for").with("limit").timeout(Duration.ofMillis(200));
        CallTimeoutException late =
                (CallTimeoutException) Background.failure(shared().async().call(endless));
        assertThat(late.stoppedBy()).isEqualTo(StopStep.CANCEL);
        assertThat(shared().statistics().died()).isZero();
    }

    @Test
    void aCoroutineCallsJava() throws Exception {
        needs(Capability.CALLBACKS);
        IntUnaryOperator twice = x -> shared().call("kit:add", List.of(x, x), int.class);
        assertThat(Background.result(shared().async().call("lab:async_apply", List.of(twice, 21), int.class)))
                .isEqualTo(42);
    }

    @Test
    void anObjectIsCalledWhereItLives() throws Exception {
        needs(Capability.OBJECTS);
        try (PyObject object = shared().call("lab:Waiter", List.of(5), PyObject.class)) {
            assertThat(Background.result(shared().async().call("lab:async_total", List.of(object, 6), int.class)))
                    .isEqualTo(11);
        }
    }

    @LosesInterpreter
    @Test
    void theEndOfTheInterpreterFailsAllCallsInIt() throws Exception {
        needs(Capability.MANY_CALLS);
        needs(Capability.OWN_PROCESS);
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).callersPerInterpreter(50))
                .build()) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(own.async().call("lab:wait_for", List.of("never"), String.class));
            }
            CompletableFuture<?> last = own.async().call(Call.of("os:_exit").with(3));
            assertThat(Background.failure(last)).isInstanceOf(InterpreterLostException.class);
            for (CompletableFuture<String> call : calls) {
                assertThat(Background.failure(call)).isInstanceOf(InterpreterLostException.class);
            }
            assertThat(Background.result(own.async().call("kit:add", List.of(1, 2), int.class)))
                    .isEqualTo(3);
            assertThat(own.statistics().active()).isZero();
        }
    }

    @Test
    void moreSynchronousCallersThanThreadsOfTheInterpreterAreServed() throws Exception {
        Python python = shared();
        List<CompletableFuture<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int own = i;
            callers.add(Background.start(() -> python.call("lab:meet_blocking", List.of(60, own), int.class)));
        }
        for (int i = 0; i < 60; i++) {
            assertThat(Background.result(callers.get(i))).isEqualTo(i);
        }
    }

    @Test
    void closingEndsCallsThatDoNotEnd() throws Exception {
        needs(Capability.MANY_CALLS);
        Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).callersPerInterpreter(10))
                .build();
        CompletableFuture<String> running = own.async().call("lab:wait_for", List.of("never"), String.class);
        Background.result(own.async().call("lab:arrival", List.of("never"), String.class));
        own.closeNow();
        assertThat(Background.failure(running)).isInstanceOf(InterpreterLostException.class);
    }
}

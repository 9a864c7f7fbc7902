package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.TypeRef;
import org.pybridge.spi.Capability;
import org.pybridge.spi.StopStep;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.Timeouts;

/** Calls that take longer than they may, in code that can be stopped. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@LosesInterpreter
public abstract class DeadlineCases extends Cases {
    /** What waits or computes in native code of Python\'s own. */
    private static final Set<String> NATIVE = Set.of("lock_twice", "match_catastrophically");

    /** What code gets that is not about when it started. */
    private static final Runnable STARTED = () -> {};

    private Python patient;

    /** A Python that waits long for code to obey: on a busy machine, too, an interrupt is not followed by something harder. */
    private Python patient() {
        if (patient == null) {
            patient = withGrace(Duration.ofSeconds(4));
        }
        return patient;
    }

    private Python withGrace(Duration grace) {
        return fixture().builder().pool(pool -> pool.size(1).grace(grace)).build();
    }

    /** The first coroutine imports asyncio, which takes longer than {@link Timeouts#LIMIT}. */
    private static void importAsyncio(Python python) {
        python.call("lab:async_add", List.of(1, 2));
    }

    @AfterAll
    void closePatient() {
        if (patient != null) {
            patient.closeNow();
        }
    }

    @BeforeEach
    void needInterrupts() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
    }

    private static Call<?> limited(String function) {
        return Call.of(function).with(STARTED).timeout(Timeouts.LIMIT);
    }

    private static void assertServing(Python python) {
        assertThat(python.call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
    }

    private void needsFor(String function) {
        if (NATIVE.contains(function)) {
            needs(Capability.INTERRUPT_NATIVE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"spin", "sleep_long", "lock_twice", "sort_slowly", "import_hanging", "leave_thread"})
    void codeThatDoesNotEndIsInterrupted(String function) {
        needsFor(function);
        Python python = patient();
        long stopped = python.statistics().stopped();
        CallTimeoutException timeout = Timeouts.assertTimesOut(() -> python.call(limited("lab:" + function)));
        assertThat(timeout.stoppedBy()).isEqualTo(StopStep.INTERRUPT);
        assertThat(timeout).hasMessageContaining("longer than " + Timeouts.LIMIT.toMillis() + " ms");
        assertServing(python);
        assertThat(python.statistics().stopped()).isEqualTo(stopped + 1);
        assertThat(python.statistics().quarantined()).isZero();
    }

    /** Where an interrupt can be caught, or waits for native code to end, the process is ended instead. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"spin_stubbornly", "match_catastrophically"})
    void codeThatPutsInterruptsOffIsStopped(String function) {
        needsFor(function);
        boolean killable = fixture().can(Capability.KILL);
        Python python = killable ? python() : patient();
        CallTimeoutException timeout = Timeouts.assertTimesOut(() -> python.call(limited("lab:" + function)));
        assertThat(timeout.stoppedBy())
                .isIn(killable ? EnumSet.range(StopStep.INTERRUPT, StopStep.KILL) : EnumSet.of(StopStep.INTERRUPT));
        assertServing(python);
    }

    /** Code in one long native step; a backend that cannot end it leaves it behind, see {@link StuckCases}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"power_hugely, 100000000", "compare_zeros, 1000000000000", "sort_hugely, 1000"})
    void codeThatNoInterruptReachesEndsWithItsProcess(String function, long size) {
        needs(Capability.KILL);
        Call<?> call = Call.of("lab:" + function).with(STARTED, size).timeout(Timeouts.LIMIT);
        CallTimeoutException timeout = Timeouts.assertTimesOut(() -> python().call(call));
        assertThat(timeout.stoppedBy()).isBetween(StopStep.TERMINATE, StopStep.KILL);
        assertServing(python());
    }

    @Test
    void theExceptionTellsWherePythonWas() {
        CallTimeoutException timeout = Timeouts.assertTimesOut(() -> patient().call(limited("lab:spin")));
        assertThat(timeout.frames())
                .last()
                .satisfies(frame -> assertThat(frame.function()).isEqualTo("spin"));
        assertThat(timeout).hasMessageContaining("in spin");
        assertThat(timeout.getStackTrace()[0].getMethodName()).isEqualTo("spin");
    }

    @Test
    void theExceptionTellsWhereAScriptWas() {
        try (Session session = patient().session(Timeouts.LIMIT)) {
            CallTimeoutException timeout =
                    Timeouts.assertTimesOut(() -> session.exec("def wait():\n    while True: pass\nwait()"));
            assertThat(timeout).hasMessageContaining("in wait");
        }
    }

    @Test
    void theStackTraceOfAHandedOverCallReachesBackToItsCaller() {
        CallTimeoutException timeout = Timeouts.assertTimesOut(() -> python().call(limited("lab:spin")));
        assertThat(timeout.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(DeadlineCases.class.getName()));
    }

    @Test
    void aCallWithinItsLimitGivesItsResult() {
        Call<Integer> call =
                Call.of("kit:add").with(20, 22).returning(int.class).timeout(Duration.ofMinutes(1));
        assertThat(python().call(call)).isEqualTo(42);
    }

    @Test
    void aLimitOfManyYearsIsNoLimit() {
        Call<Integer> call =
                Call.of("kit:add").with(1, 2).returning(int.class).timeout(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(python().call(call)).isEqualTo(3);
    }

    @Test
    void anEvaluationInALimitedSessionIsStopped() {
        try (Session session = python().session(Timeouts.LIMIT)) {
            Timeouts.assertTimesOut(() -> session.exec("while True: pass"));
        }
        assertServing(python());
    }

    @Test
    void aFutureFailsWithTheTimeout() throws Exception {
        CompletableFuture<?> future = python().async().call(limited("lab:spin"));
        assertThat(Background.failure(future)).isInstanceOf(CallTimeoutException.class);
        assertServing(python());
    }

    @Test
    void aCoroutineIsCancelledAndRunsItsFinally() {
        List<String> notes = new CopyOnWriteArrayList<>();
        Consumer<String> note = notes::add;
        Call<?> call = Call.of("lab:async_wait").with(STARTED, note).timeout(Timeouts.LIMIT);
        try (Python own = withGrace(Duration.ofSeconds(4))) {
            importAsyncio(own);
            assertThat(Timeouts.assertTimesOut(() -> own.call(call)).stoppedBy())
                    .isEqualTo(StopStep.CANCEL);
            assertThat(notes).containsExactly("cancelled", "finally");
            assertServing(own);
            assertThat(own.statistics().died()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"async_stubborn", "async_spin"})
    void aCoroutineThatWillNotBeCancelledIsInterrupted(String function) {
        // To be cancelled takes one grace time, in vain.
        try (Python own = withGrace(Duration.ofSeconds(2))) {
            importAsyncio(own);
            assertThat(Timeouts.assertTimesOut(() -> own.call(limited("lab:" + function)))
                            .stoppedBy())
                    .isEqualTo(StopStep.INTERRUPT);
            assertServing(own);
        }
    }

    @Test
    void theLimitHoldsForWhatACallbackCalls() {
        Python python = python();
        Runnable nested = () -> python.call("lab:spin", List.of(STARTED));
        Timeouts.assertTimesOut(
                () -> python.call(Call.of("lab:apply").with(nested).timeout(Timeouts.LIMIT)));
        assertServing(python);
    }

    @Test
    void aCallbackThatWaitsIsInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        Runnable waiting = () -> seen.complete(catchThrowable(never::await));
        CallTimeoutException timeout = Timeouts.assertTimesOut(
                () -> patient().call(Call.of("lab:sleep_after").with(waiting).timeout(Timeouts.LIMIT)));
        assertThat(timeout.stoppedBy()).isEqualTo(StopStep.INTERRUPT);
        assertThat(seen).isCompletedWithValueMatching(InterruptedException.class::isInstance);
        assertServing(patient());
    }

    @Test
    void waitingForAnInterpreterDoesNotCount() throws Exception {
        try (Python own = fixture().builder().pool(pool -> pool.size(1)).build()) {
            Session held = own.session();
            Call<Integer> call =
                    Call.of("kit:add").with(1, 2).returning(int.class).timeout(Timeouts.LIMIT);
            CompletableFuture<Integer> waiting = Background.start(() -> own.call(call));
            Background.until(() -> own.statistics().waiting() == 1);
            long begin = System.nanoTime();
            Background.until(() -> System.nanoTime() - begin > 2 * Timeouts.LIMIT.toNanos());
            held.close();
            assertThat(Background.result(waiting)).isEqualTo(3);
        }
    }

    @Test
    void finallyRunsWhenACallIsInterrupted() {
        needs(Capability.REUSE_INTERRUPTED);
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).reuseInterrupted(true))
                .build()) {
            // An engine that repeats its interrupt may cut a finally block short now and then.
            Background.until(() -> {
                Timeouts.assertTimesOut(() -> own.call(limited("lab:spin_and_write")));
                return own.eval("import lab\nlab.diary")
                        .as(new TypeRef<List<String>>() {})
                        .contains("finally");
            });
            assertThat(own.statistics().died()).isZero();
        }
    }

    @Test
    void anInterruptedInterpreterIsReplacedBeforeItsNextCall() {
        needs(Capability.OWN_STATE);
        try (Python own = fixture().builder().pool(pool -> pool.size(1)).build()) {
            own.exec("import sys\nsys.marked = True");
            Timeouts.assertTimesOut(() -> own.call(limited("lab:spin")));
            assertThat(own.eval("import sys\nhasattr(sys, 'marked')").as(boolean.class))
                    .isFalse();
            assertThat(own.statistics().died()).isEqualTo(1);
            assertThat(own.statistics().live()).isEqualTo(1);
        }
    }

    @Test
    void aSessionEndsWithItsInterpreter() {
        try (Session session = python().session()) {
            Timeouts.assertTimesOut(() -> session.call(limited("lab:spin")));
            assertThatThrownBy(() -> session.eval("1")).isInstanceOf(StaleObjectException.class);
        }
        assertServing(python());
    }

    @Test
    void aLateStopNeverReachesTheNextCall() {
        needs(Capability.REUSE_INTERRUPTED);
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).reuseInterrupted(true))
                .build()) {
            Call<Integer> race = Call.of("lab:count_to").with(2000).returning(int.class);
            int wrong = 0;
            for (int i = 0; i < 300; i++) {
                Duration limit = Duration.ofNanos(50_000L * (1 + i % 60));
                Throwable thrown = catchThrowable(() -> own.call(race.timeout(limit)));
                assertThat(thrown == null || thrown instanceof CallTimeoutException)
                        .as("%s", thrown)
                        .isTrue();
                wrong += own.call(Call.of("kit:add").with(i, 1).returning(int.class)) == i + 1 ? 0 : 1;
            }
            assertThat(wrong).isZero();
            assertThat(own.statistics().active()).isZero();
        }
    }

    @Test
    void theDefaultLimitHoldsForEveryVerb() {
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .callTimeout(Timeouts.LIMIT)
                .build()) {
            Timeouts.assertTimesOut(() -> own.eval("while True: pass"));
            Timeouts.assertTimesOut(() -> own.exec("while True: pass"));
            Timeouts.assertTimesOut(() -> own.run("while True: pass"));
            Timeouts.assertTimesOut(() -> own.call("lab:spin", List.of(STARTED)));
            Timeouts.assertTimesOut(() ->
                    own.eval("f()", Map.of("f", (Runnable) () -> own.call("lab:spin", List.of(STARTED)))));
            assertThat(own.statistics().stopped()).isEqualTo(5);
        }
    }
}

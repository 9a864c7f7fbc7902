package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pybridge.BatchException;
import org.pybridge.Call;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.TypeRef;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Failures;
import org.pybridge.testing.support.LosesInterpreter;

/** Many calls are sent together, and their results come back in order. */
public abstract class CallAllCases extends Failures {

    private static List<List<Object>> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> List.<Object>of(i)).toList();
    }

    @Test
    void resultsComeInTheOrderOfTheArguments() {
        assertThat(python().callAll("operator:neg", numbers(5000), int.class))
                .isEqualTo(IntStream.range(0, 5000).map(i -> -i).boxed().toList());
    }

    @Test
    void noCallsAreNoResults() {
        assertThat(python().callAll("operator:neg", List.of(), int.class)).isEmpty();
    }

    @Test
    void eachCallHasItsArgumentsAndTheNamedOnesOfAll() {
        Call<String> call = Call.of("lab:everything").keyword("c", 9).returning(String.class);
        assertThat(python().callAll(call, List.of(List.of(1), List.of(1, 5, 6))))
                .containsExactly("(1, 2, (), 9, {})", "(1, 5, (6,), 9, {})");
    }

    @Test
    void resultsAreReadAsTheType() {
        assertThat(python().callAll("builtins:divmod", List.of(List.of(7, 2)), new TypeRef<List<Integer>>() {}))
                .containsExactly(List.of(3, 1));
        assertThat(python().callAll(Call.of("builtins:abs"), List.of(List.of(-2)))
                        .get(0)
                        .as(int.class))
                .isEqualTo(2);
        assertThat(python().callAll("builtins:abs", numbers(3), Void.class))
                .containsOnlyNulls()
                .hasSize(3);
    }

    @Test
    void allInterpretersWork() {
        Set<Object> interpreters = Set.copyOf(python().callAll(
                        "builtins:eval",
                        IntStream.range(0, 40)
                                .mapToObj(i -> List.of("__import__('time').sleep(0.005) or id(__import__('sys'))"))
                                .toList(),
                        Object.class));
        assertThat(interpreters).hasSizeBetween(1, 2);
    }

    @Test
    void theFirstFailureIsToldWithItsIndex() {
        List<List<Object>> arguments = IntStream.range(0, 300)
                .mapToObj(i -> List.<Object>of(1, i == 123 ? 0 : 1))
                .toList();
        assertThatThrownBy(() -> python().callAll("operator:floordiv", arguments, int.class))
                .isInstanceOfSatisfying(
                        BatchException.class,
                        failed -> assertThat(failed.index()).isEqualTo(123))
                .hasMessageContaining("call 123")
                .hasCauseInstanceOf(PythonException.class)
                .cause()
                .hasMessageContaining("ZeroDivisionError");
    }

    @Test
    void aCallThatExitsIsToldToo() {
        assertThatThrownBy(() -> python().callAll("sys:exit", numbers(3), Object.class))
                .isInstanceOf(BatchException.class)
                .hasCauseInstanceOf(PythonExitException.class);
    }

    @Test
    void aResultThatDoesNotFitIsToldWithItsIndex() {
        assertThatThrownBy(() -> python().callAll("builtins:eval", List.of(List.of("1"), List.of("'x'")), int.class))
                .isInstanceOfSatisfying(
                        BatchException.class,
                        failed -> assertThat(failed.index()).isEqualTo(1))
                .hasCauseInstanceOf(ConversionException.class);
    }

    @Test
    void anExceptionOfACallbackIsItsCause() {
        needs(Capability.CALLBACKS);
        IllegalStateException thrown = new IllegalStateException("from Java");
        BinaryOperator<Object> failing = (one, other) -> {
            throw thrown;
        };
        assertThatThrownBy(() ->
                        python().callAll("functools:reduce", List.of(List.of(failing, List.of(1, 2))), Object.class))
                .isInstanceOf(BatchException.class)
                .cause()
                .isSameAs(thrown);
    }

    @Test
    void aSessionMakesThemAll() {
        try (var session = python().session()) {
            session.exec("seen = []");
            PyObject seen = session.eval("seen");
            assertThat(session.callAll(
                            "operator:contains",
                            List.of(List.of(List.of(1), 1), List.of(List.of(1), 2)),
                            boolean.class))
                    .containsExactly(true, false);
            assertThat(seen.isNone()).isFalse();
        }
    }

    @Test
    @LosesInterpreter
    void aTimeLimitHoldsForABatch() {
        Call<Object> call = Call.of("time:sleep").returning(Object.class).timeout(Duration.ofMillis(100));
        assertThatThrownBy(() -> python().callAll(call, List.of(List.of(60))))
                .isInstanceOf(BatchException.class)
                .hasCauseInstanceOf(CallTimeoutException.class);
        Background.until(() -> python().statistics().active() == 0);
    }

    @Test
    @LosesInterpreter
    void anInterruptedCallerIsLetGoAndAllBatchesEnd() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        // With a limit, because a call without one may run on the caller's thread, where an interrupt ends no Python.
        Call<Object> call = Call.of("time:sleep").returning(Object.class).timeout(Duration.ofSeconds(30));
        Thread caller = Background.thread(() -> {
            try {
                python().callAll(call, List.of(List.of(60), List.of(60)));
            } catch (Throwable failed) {
                failure.set(failed);
            }
        });
        caller.start();
        Background.until(() -> python().statistics().active() == 2);
        caller.interrupt();
        caller.join();
        assertThat(failure.get()).isInstanceOf(CallCancelledException.class);
        Background.until(() -> python().statistics().active() == 0);
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingRuns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().callAll(Call.of("builtins:abs").with(1), numbers(1)))
                .withMessageContaining("positional");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().callAll("builtins:abs", numbers(1), PyObject.class))
                .withMessageContaining("PyObject");
    }
}

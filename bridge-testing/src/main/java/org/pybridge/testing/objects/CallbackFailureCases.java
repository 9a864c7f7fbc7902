package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.PyCallback;
import org.pybridge.PyError;
import org.pybridge.PyTuple;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** What becomes of exceptions that callbacks throw. */
@Timeout(60)
public abstract class CallbackFailureCases extends Cases {

    /** A function with a typed parameter. */
    @FunctionalInterface
    interface Half {
        int half(int evenNumber);
    }

    @BeforeEach
    void needCallbacks() {
        needs(Capability.CALLBACKS);
    }

    private static PyCallback throwing(Throwable thrown) {
        return (arguments, named) -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        };
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void theCallerGetsTheVeryInstanceThatACallbackThrew(Throwable thrown) {
        assertThat(catchThrowable(() -> python().call("lab:apply", List.of(throwing(thrown)))))
                .isSameAs(thrown);
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException("unchecked"),
                new IOException("checked"),
                new AssertionError("an error"),
                new RuntimeException((String) null),
                new InterruptedException("interrupted"),
                new StackOverflowError());
    }

    @Test
    void anExceptionThatPythonCatchesAndRaisesAgainLaterIsTheSameInstance() {
        IOException thrown = new IOException("late");
        assertThat(catchThrowable(() -> python().call("lab:raised_later", List.of(throwing(thrown)))))
                .isSameAs(thrown);
    }

    @Test
    void anExceptionThroughTwoLevelsOfCallbacksIsTheSameInstance() {
        Python python = python();
        IOException thrown = new IOException("deep");
        Callable<Object> outer = () -> python.call("lab:apply", List.of(throwing(thrown)));
        assertThat(catchThrowable(() -> python.call("lab:apply", List.of(outer))))
                .isSameAs(thrown);
    }

    @Test
    void pythonCatchesAJavaExceptionAsAnExceptionWithTypeAndMessage() {
        Object caught = python().call("lab:caught", List.of(throwing(new IOException("no disk"))))
                .as(Object.class);
        assertThat(caught).isEqualTo(List.of("JavaError", "java.io.IOException", "java.io.IOException: no disk"));
    }

    @Test
    void aCaughtExceptionLeavesTheCallGoingOn() {
        Supplier<Object> fails = () -> {
            throw new IllegalStateException("ignored");
        };
        assertThat(python().eval("try:\n    f()\nexcept Exception:\n    x = 'went on'\nx", Map.of("f", fails))
                        .as(String.class))
                .isEqualTo("went on");
    }

    @Test
    void aWrappedJavaExceptionIsTheCauseOfPythonsOwn() {
        PyError error =
                Raises.assertRaises(() -> python().call("lab:wrapped", List.of(throwing(new IOException("no disk")))));
        assertThat(error.type()).isEqualTo("LookupError");
        assertThat(error.cause().message()).contains("no disk");
        assertThat(error.cause().bases()).contains("Exception");
    }

    @Test
    void aPythonExceptionOfANestedCallIsTheSameInstanceOutside() {
        Python python = python();
        PythonException[] inner = new PythonException[1];
        Runnable nested = () -> {
            try {
                python.eval("1 / 0");
            } catch (PythonException raised) {
                inner[0] = raised;
                throw raised;
            }
        };
        assertThat(catchThrowable(() -> python.call("lab:apply", List.of(nested))))
                .isSameAs(inner[0]);
    }

    @Test
    void anExceptionOfANestedCallIsTheSameInPythonAround() {
        Python python = python();
        Callable<Object> nested = () -> python.eval("import kit\nkit.inner = KeyError('inner')\nraise kit.inner");
        assertThat(python.eval("""
                        import kit
                        try:
                            nested()
                        except KeyError as error:
                            same = error is kit.inner
                        same
                        """, Map.of("nested", nested)).as(boolean.class)).isTrue();
    }

    @Test
    void anExceptionOfAnEarlierCallbackIsJavas() {
        Python python = python();
        PythonException[] earlier = new PythonException[1];
        Runnable keeps = () -> earlier[0] = (PythonException) catchThrowable(() -> python.eval("{}['x']"));
        Runnable throwsIt = () -> {
            throw earlier[0];
        };
        assertThat(python.eval("""
                        keeps()
                        try:
                            throws()
                        except KeyError:
                            r = "KeyError"
                        except Exception as error:
                            r = type(error).__name__
                        r
                        """, Map.of("keeps", keeps, "throws", throwsIt)).as(String.class))
                .isEqualTo("JavaError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"half()", "half(1, 2)", "half(nope=1)", "half(1, evenNumber=2)"})
    void aCallThatAFunctionDoesNotTakeIsATypeError(String call) {
        Half half = n -> n / 2;
        assertThat(python().eval(
                                "try:\n    r = " + call + "\nexcept TypeError as e:\n    r = 'refused'\nr",
                                Map.of("half", half))
                        .as(Object.class))
                .isEqualTo("refused");
        assertThatThrownBy(() -> python().eval(call, Map.of("half", half)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(even_number)");
    }

    @Test
    void aLambdaThatWasWrittenForOtherTypesSaysWhichAndWhatToDo() {
        Function<Integer, Integer> negate = x -> -x;
        Throwable wrong = catchThrowable(() -> python().eval("f(5)", Map.of("f", negate)));
        assertThat(wrong)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "apply(",
                        "got int as Long",
                        "java.lang.Long cannot be cast to class java.lang.Integer",
                        "Function<Long, Long>",
                        "PyCallback")
                .hasCauseInstanceOf(ClassCastException.class);
        assertThat(python().eval("try:\n    r = f(5)\nexcept TypeError as e:\n    r = str(e)\nr", Map.of("f", negate))
                        .as(String.class))
                .contains("got int as Long");
    }

    @Test
    void aMethodReferenceSaysTheSame() {
        BiFunction<Map<String, Integer>, String, Integer> get = Map::get;
        ToIntFunction<StringBuilder> length = StringBuilder::length;
        assertThatThrownBy(() -> python().eval("f([1], 'a')", Map.of("f", get)))
                .hasMessageContaining("got list as List, str as String");
        assertThatThrownBy(() -> python().eval("f(None) or f('a')", Map.of("f", length)))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> python().eval("f('a')", Map.of("f", length)))
                .hasMessageContaining("got str as String");
    }

    @Test
    void aCastThatFailsInsideOfALambdaIsItsOwn() {
        Function<Object, Object> casting = x -> ((List<?>) x).size();
        assertThatThrownBy(() -> python().eval("f(5)", Map.of("f", casting))).isInstanceOf(ClassCastException.class);
        UnaryOperator<Long> calling = x -> (long) (Integer) ((Object) x);
        assertThatThrownBy(() -> python().eval("f(5)", Map.of("f", calling))).isInstanceOf(ClassCastException.class);
    }

    @Test
    void aClassThatSaysItsTypesGetsThem() {
        Function<Integer, Integer> negate = new Function<>() {
            @Override
            public Integer apply(Integer x) {
                return -x;
            }
        };
        assertThat(python().eval("f(5)", Map.of("f", negate)).as(int.class)).isEqualTo(-5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"half('x')", "half(1.5)", "half()", "half(1, 2)", "half(odd=1)", "half(None)", "half(2**40)"})
    void wrongArgumentsOfATypedCallbackAreAnErrorInPython(String call) {
        Half half = n -> n / 2;
        assertThat(python().eval(
                                "try:\n    r = " + call + "\nexcept Exception as e:\n    r = 'refused'\nr",
                                Map.of("half", half))
                        .as(Object.class))
                .isEqualTo("refused");
    }

    @Test
    void aWrongArgumentNamesTheFunctionsParameter() {
        Half half = n -> n / 2;
        assertThatThrownBy(() -> python().call("lab:apply", List.of(half, "x"))).hasMessageContaining("evenNumber");
    }

    @Test
    void aFailingCallbackOnAPythonThreadFailsThatThreadOnly() {
        assertThat(python().call("lab:apply_in_threads", List.of(throwing(new IOException("thread")), 2))
                        .as(Object.class))
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @MethodSource("failingKeys")
    void anExceptionCrossesPythonsOwnCode(String code) {
        IllegalStateException thrown = new IllegalStateException("inside");
        assertThat(catchThrowable(() -> python().eval(code, Map.of("f", throwing(thrown)))))
                .isSameAs(thrown);
    }

    static Stream<Arguments> failingKeys() {
        return Stream.of(
                Arguments.of("sorted([2, 1], key=f)"),
                Arguments.of("list(map(f, [1]))"),
                Arguments.of("[f(n) for n in range(3)]"),
                Arguments.of("import functools\nfunctools.reduce(f, [1, 2])"));
    }

    @Test
    void anArgumentThatCannotBeCopiedIsAConversionException() {
        PyCallback callback = (arguments, named) -> null;
        assertThatThrownBy(() -> python().eval("x = []\nx.append(x)\nf(x)", Map.of("f", callback)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("contains itself");
        assertThatThrownBy(() -> python().eval("x = []\nx.append(x)\nf(name=x)", Map.of("f", callback)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("contains itself");
    }

    @Test
    void anExceptionThatPythonRaisesWhileAnArgumentIsCopiedStaysWhatItIs() {
        PyCallback callback = (arguments, named) -> null;
        String code = """
                from datetime import datetime, tzinfo
                class Lost(tzinfo):
                    def utcoffset(self, when): raise KeyError('tz')
                try:
                    f([datetime(2024, 1, 1, tzinfo=Lost())])
                except KeyError as error:
                    caught = error.args
                caught""";
        assertThat(python().eval(code, Map.of("f", callback)).as(Object.class)).isEqualTo(PyTuple.of("tz"));
    }
}

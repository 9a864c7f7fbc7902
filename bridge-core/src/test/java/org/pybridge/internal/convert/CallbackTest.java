package org.pybridge.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;

import java.time.Duration;
import java.time.Month;
import java.time.Year;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.pybridge.Exposed;
import org.pybridge.PyCallback;
import org.pybridge.PyName;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;

class CallbackTest {

    interface Search {
        List<String> find(String searchText, Optional<Integer> limit);
    }

    interface Sum {
        int of(@PyName("from") int start, int... rest);
    }

    interface Shop {
        String sell(String article);

        String sell(String article, int count);

        default int openHours() {
            return 8;
        }
    }

    static final class Length implements Function<String, Integer>, Comparable<Length> {
        @Override
        public Integer apply(String text) {
            return text.length();
        }

        @Override
        public int compareTo(Length other) {
            return 0;
        }
    }

    private static final Search SEARCH =
            (text, limit) -> List.of(text, limit.map(String::valueOf).orElse("all"));

    private static Object call(Object function, Object... arguments) throws Throwable {
        return ((Callback) PLAIN.encode(function)).invoke(List.of(arguments), Map.of());
    }

    private static Object callNamed(Object function, Map<String, Object> named, Object... arguments) throws Throwable {
        return ((Callback) PLAIN.encode(function)).invoke(List.of(arguments), named);
    }

    @Test
    void aLambdaThatWasWrittenForOtherTypesSaysWhatItGot() {
        Function<Integer, Integer> negate = x -> -x;
        assertThatThrownBy(() -> call(negate, 5L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got int as Long")
                .hasCauseInstanceOf(ClassCastException.class);
    }

    @Test
    void javasFunctionsCanBeCalled() throws Throwable {
        assertThat(call((Function<Object, Object>) x -> x, 1)).isEqualTo(1L);
        assertThat(call((Supplier<Object>) () -> 'c')).isEqualTo("c");
        assertThat(call((Callable<Object>) () -> null)).isNull();
        assertThat(call((Runnable) () -> {})).isNull();
        assertThat(call((BinaryOperator<Object>) (a, b) -> b, 1, "x")).isEqualTo("x");
        assertThat(call((Comparator<Object>) (a, b) -> 7, 1, 2)).isEqualTo(7);
        assertThat(call(Comparator.naturalOrder(), "a", "b")).isEqualTo(-1);
    }

    @Test
    void aClassThatSaysItsTypesGetsThem() throws Throwable {
        assertThat(call(new Length(), "abc")).isEqualTo(3);
        assertThat(misfit(() -> call(new Length(), 1L)).mayHaveRun()).isTrue();
    }

    @Test
    void argumentsAreMatchedByNameInEitherSpelling() throws Throwable {
        assertThat(callNamed(SEARCH, Map.of("search_text", "x", "limit", 3L))).isEqualTo(List.of("x", "3"));
        assertThat(callNamed(SEARCH, Map.of("searchText", "x"))).isEqualTo(List.of("x", "all"));
        assertThat(call(SEARCH, "x")).isEqualTo(List.of("x", "all"));
    }

    @Test
    void varargsTakeTheRest() throws Throwable {
        Sum sum = (start, rest) -> start + rest.length;

        assertThat(call(sum, 1L)).isEqualTo(1);
        assertThat(call(sum, 1L, 5L, 5L)).isEqualTo(3);
        assertThat(callNamed(sum, Map.of("from", 4L))).isEqualTo(4);
        assertThatThrownBy(() -> call(sum)).hasMessage("of(from, *rest) misses the argument from");
    }

    @Test
    void aWrongCallNamesTheParameters() {
        assertThatThrownBy(() -> call(SEARCH, "a", 1L, 2L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("find(search_text, limit) takes 2 arguments, 3 were given");
        assertThatThrownBy(() -> callNamed(SEARCH, Map.of("text", "a")))
                .hasMessage("find(search_text, limit) has no parameter text");
        assertThatThrownBy(() -> callNamed(SEARCH, Map.of("search_text", "a"), "b"))
                .hasMessage("find(search_text, limit) got several values for search_text");
    }

    @Test
    void aWrongArgumentIsNamedByThePath() {
        assertThat(misfit(() -> call(SEARCH, "a", "b"))).hasMessage("$.limit: str b does not fit int");
    }

    @Test
    void theVeryExceptionComesOut() {
        Exception thrown = new Exception("mine");

        assertThatThrownBy(() -> call((Callable<Object>) () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void aResultThatDoesNotFitSaysThatPythonRan() {
        assertThat(misfit(() -> call((Supplier<Object>) () -> Duration.ofDays(1_000_000_000)))
                        .mayHaveRun())
                .isTrue();
    }

    @Test
    void aPyCallbackTakesWhateverItIsGiven() throws Throwable {
        List<Object> seen = new ArrayList<>();
        PyCallback callback = (arguments, named) -> {
            seen.add(arguments.get(0).as(int.class));
            seen.add(named.get("k").as(String.class));
            return Optional.of(1);
        };

        assertThat(callNamed(callback, Map.of("k", "v"), 5L)).isEqualTo(1);
        assertThat(seen).containsExactly(5, "v");
    }

    @Test
    void exposedObjectsShowTheMethodsOfTheirInterfaceOnly() throws Throwable {
        Shop shop = new Shop() {
            @Override
            public String sell(String article) {
                return sell(article, 1);
            }

            @Override
            public String sell(String article, int count) {
                return count + " " + article;
            }
        };
        JavaObject exposed = (JavaObject) PLAIN.encode(Exposed.of(Shop.class, shop));

        assertThat(exposed.object()).isSameAs(shop);
        assertThat(exposed.methods()).containsOnlyKeys("sell", "openHours", "open_hours");
        assertThat(exposed.methods().get("sell").invoke(List.of("pen"), Map.of()))
                .isEqualTo("1 pen");
        assertThat(exposed.methods().get("sell").invoke(List.of("pen"), Map.of("count", 3L)))
                .isEqualTo("3 pen");
        assertThat(exposed.methods().get("open_hours").invoke(List.of(), Map.of()))
                .isEqualTo(8);
        assertThatThrownBy(() -> exposed.methods().get("sell").invoke(List.of(), Map.of()))
                .hasMessageContaining("takes 0 arguments");
    }

    @Test
    void javasOwnObjectsAreNoFunctionsAlthoughSomeCouldBe() {
        assertThat(PLAIN.encode(Year.of(2024))).isEqualTo(2024L);
        assertThat(misfit(() -> PLAIN.encode(Thread.currentThread()))).hasMessageContaining("a resource");
        assertThat(PLAIN.encode(Month.MAY)).isEqualTo("MAY");
    }

    @Test
    void whatIsNoFunctionCannotBeCalled() {
        assertThatThrownBy(() -> PLAIN.callback("text")).hasMessageContaining("exactly one functional interface");
    }
}

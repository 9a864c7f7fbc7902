package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Call;
import org.pybridge.PyCallback;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;

/** Java functions that Python calls. */
@Timeout(60)
public abstract class CallbackCases extends Cases {

    /** A user's functional interface; Python's default is that the greeting is left out. */
    @FunctionalInterface
    interface Greeter {
        String greet(String firstName, Optional<String> greeting);
    }

    /** What Python knows as a dict. */
    record Item(String name, int count) {}

    /** Takes and gives a record. */
    @FunctionalInterface
    interface Restock {
        Item restock(Item item);
    }

    /** Recursion through Python. */
    @FunctionalInterface
    interface Step {
        int at(int level);
    }

    @BeforeEach
    void needCallbacks() {
        needs(Capability.CALLBACKS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void aJavaFunctionIsCalledAsAPythonFunction(String kind, Object function, List<?> arguments, Object expected) {
        List<Object> all =
                Stream.concat(Stream.of(function), arguments.stream()).toList();
        assertThat(python().call("lab:apply", all).as(Object.class)).isEqualTo(expected);
    }

    static Stream<Arguments> functions() {
        Function<Long, Long> twice = n -> 2 * n;
        BiFunction<String, Long, String> repeat = (text, times) -> text.repeat(times.intValue());
        Supplier<List<Integer>> list = () -> List.of(1, 2);
        Supplier<Object> none = () -> null;
        Supplier<Item> item = () -> new Item("pen", 3);
        Callable<String> callable = () -> "called";
        Consumer<Object> consumer = any -> {};
        Runnable runnable = () -> {};
        Comparator<Long> reversed = Comparator.<Long>naturalOrder().reversed();
        PyCallback count = (arguments, named) -> arguments.size();
        return Stream.of(
                Arguments.of("Function", twice, List.of(4), 8L),
                Arguments.of("BiFunction", repeat, List.of("ab", 2), "abab"),
                Arguments.of("Supplier of a list", list, List.of(), List.of(1L, 2L)),
                Arguments.of("Supplier of null", none, List.of(), null),
                Arguments.of("Supplier of a record", item, List.of(), Map.of("name", "pen", "count", 3L)),
                Arguments.of("Callable", callable, List.of(), "called"),
                Arguments.of("Consumer", consumer, List.of(1), null),
                Arguments.of("Runnable", runnable, List.of(), null),
                Arguments.of("Comparator", reversed, List.of(1, 2), 1L),
                Arguments.of("PyCallback", count, List.of("a", "b"), 2L));
    }

    @Test
    void aFunctionIsASortKey() {
        Function<String, Integer> length = String::length;
        Object sorted = python().call(Call.of("builtins:sorted")
                        .with(List.of("ccc", "a", "bb"))
                        .keyword("key", length))
                .as(Object.class);
        assertThat(sorted).isEqualTo(List.of("a", "bb", "ccc"));
    }

    @Test
    void aComparatorSortsThroughCmpToKey() {
        Comparator<String> byLength = Comparator.comparing(String::length);
        assertThat(python().eval(
                                "import functools\nsorted(words, key=functools.cmp_to_key(order))",
                                Map.of("words", List.of("ccc", "a", "bb"), "order", byLength))
                        .as(Object.class))
                .isEqualTo(List.of("a", "bb", "ccc"));
    }

    @Test
    void aPyCallbackGetsPositionalAndNamedArguments() {
        PyCallback callback = (arguments, named) ->
                arguments.get(0).as(int.class) + named.get("plus").as(int.class);
        assertThat(python().call(Call.of("lab:apply").with(callback, 1).keyword("plus", 41))
                        .as(int.class))
                .isEqualTo(42);
    }

    @Test
    void parametersOfAFunctionalInterfaceAreNamedInSnakeCase() {
        Greeter greeter = (name, greeting) -> greeting.orElse("Hi") + " " + name;
        assertThat(python().eval("greeter(greeting='Hello', first_name='Ann')", Map.of("greeter", greeter))
                        .as(String.class))
                .isEqualTo("Hello Ann");
    }

    @Test
    void anOptionalParameterCanBeLeftOut() {
        Greeter greeter = (name, greeting) -> greeting.orElse("Hi") + " " + name;
        assertThat(python().eval("greeter('Ann')", Map.of("greeter", greeter)).as(String.class))
                .isEqualTo("Hi Ann");
    }

    @Test
    void aRecordIsReadFromADictAndGivenBackAsOne() {
        Restock restock = item -> new Item(item.name(), item.count() + 1);
        assertThat(python().eval("restock({'name': 'pen', 'count': 1})", Map.of("restock", restock))
                        .as(Item.class))
                .isEqualTo(new Item("pen", 2));
    }

    @Test
    void aCallbackInAListIsCallable() {
        Function<Long, Long> twice = n -> 2 * n;
        assertThat(python().call("lab:apply_first", List.of(List.of(twice), 4), int.class))
                .isEqualTo(8);
    }

    @Test
    void aCallbackInAMapIsCallable() {
        Function<Long, Long> twice = n -> 2 * n;
        assertThat(python().call("lab:apply_value", List.of(Map.of("f", twice), "f", 4), int.class))
                .isEqualTo(8);
    }

    @Test
    void aCallbackThatPythonKeepsIsCalledLater() {
        Function<Long, Long> twice = n -> 2 * n;
        try (Session session = python().session()) {
            session.call("lab:keep", List.of(twice));
            assertThat(session.call("lab:call_kept", List.of(4), int.class)).isEqualTo(8);
        }
    }

    @Test
    void aCallbackIsAHandleWhenItComesBack() {
        Supplier<String> hello = () -> "hello";
        PyObject function = python().eval("f", Map.of("f", hello)).as(PyObject.class);
        assertThat(function.call().as(String.class)).isEqualTo("hello");
    }

    @Test
    void aCallbackIsCalledFromPythonsThreads() {
        Function<Long, Long> twice = n -> 2 * n;
        assertThat(python().call("lab:apply_in_threads", List.of(twice, 4)).as(Object.class))
                .isEqualTo(List.of(0L, 2L, 4L, 6L));
    }

    @Test
    void aCallbackOnAPythonThreadCanCallPython() {
        Python python = python();
        Function<Long, Integer> add = n -> python.call("kit:add", List.of(n, 1), int.class);
        assertThat(python.call("lab:apply_in_threads", List.of(add, 3)).as(Object.class))
                .isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void aCallbackCallsPythonInTheSameInterpreter() {
        Python python = python();
        Supplier<Boolean> same = () -> python.eval("import lab\nlab.mark == 7").as(boolean.class);
        assertThat(python.eval("import lab\nlab.mark = 7\nsame()", Map.of("same", same))
                        .as(boolean.class))
                .isTrue();
    }

    @Test
    void nestedCallsOnEveryInterpreterAtOnceDoNotDeadlock() throws Exception {
        Python python = python();
        CountDownLatch bothInside = new CountDownLatch(2);
        Supplier<Integer> nested = () -> {
            bothInside.countDown();
            Background.await(bothInside);
            return python.call("kit:add", List.of(1, 1), int.class);
        };
        CompletableFuture<Integer> one = Background.start(() -> python.call("lab:apply", List.of(nested), int.class));
        CompletableFuture<Integer> other = Background.start(() -> python.call("lab:apply", List.of(nested), int.class));
        assertThat(Background.result(one) + Background.result(other)).isEqualTo(4);
    }

    @Test
    void aCallbackCanUseItsSession() {
        try (Session session = python().session()) {
            session.exec("x = 41");
            Supplier<Integer> read = () -> session.eval("x + 1").as(int.class);
            assertThat(session.call("lab:apply", List.of(read), int.class)).isEqualTo(42);
        }
    }

    @Test
    void sessionsCanCallEachOther() {
        try (Session one = python().session();
                Session other = python().session()) {
            one.exec("x = 41");
            Supplier<Integer> read = () -> one.eval("x + 1").as(int.class);
            Supplier<Integer> across = () -> other.call("lab:apply", List.of(read), int.class);
            assertThat(one.call("lab:apply", List.of(across), int.class)).isEqualTo(42);
            assertThat(one.eval("x").as(int.class)).isEqualTo(41);
        }
    }

    @Test
    void aSessionIsNotClosedFromInside() {
        try (Session one = python().session();
                Session other = python().session()) {
            Runnable across = () -> other.call("lab:apply", List.of((Runnable) one::close));
            assertThatThrownBy(() -> one.call("lab:apply", List.of(across)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot close the session that calls it");
            assertThat(one.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void otherCallsRunWhileACallbackWaits() throws Exception {
        Python python = python();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Runnable wait = () -> {
            entered.countDown();
            Background.await(release);
        };
        CompletableFuture<?> waiting = Background.start(() -> python.call("lab:apply", List.of(wait)));
        Background.await(entered);
        assertThat(python.call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
        release.countDown();
        Background.result(waiting);
    }

    @Test
    void recursionThroughPythonReachesThirtyLevels() {
        Python python = python();
        Step[] step = new Step[1];
        step[0] = level -> level == 0 ? 0 : 1 + python.call("lab:apply", List.of(step[0], level - 1), int.class);
        assertThat(step[0].at(30)).isEqualTo(30);
    }

    @Test
    void endlessRecursionThroughPythonEndsInAnExceptionAndHarmsNothing() {
        Python python = python();
        Step[] step = new Step[1];
        step[0] = level -> python.call("lab:apply", List.of(step[0], level + 1), int.class);
        assertThatThrownBy(() -> step[0].at(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("levels deep");
        assertThat(python.statistics().active()).isZero();
        assertThat(python.call("lab:apply", List.of((Supplier<Integer>) () -> 5), int.class))
                .isEqualTo(5);
    }

    @Test
    void aCallbackRunsOncePerCall() {
        AtomicInteger runs = new AtomicInteger();
        Runnable count = runs::incrementAndGet;
        python().eval("[f() for _ in range(5)]", Map.of("f", count));
        assertThat(runs).hasValue(5);
    }

    @Test
    void nestedListsAndNoneReachACallback() {
        List<Object> seen = new CopyOnWriteArrayList<>();
        PyCallback see = (arguments, named) -> {
            seen.addAll(arguments.stream()
                    .map(argument -> argument.as(Object.class))
                    .map(String::valueOf)
                    .toList());
            return null;
        };
        python().eval("see([1, ['a']], None)", Map.of("see", see));
        assertThat(seen).isEqualTo(Arrays.asList("[1, [a]]", "null"));
    }

    @Test
    void anObjectPassedToACallbackStaysAlive() {
        needs(Capability.OBJECTS);
        Function<PyObject, String> name =
                object -> object.type().attribute("__name__").as(String.class);
        assertThat(python().eval("import lab\nname(lab.home)", Map.of("name", name))
                        .as(String.class))
                .isEqualTo("Point");
    }
}

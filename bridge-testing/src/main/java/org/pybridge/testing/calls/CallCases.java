package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Call;
import org.pybridge.CapturedOutput;
import org.pybridge.Output;
import org.pybridge.PyError;
import org.pybridge.PyValue;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Calling functions by name. */
public abstract class CallCases extends Cases {

    @Test
    void aFunctionIsCalledByItsEntryPoint() {
        assertThat(python().call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("argumentLists")
    void argumentsArriveWherePythonExpectsThem(Call<?> call, String expected) {
        assertThat(python().call(call.returning(String.class))).isEqualTo(expected);
    }

    static Stream<Arguments> argumentLists() {
        Call<PyValue> everything = Call.of("lab:everything");
        return Stream.of(
                Arguments.of(everything.with(1), "(1, 2, (), 3, {})"),
                Arguments.of(everything.with(1, 5), "(1, 5, (), 3, {})"),
                Arguments.of(everything.with(1, 5, 6, 7), "(1, 5, (6, 7), 3, {})"),
                Arguments.of(everything.keyword("a", 1), "(1, 2, (), 3, {})"),
                Arguments.of(everything.keyword("b", 1).keyword("a", 2), "(2, 1, (), 3, {})"),
                Arguments.of(everything.with(1).keyword("c", 9), "(1, 2, (), 9, {})"),
                Arguments.of(everything.with(1).keyword("z", 8).keyword("y", 9), "(1, 2, (), 3, {'z': 8, 'y': 9})"),
                Arguments.of(everything.with(1, 2, 3).keyword("c", 4).keyword("d", 5), "(1, 2, (3,), 4, {'d': 5})"),
                Arguments.of(everything.with((Object) null), "(None, 2, (), 3, {})"),
                Arguments.of(everything.with(1).keyword("b", null), "(1, None, (), 3, {})"),
                Arguments.of(everything.arguments(Arrays.asList(1, null)), "(1, None, (), 3, {})"),
                Arguments.of(everything.with(1).with(2), "(1, 2, (), 3, {})"),
                Arguments.of(everything.with("'", "\"\n"), "(\"'\", '\"\\n', (), 3, {})"));
    }

    @ParameterizedTest
    @CsvSource({"1, , 12", "1, 7, 17"})
    void positionalOnlyParametersTakePositions(int a, Integer b, int expected) {
        List<Integer> arguments = b == null ? List.of(a) : List.of(a, b);
        assertThat(python().call("lab:positional_only", arguments, int.class)).isEqualTo(expected);
    }

    @Test
    void keywordOnlyParametersTakeNames() {
        assertThat(python().call(Call.of("lab:keyword_only").keyword("width", 4).returning(int.class)))
                .isEqualTo(41);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongCalls")
    void aWrongCallIsPythonsErrorThatNamesWhatIsWrong(Call<?> call, String type, String word) {
        PyError error = Raises.assertRaises(() -> python().call(call));
        assertThat(error.type()).isEqualTo(type);
        assertThat(error.message()).contains(word);
    }

    static Stream<Arguments> wrongCalls() {
        return Stream.of(
                Arguments.of(Call.of("lab:nothing_there"), "AttributeError", "nothing_there"),
                Arguments.of(Call.of("no_such_module:f"), "ModuleNotFoundError", "no_such_module"),
                Arguments.of(Call.of("lab:home.nothing"), "AttributeError", "nothing"),
                Arguments.of(Call.of("lab.sub:f"), "ModuleNotFoundError", "lab"),
                Arguments.of(Call.of("kit:add").with(1), "TypeError", "'b'"),
                Arguments.of(Call.of("kit:add").with(1, 2, 3), "TypeError", "positional"),
                Arguments.of(Call.of("kit:add").with(1, 2).keyword("c", 3), "TypeError", "'c'"),
                Arguments.of(Call.of("kit:add").with(1, 2).keyword("a", 3), "TypeError", "'a'"),
                Arguments.of(Call.of("lab:positional_only").keyword("a", 3), "TypeError", "'a'"),
                Arguments.of(Call.of("lab:keyword_only").with(3), "TypeError", "positional"),
                Arguments.of(Call.of("lab:answer"), "TypeError", "not callable"),
                Arguments.of(Call.of("lab:answer").keyword("x", 1), "TypeError", "not callable"),
                Arguments.of(Call.of("lab"), "TypeError", "not callable"));
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                " ",
                "lab two",
                ":two",
                "lab:",
                "lab:two:three",
                "lab..x:two",
                "lab:two()",
                "1lab:two",
                "lab:two.",
                ".lab:two",
                "lab/two",
                "lab:two ",
                "lab:two\n",
                "lab;import os:x",
                "la-b:two"
            })
    void whatIsNoEntryPointIsRefusedBeforeAnythingRuns(String text) {
        assertThatThrownBy(() -> python().call(text, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package.module:function");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            os:path.basename      | a/b   | b
            builtins:str.upper    | a     | A
            posixpath:basename    | a/b   | b
            lab:greet.__call__    | Ann   | Hello Ann!
            """)
    void anAttributeOfAnAttributeIsCalled(String function, String argument, String expected) {
        assertThat(python().call(function, List.of(argument), String.class)).isEqualTo(expected);
    }

    @Test
    void aClassIsCalledAsAFunction() {
        assertThat(python().call("builtins:int", List.of("17"), int.class)).isEqualTo(17);
    }

    @Test
    void aClassMethodIsCalledThroughItsClass() {
        assertThat(python().eval("import lab\nstr(lab.Point.origin())").as(String.class))
                .isEqualTo("(0, 0)");
    }

    @Test
    void aLambdaInAModuleIsCalled() {
        assertThat(python().call("lab:doubled", List.of(21), int.class)).isEqualTo(42);
    }

    @Test
    void aMethodOfAModulesObjectIsCalled() {
        assertThat(python().call("lab:home.manhattan_length", List.of(), int.class))
                .isEqualTo(7);
    }

    @Test
    void theResultIsConvertedToAGenericType() {
        assertThat(python().call("lab:two", List.of(1, 2), new TypeRef<List<Integer>>() {}))
                .containsExactly(1, 2);
    }

    @Test
    void aFunctionOfASessionIsCalledThroughMain() {
        try (Session session = python().session()) {
            session.exec("def half(x): return x / 2");
            assertThat(session.call("__main__:half", List.of(3), double.class)).isEqualTo(1.5);
        }
    }

    @Test
    void aFunctionOfASessionThatIsDefinedAgainIsTheNewOne() {
        try (Session session = python().session()) {
            session.exec("def f(): return 'old'");
            session.call("__main__:f", List.of());
            session.exec("def f(): return 'new'");
            assertThat(session.call("__main__:f", List.of(), String.class)).isEqualTo("new");
        }
    }

    @Test
    void mainIsNotSharedBetweenEvaluations() {
        python().exec("def leaked(): return 1");
        assertThat(Raises.assertRaises(() -> python().call("__main__:leaked", List.of()))
                        .type())
                .isEqualTo("AttributeError");
    }

    @Test
    void aCallIsImmutable() {
        Call<PyValue> base = Call.of("lab:everything").with(1);
        base.with(2);
        base.keyword("c", 3);
        base.returning(int.class);
        base.output(Output.capture(1));
        assertThat(base.arguments()).containsExactly(1);
        assertThat(base.keywords()).isEmpty();
        assertThat(base.type()).isEqualTo(PyValue.class);
        assertThat(base.output()).isEmpty();
    }

    @Test
    void aCallKeepsItsOwnCopyOfTheArguments() {
        List<Object> arguments = new java.util.ArrayList<>(List.of(1));
        Call<PyValue> call = Call.of("lab:everything").arguments(arguments);
        arguments.add(2);
        assertThat(call.arguments()).containsExactly(1);
    }

    @Test
    void anArgumentCannotBeNamedTwice() {
        Call<PyValue> call = Call.of("lab:everything").keyword("a", 1);
        assertThatThrownBy(() -> call.keyword("a", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void aCallPrintsToItsOwnOutput() {
        CapturedOutput output = Output.capture(100);
        python().call(Call.of("builtins:print").with("hi").keyword("end", "").output(output));
        assertThat(output.stdout()).isEqualTo("hi");
    }

    @Test
    void aNamedArgumentCanHaveAnyName() {
        assertThat(python().call(Call.of("builtins:dict").keyword("class", 1).keyword("function", 2))
                        .as(Object.class))
                .isEqualTo(Map.of("class", 1L, "function", 2L));
    }
}

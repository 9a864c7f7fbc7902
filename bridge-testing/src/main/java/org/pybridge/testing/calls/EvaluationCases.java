package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PythonException;
import org.pybridge.PythonSyntaxException;
import org.pybridge.Script;
import org.pybridge.ScriptResult;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Evaluating code: the value of a block, syntax errors, extreme sources. */
public abstract class EvaluationCases extends Cases {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "# a comment",
                "# one\n# two\n",
                "x = 1",
                "x = y = 1",
                "def f():\n    return 1",
                "class A: pass",
                "import sys",
                "1\nx = 2",
                "for i in range(3):\n    i",
                "if True:\n    1",
                "del_me = 1; del del_me",
                "pass",
                "1;pass",
                "None"
            })
    void theValueOfABlockThatDoesNotEndInAnExpressionIsNone(String code) {
        assertThat(python().eval(code).isNone()).isTrue();
    }

    static Stream<Arguments> blocksWithValues() {
        return Stream.of(
                arguments("1 + 1", 2L),
                arguments("x = 20\nx + 1", 21L),
                arguments("x = 20; x + 1", 21L),
                arguments("x = 20; x + 1;", 21L),
                arguments("  \n1\n\n# end\n", 1L),
                arguments("(1 +\n 2)", 3L),
                arguments("'''a\nb'''", "a\nb"),
                arguments("gr\u00f6\u00dfe = 2\ngr\u00f6\u00dfe * 2", 4L),
                arguments("\u53d8\u91cf = 'v'; \u53d8\u91cf", "v"),
                arguments("def f(n):\n    return n * 2\nf(4)", 8L),
                arguments("y = (x := 5) + 1\nx", 5L),
                arguments("[i for i in range(2)][-1]", 1L),
                arguments("lambda_ = lambda: 7\nlambda_()", 7L),
                arguments("1\r\n2\r\n", 2L),
                arguments("if True:\n\tx = 'tab'\nx", "tab"),
                arguments("\ufeff3", 3L));
    }

    @ParameterizedTest
    @MethodSource("blocksWithValues")
    void theValueOfABlockIsItsLastExpression(String code, Object value) {
        assertThat(eval(code)).isEqualTo(value);
    }

    @Test
    void aFunctionDefinedInABlockSeesItsGlobals() {
        String code = "factor = 3\ndef times(n):\n    return n * factor\nfactor = 4\ntimes(base)";
        assertThat(python().eval(code, Map.of("base", 5)).as(int.class)).isEqualTo(20);
    }

    @Test
    void aDataclassCanBeDefinedInABlock() {
        assertThat(eval("""
                from dataclasses import dataclass
                @dataclass
                class Point:
                    x: 'int'
                Point(3).x""")).isEqualTo(3L);
    }

    static Stream<Arguments> syntaxErrors() {
        return Stream.of(
                arguments("x = = 1", 1, 5, "x = = 1"),
                arguments("x = 1\ny = = 2", 2, 5, "y = = 2"),
                arguments("(1]", 1, 3, "(1]"),
                arguments(")", 1, 1, ")"),
                arguments("x = 1\nbreak", 2, 1, "break"));
    }

    @ParameterizedTest
    @MethodSource("syntaxErrors")
    void aSyntaxErrorSaysWhereItIs(String code, int line, int column, String text) {
        PythonSyntaxException error = Raises.assertRaises(
                () -> python().exec(new Script(code, "rules.py"), Map.of()), PythonSyntaxException.class);
        assertThat(List.of(error.file(), error.line(), error.column(), error.text()))
                .isEqualTo(List.of("rules.py", line, column, text));
    }

    /** CPython 3.9 tells the end of a text where others tell its beginning, and PyPy of that version may tell no column. */
    static Stream<Arguments> syntaxErrorsThatPythonsSeeAtDifferentColumns() {
        return Stream.of(
                arguments("a b", 1, 3, "a b"),
                arguments("\n\nreturn 1", 3, 1, "return 1"),
                arguments("'abc", 1, 1, "'abc"));
    }

    @ParameterizedTest
    @MethodSource("syntaxErrorsThatPythonsSeeAtDifferentColumns")
    void aSyntaxErrorSaysTheColumnThatPythonSees(String code, int line, int usual, String text) {
        String seen = """
                try:
                    compile(code, 'rules.py', 'exec')
                except SyntaxError as error:
                    column = error.offset
                import sys
                None if sys.version_info >= (3, 10) else column or 0""";
        Integer other = python().eval(seen, Map.of("code", code)).as(Integer.class);
        int column = other == null ? usual : other;
        PythonSyntaxException error = Raises.assertRaises(
                () -> python().exec(new Script(code, "rules.py"), Map.of()), PythonSyntaxException.class);
        assertThat(List.of(error.file(), error.line(), error.column(), error.text()))
                .isEqualTo(List.of("rules.py", line, column, text));
    }

    @Test
    void aBlockWithASyntaxErrorDoesNotBegin() {
        Raises.assertRaises(() -> python().exec("import sys\nsys.begun = True\nx = = 1"), PythonSyntaxException.class);
        Object begun = Stream.generate(() -> eval("import sys\nhasattr(sys, 'begun')"))
                .limit(4)
                .anyMatch(Boolean.TRUE::equals);
        assertThat(begun).isEqualTo(false);
    }

    @Test
    void aWrongIndentationIsASyntaxErrorOfItsOwnType() {
        PythonException error = raised("x = 1\n  y = 2");
        assertThat(error.error().type()).isEqualTo("IndentationError");
    }

    @Test
    void aSyntaxErrorRaisedByPythonCodeIsOneToo() {
        PythonException error = raised("compile('x = = 1', 'inner.py', 'exec')");
        assertThat(error)
                .isInstanceOfSatisfying(
                        PythonSyntaxException.class,
                        syntax -> assertThat(syntax.file()).isEqualTo("inner.py"));
    }

    @Test
    void aNulInTheSourceIsASyntaxError() {
        assertThat(raised("x = 1\0")).isInstanceOf(PythonSyntaxException.class);
    }

    @Test
    void aSourceOfTenMegabytesRuns() {
        String code = "x = '" + "a".repeat(10_000_000) + "'\nlen(x)";
        assertThat(python().eval(code).as(int.class)).isEqualTo(10_000_000);
    }

    @Test
    void anExpressionTooDeepForTheCompilerIsAnErrorAndHarmsNothing() {
        Throwable error =
                Raises.assertRaises(() -> python().eval("(".repeat(50_000) + ")".repeat(50_000)), Throwable.class);
        assertThat(error).isInstanceOf(PythonException.class);
        assertThat(eval("1 + 1")).isEqualTo(2L);
    }

    @Test
    void codeThatReadsInputIsToldThatThereIsNone() {
        assertThat(raised("input('name? ')").error().message()).contains("stdin is not available");
    }

    static Stream<String> textThatLooksLikeCode() {
        return Stream.of(
                "'",
                "\"",
                "'''",
                "\"\"\"",
                "\\",
                "\n",
                "\r\n",
                "{x}",
                "{{",
                "%s",
                "${x}",
                "\u0000",
                "#",
                "'); raise SystemExit(");
    }

    @ParameterizedTest
    @MethodSource("textThatLooksLikeCode")
    void aTextThatLooksLikeCodeArrivesAsItIs(String text) {
        assertThat(python().eval("text", Map.of("text", text)).as(String.class)).isEqualTo(text);
    }

    @Test
    void noneCanBeAGlobal() {
        Map<String, @Nullable Object> globals = Collections.singletonMap("x", null);
        assertThat(python().eval("x is None", globals).as(boolean.class)).isTrue();
    }

    @Test
    void aGlobalWhoseNameIsNoIdentifierIsInTheNamespace() {
        ScriptResult run = python().run("globals()['two words']", Map.of("two words", 2));
        assertThat(run.as(int.class)).isEqualTo(2);
    }

    @Test
    void anEvaluationNeedsCode() {
        assertThatNullPointerException()
                .isThrownBy(() -> python().eval((String) missing()))
                .withMessageContaining("code");
    }

    @Test
    void anEvaluationNeedsAMapOfGlobals() {
        Map<String, Object> none = missing();
        assertThatNullPointerException()
                .isThrownBy(() -> python().eval("1", none))
                .withMessageContaining("globals");
    }

    @Test
    void aGlobalNeedsAName() {
        Map<String, Object> nameless = Collections.singletonMap(missing(), 1);
        assertThatNullPointerException()
                .isThrownBy(() -> python().eval("1", nameless))
                .withMessageContaining("name");
    }

    @SuppressWarnings("NullAway") // what a caller without null checks could pass
    private static <T> T missing() {
        return null;
    }
}

package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PythonSyntaxException;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** What a console needs to know: whether to ask for another line or to report an error. */
public abstract class IncompleteInputCases extends Cases {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[1,",
                "{'a': 1,",
                "f(",
                "x = 1\ny = (",
                "def f():",
                "def f():\n  # only a comment",
                "def f():\n\treturn (1 +",
                "async def f():",
                "class A:",
                "for i in range(3):",
                "while True:",
                "if x:",
                "if x:\n  pass\nelse:",
                "try:\n  pass",
                "try:\n  pass\nexcept ValueError:",
                "with open(",
                "f(  # and so on",
                "if (a  # or",
                "x = [1,  # one\n  2  # two",
                "@decorator(1",
                "with a as b:",
                "@decorator",
                "x = \\",
                "'''abc",
                "\"\"\"abc\nde",
                "'abc\\",
                "from x import (",
                "lambda x: (",
                "print('a', (1, [2, {3:"
            })
    void inputThatMoreLinesCouldCompleteIsIncomplete(String code) {
        assertThat(syntaxError(code).isIncomplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"match x:", "match x:\n  case 1:"})
    void aMatchThatMoreLinesCouldCompleteIsIncomplete(String code) {
        needsPython(10);
        assertThat(syntaxError(code).isIncomplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = = 1",
                ")",
                "(1]",
                "a b",
                "'abc",
                "1 +",
                "while True",
                "def f(:",
                "import",
                "$",
                "return 1",
                "break",
                "x = 1\n  y = 2",
                "x = [1, 2\nb = 3",
                "x = (1,\n 2\n y",
                "if x:\n  pass\nelif",
                "f(a b",
                "nonlocal x",
                "else:",
                "1 = x"
            })
    void inputThatNothingCouldCompleteIsWrong(String code) {
        assertThat(syntaxError(code).isIncomplete()).isFalse();
    }

    private PythonSyntaxException syntaxError(String code) {
        return Raises.assertRaises(() -> python().exec(code), PythonSyntaxException.class);
    }
}

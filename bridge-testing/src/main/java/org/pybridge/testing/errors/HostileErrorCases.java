package org.pybridge.testing.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyError;
import org.pybridge.PythonException;
import org.pybridge.PythonSyntaxException;
import org.pybridge.testing.support.Failures;
import org.pybridge.testing.support.Raises;

/** Exceptions that fail when they are looked at, or are too large to be looked at. */
public abstract class HostileErrorCases extends Failures {

    @Test
    void anExceptionWhoseStrRaisesIsReportedWithoutItsMessage() {
        PyError error = raised("class E(Exception):\n  def __str__(self): raise KeyError\nraise E(1)")
                .error();
        assertThat(error.type()).isEqualTo("__main__.E");
        assertThat(error.message()).isEqualTo("<str() raised KeyError>");
    }

    @Test
    void anExceptionWhoseStrGivesNoTextIsReported() {
        PyError error = raised("class E(Exception):\n  def __str__(self): return 5\nraise E(1)")
                .error();
        assertThat(error.message()).isEqualTo("<str() raised TypeError>");
    }

    @Test
    void anExceptionWhoseStrExitsIsReported() {
        PyError error = raised("class E(Exception):\n  def __str__(self): raise SystemExit(3)\nraise E(1)")
                .error();
        assertThat(error.message()).isEqualTo("<str() raised SystemExit>");
    }

    @Test
    void anExceptionWhoseStrNeverEndsItsRecursionIsReported() {
        PyError error = raised("class E(Exception):\n  def __str__(self): return str(self)\nraise E(1)")
                .error();
        if (isPyPy() && error.message().endsWith("TypeError>")) {
            // It may have no stack left to note what the RecursionError came from, and raises an error about that.
            return;
        }
        assertThat(error.message()).isEqualTo("<str() raised RecursionError>");
    }

    @Test
    void anArgumentWhoseReprRaisesIsReportedWithoutIt() {
        PyError error = raised("class A:\n  def __repr__(self): raise KeyError\nraise ValueError(1, A())")
                .error();
        assertThat(error.arguments()).containsExactly("1", "<repr() raised KeyError>");
    }

    /** Each of them replaces an attribute that a report is made of. */
    static Stream<String> replacedAttributes() {
        return Stream.of(
                "args",
                "__cause__",
                "__context__",
                "__traceback__",
                "__suppress_context__",
                "__notes__",
                "__class__",
                "__dict__",
                "__module__");
    }

    @ParameterizedTest
    @MethodSource("replacedAttributes")
    void anExceptionWhoseAttributeRaisesIsStillReportedByTypeAndMessage(String attribute) {
        PyError error = raised("class E(Exception):\n  @property\n  def " + attribute
                        + "(self): raise KeyError('no')\nraise E('seen')")
                .error();
        if (isPyPy() && attribute.equals("__traceback__")) {
            // It reads this one itself when it raises, so what is raised is the KeyError.
            assertThat(error.type()).isEqualTo("KeyError");
        } else {
            assertThat(error.type()).endsWith("E");
            assertThat(error.message()).isEqualTo("seen");
        }
    }

    @Test
    void anExceptionWhoseClassHidesItsModuleIsReported() {
        PyError error = raised("""
                class Hiding(type):
                    @property
                    def __module__(cls): raise KeyError('no')
                class E(Exception, metaclass=Hiding): pass
                raise E('seen')""").error();
        assertThat(error.type()).contains("E");
        assertThat(error.message()).isEqualTo("seen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "'text'", "[KeyError]", "{'a': 1}"})
    void notesOfAWrongTypeHarmNothing(String notes) {
        assertThat(raised("e = ValueError('seen')\ne.__notes__ = " + notes + "\nraise e")
                        .error()
                        .message())
                .isEqualTo("seen");
    }

    @Test
    void aMessageOfTenMegabytesIsCut() {
        assertThat(raised("raise ValueError('x' * 10_000_000)").error().message())
                .hasSizeLessThan(10_000)
                .startsWith("xxx")
                .endsWith("... (10000000 characters)");
    }

    @Test
    void anArgumentOfTenMegabytesIsCut() {
        assertThat(raised("raise ValueError(b'x' * 10_000_000)").error().arguments())
                .singleElement()
                .satisfies(argument -> assertThat(argument).hasSizeLessThan(10_000));
    }

    @Test
    void aThousandArgumentsAreCut() {
        assertThat(raised("raise ValueError(*range(1000))").error().arguments()).hasSizeBetween(1, 100);
    }

    @Test
    void aGroupOfAThousandIsCut() {
        needsPython(11);
        assertThat(raised("raise ExceptionGroup('g', [ValueError(i) for i in range(1000)])")
                        .error()
                        .group())
                .hasSizeBetween(1, 100);
    }

    @Test
    void aMessageWithALoneSurrogateArrives() {
        assertThat(raised("raise ValueError('a\\ud800b')").error().message()).isEqualTo("a\ud800b");
    }

    @Test
    void aMessageWithANulArrives() {
        assertThat(raised("raise ValueError('a\\0b')").error().message()).isEqualTo("a\0b");
    }

    @Test
    void aMessageThatIsASubclassOfStrArrives() {
        assertThat(raised("class S(str):\n  def __str__(self): return self\nraise ValueError(S('s'))")
                        .error()
                        .message())
                .isEqualTo("s");
    }

    @Test
    void aClassNameThatIsNoIdentifierArrives() {
        assertThat(raised("raise type('two words', (Exception,), {})('m')")
                        .error()
                        .type())
                .endsWith("two words");
    }

    @Test
    void aSyntaxErrorWithoutDetailsArrives() {
        assertThat(raised("raise SyntaxError").error().type()).isEqualTo("SyntaxError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raise SyntaxError('m', ('f', 'line', None, 5))",
                "e = SyntaxError('m')\ne.lineno = 'x'\ne.msg = 5\nraise e",
                "e = SyntaxError('m')\ne.lineno = 2**70\ne.offset = -1\nraise e",
                "e = SyntaxError('m')\ne.filename = 5\ne.text = b'x'\nraise e"
            })
    void aSyntaxErrorWithDetailsOfWrongTypesArrives(String code) {
        assertThat(raised(code).error().type()).isEqualTo("SyntaxError");
    }

    @Test
    void anExceptionWhoseConstructorFailsLeavesThatFailure() {
        assertThat(raised("class E(Exception):\n  def __init__(self): raise KeyError('k')\nraise E")
                        .error()
                        .type())
                .isEqualTo("KeyError");
    }

    @Test
    void manyLargeExceptionsAreDescribedWithinALimit() {
        needsPython(11);
        PythonException raised = raised("""
                large = ("x" * 8192,) * 100
                many = [ExceptionGroup("many", [ValueError(*large) for _ in range(30)]) for _ in range(30)]
                raise ExceptionGroup("outermost", many)
                """);
        assertThat(raised.error().type()).isEqualTo("ExceptionGroup");
        assertThat(raised.error().message()).startsWith("outermost");
        assertThat(characters(raised.error())).isLessThan(2 << 20);
    }

    private static long characters(PyError error) {
        long own = error.message().length()
                + error.arguments().stream().mapToLong(String::length).sum();
        return own
                + error.group().stream()
                        .mapToLong(HostileErrorCases::characters)
                        .sum();
    }

    @Test
    void longNamesAndTextsAreCut() {
        PythonException named = raised("raise type('N' * 10_000_000, (Exception,), {})()");
        assertThat(named.getMessage().length()).isLessThan(10_000);
        PythonException syntax = raised("raise SyntaxError('m' * 1_000_000, ('f' * 1_000_000, 1, 1, 't' * 1_000_000))");
        assertThat(syntax.getMessage().length()).isLessThan(40_000);
        assertThat(syntax.error().message().length()).isLessThan(10_000);
    }

    /** What an engine's own text is: a str that is none of Python's exact ones. */
    @Test
    void aSyntaxErrorWithTextOfAnotherKindIsOneAllTheSame() {
        PythonException syntax = raised("""
                class Text(str):
                    def __str__(self):
                        return self
                    def __reduce__(self):
                        raise ValueError
                raise SyntaxError(Text("odd"), (Text("file"), 2, 1, Text("text")))
                """);
        assertThat(syntax).isInstanceOf(PythonSyntaxException.class);
        assertThat(syntax.error().message()).isEqualTo("odd");
    }

    @Test
    void aStatementOfPython2IsASyntaxErrorWithItsLineAndBases() {
        PythonSyntaxException syntax =
                Raises.assertRaises(() -> python().run("print 'hello'"), PythonSyntaxException.class);
        assertThat(syntax.line()).isEqualTo(1);
        assertThat(syntax.error().bases()).contains("Exception", "BaseException");
    }
}

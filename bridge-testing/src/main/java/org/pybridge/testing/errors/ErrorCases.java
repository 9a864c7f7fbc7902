package org.pybridge.testing.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Call;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.PythonSyntaxException;
import org.pybridge.Script;
import org.pybridge.testing.support.Failures;
import org.pybridge.testing.support.Raises;

/** What an exception of Python's carries to Java. */
public abstract class ErrorCases extends Failures {

    @Test
    void theStackTraceIsPythonsAndThenTheCallers() {
        PythonException failed = catchThrowableOfType(
                PythonException.class,
                () -> python().exec(new Script("def f():\n    1 / 0\nf()", "half.py"), Map.of()));
        assertThat(failed.getStackTrace()[0]).hasToString("<python>.f(half.py:2)");
        assertThat(failed.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(ErrorCases.class.getName()))
                .noneMatch(frame -> frame.getClassName().startsWith("org.pybridge.internal."))
                .noneMatch(frame -> frame.getClassName().startsWith("com.oracle.truffle."));
    }

    static Stream<Arguments> builtins() {
        return Stream.of(
                arguments("1 / 0", "ZeroDivisionError", "division by zero"),
                arguments("int('x')", "ValueError", "invalid literal for int() with base 10: 'x'"),
                arguments("raise ValueError", "ValueError", ""),
                arguments("raise ValueError('\u00e4\ud83d\ude00')", "ValueError", "\u00e4\ud83d\ude00"),
                arguments("raise ValueError('a\\nb')", "ValueError", "a\nb"),
                arguments("raise ValueError(1, 'x')", "ValueError", "(1, 'x')"),
                arguments("{}['k']", "KeyError", "'k'"),
                arguments("[][1]", "IndexError", "list index out of range"),
                arguments("undefined", "NameError", "name 'undefined' is not defined"),
                arguments("(1).nothing", "AttributeError", "'int' object has no attribute 'nothing'"),
                arguments("import no_such_module", "ModuleNotFoundError", "No module named 'no_such_module'"),
                arguments("from sys import nothing_here", "ImportError", null),
                arguments("hash([])", "TypeError", "unhashable type: 'list'"),
                arguments("(lambda a: a)()", "TypeError", null),
                arguments("(lambda a: a)(1, b=2)", "TypeError", null),
                arguments("assert False, 'wrong'", "AssertionError", "wrong"),
                arguments("raise StopIteration(3)", "StopIteration", "3"),
                arguments("raise MemoryError('by hand')", "MemoryError", "by hand"),
                arguments("raise KeyboardInterrupt('by hand')", "KeyboardInterrupt", "by hand"),
                arguments("raise GeneratorExit", "GeneratorExit", ""),
                arguments("open('/no/such/file')", "FileNotFoundError", null),
                arguments("b'\\xff'.decode()", "UnicodeDecodeError", null),
                arguments("def f(): f()\nf()", "RecursionError", null),
                arguments("import json\njson.loads('{')", "json.decoder.JSONDecodeError", null),
                arguments("class Mine(Exception): pass\nraise Mine('m')", "__main__.Mine", "m"),
                arguments("class Base(BaseException): pass\nraise Base('b')", "__main__.Base", "b"),
                arguments("class C:\n  def __init__(self): raise OSError('i')\nC()", "OSError", "i"),
                arguments("def g():\n  yield 1\n  raise LookupError('g')\nlist(g())", "LookupError", "g"));
    }

    @ParameterizedTest
    @MethodSource("builtins")
    void anExceptionKeepsItsTypeAndMessage(String code, String type, String message) {
        PyError error = raised(code).error();
        assertThat(error.type()).isEqualTo(type);
        if (message != null) {
            assertThat(error.message()).isEqualTo(message);
        }
    }

    @Test
    void whatIsNoExceptionIsATypeErrorWhenItIsRaised() {
        PyError error = raised("raise 5").error();
        assertThat(error.type()).isEqualTo("TypeError");
        if (!isPyPy()) {
            assertThat(error.message()).isEqualTo("exceptions must derive from BaseException");
        }
    }

    @Test
    void anExceptionOfPythonCodeIsNeitherASyntaxErrorNorAnExit() {
        assertThat(raised("1 / 0")).isNotInstanceOfAny(PythonSyntaxException.class, PythonExitException.class);
    }

    @Test
    void theJavaMessageIsTheLastLineOfPythonsTraceback() {
        assertThat(raised("{}['k']")).hasMessage("KeyError: 'k'");
    }

    @Test
    void theJavaMessageOfAnExceptionWithoutAMessageIsItsType() {
        assertThat(raised("raise ValueError")).hasMessage("ValueError");
    }

    @Test
    void anExceptionKnowsAllItsBasesNearestFirst() {
        assertThat(raised("open('/no/such/file')").error().bases())
                .containsExactly("OSError", "Exception", "BaseException", "object");
    }

    @Test
    void anExceptionOfSeveralBasesKnowsThemAsPythonOrdersThem() {
        PyError error =
                raised("class Both(KeyError, ValueError): pass\nraise Both()").error();
        assertThat(error.bases())
                .containsExactly("KeyError", "LookupError", "ValueError", "Exception", "BaseException", "object");
        assertThat(error.isA("ValueError")).isTrue();
    }

    @Test
    void anExceptionIsNotWhatItDoesNotInherit() {
        assertThat(raised("1 / 0").error().isA("ValueError")).isFalse();
    }

    @Test
    void theArgumentsAreThereAsPythonWritesThem() {
        assertThat(raised("raise ValueError(1, 'two', None, [3.5])").error().arguments())
                .containsExactly("1", "'two'", "None", "[3.5]");
    }

    @Test
    void theNotesAreThereInTheirOrder() {
        needsPython(11);
        PyError error = raised("e = ValueError()\ne.add_note('one')\ne.add_note('two\\nlines')\nraise e")
                .error();
        assertThat(error.notes()).containsExactly("one", "two\nlines");
    }

    @Test
    void theFramesAreThereOutermostFirst() {
        Script script = new Script("def f():\n    g()\n\ndef g():\n    raise ValueError\n\nf()", "frames.py");
        PythonException error = Raises.assertRaises(() -> python().exec(script, Map.of()), PythonException.class);
        assertThat(error.error().frames())
                .containsExactly(
                        new PyFrame("frames.py", 7, "<module>", "f()"),
                        new PyFrame("frames.py", 2, "f", "g()"),
                        new PyFrame("frames.py", 5, "g", "raise ValueError"));
    }

    @Test
    void theJavaStackTraceBeginsWithThePythonFramesInnermostFirst() {
        Script script = new Script("def f():\n    1 / 0\nf()", "merged.py");
        PythonException error = Raises.assertRaises(() -> python().exec(script, Map.of()), PythonException.class);
        assertThat(List.of(error.getStackTrace()).subList(0, 2))
                .extracting(StackTraceElement::toString)
                .containsExactly("<python>.f(merged.py:2)", "<python>.<module>(merged.py:3)");
    }

    @Test
    void theJavaStackTraceGoesOnToTheCaller() {
        assertThat(raised("1 / 0").getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("theJavaStackTraceGoesOnToTheCaller");
    }

    @Test
    void aPrintedStackTraceShowsBothLanguages() {
        StringWriter text = new StringWriter();
        raised("def inner(): 1 / 0\ninner()").printStackTrace(new PrintWriter(text, true));
        assertThat(text.toString()).contains("ZeroDivisionError: division by zero", "<python>.inner(", "ErrorCases");
    }

    @Test
    void aVeryDeepTracebackKeepsItsBeginningAndItsEnd() {
        List<PyFrame> frames = raised("def f(): f()\nf()").error().frames();
        assertThat(frames)
                .hasSizeLessThan(300)
                .first()
                .satisfies(frame -> assertThat(frame.function()).isEqualTo("<module>"));
    }

    @Test
    void anErrorSaysThatPythonCodeMayHaveRun() {
        assertThat(raised("1 / 0").mayHaveRun()).isTrue();
    }

    @Test
    void anUnknownFunctionIsAnAttributeErrorThatNamesIt() {
        PythonException error =
                Raises.assertRaises(() -> python().call("kit:no_such_function", List.of()), PythonException.class);
        assertThat(error.error().type()).isEqualTo("AttributeError");
        assertThat(error.error().message()).contains("no_such_function");
    }

    @Test
    void anUnknownModuleIsAModuleNotFoundErrorThatNamesIt() {
        PythonException error =
                Raises.assertRaises(() -> python().call("no_such_kit:f", List.of()), PythonException.class);
        assertThat(error.error().type()).isEqualTo("ModuleNotFoundError");
        assertThat(error.error().message()).contains("no_such_kit");
    }

    static Stream<Call<?>> callsThatDoNotFit() {
        return Stream.of(
                Call.of("kit:add").with(1),
                Call.of("kit:add").with(1, 2, 3),
                Call.of("kit:add").with(1).keyword("c", 2),
                Call.of("kit:add").with(1).keyword("a", 2).keyword("b", 3));
    }

    @ParameterizedTest
    @MethodSource("callsThatDoNotFit")
    void argumentsThatDoNotFitAreATypeErrorThatNamesTheFunction(Call<?> call) {
        PythonException error = Raises.assertRaises(() -> python().call(call), PythonException.class);
        assertThat(error.error().type()).isEqualTo("TypeError");
        assertThat(error.error().message()).startsWith("add()");
    }

    @Test
    void anExceptionInAPythonThreadDoesNotReachTheCaller() {
        String code = """
                import threading
                caught = []
                usual = threading.excepthook
                threading.excepthook = lambda arguments: caught.append(arguments.exc_type.__name__)
                def work(): raise ValueError
                thread = threading.Thread(target=work)
                thread.start()
                thread.join()
                threading.excepthook = usual
                caught""";
        assertThat(eval(code)).isEqualTo(List.of("ValueError"));
    }

    @Test
    void anExceptionThatPythonCaughtIsNone() {
        assertThat(eval("try:\n  1 / 0\nexcept ZeroDivisionError as e:\n  x = str(e)\nx"))
                .isEqualTo("division by zero");
    }

    @Test
    void anExceptionKeptByPythonCanBeRaisedAgain() {
        try (var session = python().session()) {
            session.exec("kept = None\ntry:\n  1 / 0\nexcept ZeroDivisionError as e:\n  kept = e");
            assertThat(Raises.assertRaises(() -> session.exec("raise kept"), PythonException.class)
                            .error()
                            .type())
                    .isEqualTo("ZeroDivisionError");
        }
    }
}

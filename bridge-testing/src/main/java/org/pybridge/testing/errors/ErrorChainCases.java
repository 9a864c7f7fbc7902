package org.pybridge.testing.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyError;
import org.pybridge.PythonException;
import org.pybridge.testing.support.Failures;

/** Exceptions that belong to others: causes, contexts, groups. */
public abstract class ErrorChainCases extends Failures {

    @Test
    void theCauseIsTheExceptionOfRaiseFrom() {
        PyError error =
                raised("raise ValueError('outer') from KeyError('inner')").error();
        assertThat(error.cause()).isNotNull().extracting(PyError::type).isEqualTo("KeyError");
    }

    @Test
    void theContextIsTheExceptionThatWasBeingHandled() {
        PyError error = raised("try:\n  1 / 0\nexcept ZeroDivisionError:\n  raise ValueError('outer')")
                .error();
        assertThat(error.cause()).isNull();
        assertThat(error.context()).isNotNull().extracting(PyError::type).isEqualTo("ZeroDivisionError");
    }

    @Test
    void fromNoneHidesTheContext() {
        PythonException error =
                raised("try:\n  1 / 0\nexcept ZeroDivisionError:\n  raise ValueError('outer') from None");
        assertThat(error.error().causeOrContext()).isEmpty();
        assertThat(error).hasNoCause();
    }

    @Test
    void theCauseIsShownInsteadOfTheContext() {
        PythonException error =
                raised("try:\n  1 / 0\nexcept ZeroDivisionError:\n  raise ValueError() from KeyError('c')");
        assertThat(error).hasCauseInstanceOf(PythonException.class);
        assertThat(error.getCause()).hasMessage("KeyError: 'c'");
    }

    @Test
    void aChainOfCausesIsAChainInJava() {
        PythonException error = raised("""
                def fail(n):
                    try:
                        if n: fail(n - 1)
                        else: raise ValueError('root')
                    except ValueError as inner:
                        raise ValueError(f'level {n}') from inner
                fail(3)""");
        assertThat(error).hasMessage("ValueError: level 3").hasRootCauseMessage("ValueError: root");
    }

    @Test
    void theCauseHasItsOwnFrames() {
        PythonException error =
                raised("def f(): 1 / 0\ntry:\n  f()\nexcept ZeroDivisionError as e:\n  raise ValueError() from e");
        assertThat(((PythonException) error.getCause()).error().frames())
                .extracting("function")
                .containsExactly("<module>", "f");
    }

    @Test
    void aChainOfAHundredCausesEndsSomewhere() {
        PythonException error =
                raised("e = None\nfor i in range(100):\n  n = ValueError(i)\n  n.__cause__ = e\n  e = n\nraise e");
        assertThat(error.error().message()).isEqualTo("99");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a.__cause__ = a",
                "a.__cause__ = b\nb.__cause__ = a",
                "b.__context__ = a\na.__context__ = b",
            })
    void aChainThatIsACircleEnds(String links) {
        PyError error = raised("a = ValueError('a')\nb = ValueError('b')\n" + links + "\nraise a")
                .error();
        assertThat(error.type()).isEqualTo("ValueError");
        assertThat(chain(error)).startsWith("a").doesNotHaveDuplicates();
        assertThat(python().eval("1 + 1").as(int.class)).isEqualTo(2);
    }

    private static List<String> chain(PyError first) {
        List<String> messages = new ArrayList<>();
        for (Optional<PyError> error = Optional.of(first);
                error.isPresent();
                error = error.flatMap(PyError::causeOrContext)) {
            messages.add(error.get().message());
        }
        return messages;
    }

    @Test
    void aGroupHasItsMembersInTheirOrder() {
        needsPython(11);
        PyError error = raised("raise ExceptionGroup('all', [ValueError('a'), KeyError('b')])")
                .error();
        assertThat(error.group()).extracting(PyError::type).containsExactly("ValueError", "KeyError");
        assertThat(error.arguments()).containsExactly("'all'");
    }

    @Test
    void theMembersOfAGroupAreSuppressedExceptionsInJava() {
        needsPython(11);
        PythonException error = raised("raise ExceptionGroup('all', [ValueError('a'), KeyError('b')])");
        assertThat(error.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("ValueError: a", "KeyError: 'b'");
    }

    @Test
    void aGroupInAGroupKeepsItsPlace() {
        needsPython(11);
        PyError error = raised("raise ExceptionGroup('a', [ExceptionGroup('b', [TypeError('c')]), ValueError('d')])")
                .error();
        assertThat(error.group().get(0).group()).extracting(PyError::message).containsExactly("c");
    }

    @Test
    void aGroupOfBaseExceptionsIsAGroupToo() {
        needsPython(11);
        PyError error = raised("raise BaseExceptionGroup('all', [KeyboardInterrupt('k')])")
                .error();
        assertThat(error.group()).extracting(PyError::type).containsExactly("KeyboardInterrupt");
    }

    @Test
    void theMembersOfAGroupKeepTheirCauses() {
        needsPython(11);
        PyError error = raised("v = ValueError('v')\nv.__cause__ = KeyError('k')\nraise ExceptionGroup('g', [v])")
                .error();
        assertThat(error.group().get(0).cause())
                .isNotNull()
                .extracting(PyError::type)
                .isEqualTo("KeyError");
    }

    @Test
    void anExceptionThatIsNoGroupHasNoMembers() {
        assertThat(raised("1 / 0").error().group()).isEmpty();
    }
}

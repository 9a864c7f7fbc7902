package org.pybridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PythonExceptionTest {

    private static final PyError CAUSE = error("KeyError", "'k'", null, List.of());

    @Test
    void thePythonFramesComeFirstInnermostOnTop() {
        PythonException raised = new PythonException(error("ValueError", "bad", null, List.of()));

        assertThat(raised).hasMessage("ValueError: bad");
        assertThat(raised.getStackTrace()[0]).hasToString("<python>.inner(a.py:2)");
        assertThat(raised.getStackTrace()[1]).hasToString("<python>.outer(a.py:9)");
        assertThat(raised.getStackTrace()[2].getClassName()).isEqualTo(PythonExceptionTest.class.getName());
    }

    @Test
    void theCauseIsPythonsCause() {
        PythonException raised = new PythonException(error("ValueError", "bad", CAUSE, List.of()));

        assertThat(raised.getCause()).isInstanceOf(PythonException.class).hasMessage("KeyError: 'k'");
    }

    @Test
    void theMembersOfAGroupAreSuppressedExceptions() {
        PythonException raised = new PythonException(error("ExceptionGroup", "two", null, List.of(CAUSE, CAUSE)));

        assertThat(raised.getSuppressed()).hasSize(2);
    }

    @Test
    void anEmptyMessageLeavesTheTypeAlone() {
        assertThat(new PythonException(error("StopIteration", "", null, List.of())))
                .hasMessage("StopIteration");
    }

    @Test
    void anErrorKnowsWhichExceptClauseWouldCatchIt() {
        assertThat(CAUSE.isA("KeyError")).isTrue();
        assertThat(CAUSE.isA("Exception")).isTrue();
        assertThat(CAUSE.isA("OSError")).isFalse();
    }

    private static PyError error(String type, String message, PyError cause, List<PyError> group) {
        List<PyFrame> frames = List.of(new PyFrame("a.py", 9, "outer", "inner()"), new PyFrame("a.py", 2, "inner", ""));
        return new PyError(
                type, List.of("Exception", "BaseException"), message, List.of(), frames, List.of(), cause, null, group);
    }
}

package org.pybridge.testing.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.Session;
import org.pybridge.testing.support.Failures;
import org.pybridge.testing.support.Raises;

/** Python code that ends Python, which ends the call and nothing else. */
public abstract class ExitCases extends Failures {

    @ParameterizedTest
    @CsvSource({
        "import sys; sys.exit(), 0",
        "import sys; sys.exit(None), 0",
        "import sys; sys.exit(0), 0",
        "import sys; sys.exit(3), 3",
        "import sys; sys.exit(-1), -1",
        "import sys; sys.exit('text'), 1",
        "import sys; sys.exit([]), 1",
        "import sys; sys.exit(2.5), 1",
        "import sys; sys.exit(True), 1",
        "raise SystemExit, 0",
        "raise SystemExit(7), 7",
        "exit(4), 4",
        "quit(5), 5"
    })
    void anExitHasAStatus(String code, int status) {
        assertThat(raised(code))
                .isInstanceOfSatisfying(
                        PythonExitException.class,
                        exit -> assertThat(exit.status()).isEqualTo(status));
    }

    @Test
    void theTextOfAnExitIsItsMessage() {
        assertThat(raised("import sys\nsys.exit('no license')")).hasMessage("SystemExit: no license");
    }

    @Test
    void aSubclassOfSystemExitIsAnExit() {
        assertThat(raised("class Bye(SystemExit): pass\nraise Bye(9)"))
                .isInstanceOfSatisfying(
                        PythonExitException.class,
                        exit -> assertThat(exit.status()).isEqualTo(9));
    }

    @Test
    void anExitWhoseCodeRaisesIsStillReported() {
        assertThat(raised("class Bye(SystemExit):\n  @property\n  def code(self): raise KeyError\nraise Bye(9)"))
                .isInstanceOf(PythonException.class);
    }

    @Test
    void anExitKnowsWhereItWas() {
        assertThat(raised("import sys\ndef leave(): sys.exit(1)\nleave()")
                        .error()
                        .frames())
                .extracting("function")
                .containsExactly("<module>", "leave");
    }

    @Test
    void anExitRunsTheFinallyBlocksOnItsWay() {
        try (Session session = python().session()) {
            Raises.assertRaises(
                    () -> session.exec("done = False\ntry:\n  raise SystemExit\nfinally:\n  done = True"),
                    PythonExitException.class);
            assertThat(session.eval("done").isTrue()).isTrue();
        }
    }

    @Test
    void anExitInAPythonThreadEndsThatThreadOnly() {
        assertThat(eval("""
                import sys, threading
                thread = threading.Thread(target=sys.exit, args=(3,))
                thread.start()
                thread.join()
                'alive'""")).isEqualTo("alive");
    }
}

package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;

/** What would take the JVM down is refused, and what only looks like it works. */
class GuardTest {
    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.builder(Pythons.builder().build()).build();
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os; os.fork()",
                "import os; os.forkpty()",
                "import os; os.execv('/bin/true', ['true'])",
                "import os; os.abort()",
                "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
                "import os, signal; os.kill(0, signal.SIGKILL)",
                "import multiprocessing as m; m.get_context('fork').Process(target=print).start()"
            })
    void whatTakesTheJvmDownIsRefused(String code) {
        assertThatThrownBy(() -> python.exec(code))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("is refused, because it would")
                .hasMessageContaining("unguarded()");
    }

    @Test
    void anExitIsAnException() {
        assertThatThrownBy(() -> python.exec("import os; os._exit(3)"))
                .isInstanceOfSatisfying(
                        PythonExitException.class,
                        exit -> assertThat(exit.status()).isEqualTo(3));
    }

    @Test
    void programsAreStarted() {
        String code = "import subprocess\nsubprocess.run(['echo', 'hi'], capture_output=True, text=True).stdout";
        assertThat(python.eval(code).as(String.class)).isEqualTo("hi\n");
    }

    @Test
    void ownExecutableIsTheRightOne() {
        String code = "import subprocess, sys\n"
                + "subprocess.run([sys.executable, '-c', 'import sys; print(sys.prefix)'], capture_output=True, text=True)"
                + ".stdout.strip() == sys.prefix";
        assertThat(python.eval(code).as(boolean.class)).isTrue();
    }

    @Test
    void aProcessMayAskWhetherItIsThere() {
        assertThat(python.eval("import os\nos.kill(os.getpid(), 0)").as(Object.class))
                .isNull();
    }
}

package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.CrashReport;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;

/** Interpreters that die: exactly the call in them fails, and the next one has a new interpreter. */
@Timeout(120)
@LosesInterpreter
public abstract class CrashCases extends Cases {
    private static final String SEGFAULT = "import faulthandler\nfaulthandler._sigsegv()";
    private static final String KILLED = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)";

    private Python own;

    @BeforeEach
    void startOwn() {
        needs(Capability.OWN_PROCESS);
        own = fixture()
                .builder()
                .pool(pool -> pool.size(2).closeTimeout(Duration.ofSeconds(20)))
                .build();
    }

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    private InterpreterLostException lost(String code) {
        return catchThrowableOfType(InterpreterLostException.class, () -> own.exec(code));
    }

    private CrashReport crash(String code) {
        return lost(code).crash().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os\nos._exit(3)",
                "import os\nos._exit(0)",
                KILLED,
                SEGFAULT,
                "import os\nos.abort()",
                "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
                "import os\nos.closerange(3, 1000)",
                "import threading, os\nthreading.Thread(target=os._exit, args=(4,)).start()\nthreading.Event().wait()"
            })
    void aCrashFailsItsCallAndTheNextCallSucceeds(String code) {
        assertThat(lost(code).mayHaveRun()).isTrue();
        assertThat(own.eval("1 + 1").as(int.class)).isEqualTo(2);
        assertThat(own.statistics().died()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "255"})
    void anExitCodeIsReported(int code) {
        CrashReport crash = crash("import os\nos._exit(" + code + ")");
        assertThat(crash.exitCode()).hasValue(code);
        assertThat(crash.signal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SIGKILL", "SIGTERM", "SIGSEGV", "SIGABRT"})
    void aSignalIsReportedByItsName(String signal) {
        CrashReport crash = crash("import os, signal\nos.kill(os.getpid(), signal." + signal + ")\n"
                + "import threading\nthreading.Event().wait()");
        assertThat(crash.signal()).hasValue(signal);
        assertThat(crash.exitCode()).isEmpty();
    }

    @Test
    void theMessageSaysHowTheInterpreterEnded() {
        assertThat(lost("import os\nos._exit(3)")).hasMessageContaining("exit code 3");
        assertThat(lost(KILLED)).hasMessageContaining("SIGKILL");
    }

    @Test
    void aCrashOfNativeCodeSaysWherePythonWas() {
        CrashReport crash = crash("def deep():\n  import faulthandler\n  faulthandler._sigsegv()\ndeep()");
        assertThat(crash.traceback()).contains("Segmentation fault", "deep");
    }

    @Test
    void whatWasWrittenToStderrLastIsReported() {
        assertThat(crash("import os\nos.write(2, b'the last words')\nos._exit(1)")
                        .lastOutput())
                .endsWith("the last words");
    }

    @Test
    void aCallInAnotherInterpreterNoticesNothing() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Runnable wait = () -> {
            entered.countDown();
            Background.await(release);
        };
        CompletableFuture<?> other = Background.start(() -> own.call("lab:apply", List.of(wait)));
        Background.await(entered);
        lost(KILLED);
        release.countDown();
        Background.result(other);
        assertThat(own.statistics().died()).isZero();
    }

    @Test
    void anInterpreterThatDiesBetweenCallsFailsNone() {
        try (Session session = own.session()) {
            session.exec("import os, threading, signal\n"
                    + "threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGKILL)).start()");
            Background.until(() -> own.statistics().live() == 0);
        }
        assertThat(own.eval("1 + 1").as(int.class)).isEqualTo(2);
    }

    @Test
    void aSessionEndsWithItsInterpreter() {
        try (Session session = own.session()) {
            assertThatThrownBy(() -> session.exec(KILLED)).isInstanceOf(InterpreterLostException.class);
            assertThatThrownBy(() -> session.eval("1")).isInstanceOf(StaleObjectException.class);
        }
        assertThat(own.eval("1 + 1").as(int.class)).isEqualTo(2);
    }

    @Test
    void anObjectOfADeadInterpreterIsStale() {
        PyObject object = own.call("builtins:list", List.of(), PyObject.class);
        assertThatThrownBy(() -> own.exec(KILLED, Map.of("decides_where", object)))
                .isInstanceOf(InterpreterLostException.class);
        assertThatThrownBy(object::length).isInstanceOf(StaleObjectException.class);
    }

    @Test
    void aCrashInsideACallbacksCallFailsTheWholeCall() {
        Runnable nested = () -> own.exec(KILLED);
        assertThatThrownBy(() -> own.call("lab:apply", List.of(nested))).isInstanceOf(InterpreterLostException.class);
        assertThat(own.eval("1 + 1").as(int.class)).isEqualTo(2);
    }

    @Test
    void aForkedChildMayEndAsItLikes() {
        assertThat(own.eval("""
                        import os
                        child = os.fork()
                        if child == 0:
                            os._exit(7)
                        os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                        """).as(int.class)).isEqualTo(7);
    }

    @Test
    void aProcessPoolOfPythonsOwnWorks() {
        assertThat(own.eval("""
                        import multiprocessing, operator
                        with multiprocessing.get_context('fork').Pool(2) as pool:
                            result = pool.starmap(operator.add, [(1, 2), (3, 4)])
                        result
                        """).as(Object.class)).isEqualTo(List.of(3L, 7L));
    }
}

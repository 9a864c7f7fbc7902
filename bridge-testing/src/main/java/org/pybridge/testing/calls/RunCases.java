package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Attempt;
import org.pybridge.BridgeException;
import org.pybridge.CallTimeoutException;
import org.pybridge.CapturedOutput;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.PythonExitException;
import org.pybridge.PythonSyntaxException;
import org.pybridge.Script;
import org.pybridge.ScriptResult;
import org.pybridge.Session;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.Timeouts;

/** {@code run} is one call: value, names and output come back together, whatever becomes of the interpreter. */
@Timeout(120)
public abstract class RunCases extends Cases {
    private static final String MANY_NAMES = "for i in range(50): globals()[f'v{i}'] = [i]\n7";

    private Python own;

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    @Test
    void aRunIsOneLease() {
        own = fixture().builder().pool(pool -> pool.size(1)).build();
        long before = own.statistics().leases();
        ScriptResult run = own.run(MANY_NAMES);
        assertThat(run.as(int.class)).isEqualTo(7);
        assertThat(run.globals().get("v49").as(Object.class)).isEqualTo(List.of(49L));
        assertThat(own.statistics().leases() - before).isEqualTo(1);
    }

    @Test
    void anAttemptThatSucceedsHasItsResultAndItsOutput() {
        Attempt attempt = python().attempt("print('out')\nx = 6\nx * 7");
        assertThat(attempt.error()).isEmpty();
        assertThat(attempt.result().orElseThrow().as(int.class)).isEqualTo(42);
        assertThat(attempt.orElseThrow().globals()).containsOnlyKeys("x");
        assertThat(attempt.stdout()).isEqualTo("out\n");
        assertThat(attempt.truncated()).isFalse();
    }

    @Test
    void anAttemptThatFailsHasItsErrorAndItsOutput() {
        Attempt attempt = python().attempt(
                        new Script("import sys\nprint('out')\nprint('err', file=sys.stderr)\n1 / zero", "half.py"),
                        Map.of("zero", 0));
        assertThat(attempt.result()).isEmpty();
        assertThat(attempt.error()).containsInstanceOf(PythonException.class);
        assertThat(attempt.stdout()).isEqualTo("out\n");
        assertThat(attempt.stderr()).isEqualTo("err\n");
        assertThatThrownBy(attempt::orElseThrow)
                .isSameAs(attempt.error().orElseThrow())
                .hasMessageContaining("ZeroDivisionError");
    }

    @Test
    void anAttemptThatDoesNotCompileHasPrintedNothing() {
        Attempt attempt = python().attempt("print('out'");
        assertThat(attempt.error()).containsInstanceOf(PythonSyntaxException.class);
        assertThat(attempt.stdout()).isEmpty();
        assertThat(attempt.stderr()).isEmpty();
    }

    @Test
    void everyRunSucceedsWhoseInterpreterIsUsedOnce() {
        own = fixture().builder().pool(pool -> pool.size(1).maxUses(1)).build();
        for (int i = 0; i < 3; i++) {
            assertThat(own.run(MANY_NAMES).globals()).hasSize(51);
            assertThat(own.async().run(Script.of(MANY_NAMES), Map.of()).join().globals())
                    .hasSize(51);
        }
    }

    /** Each name for itself: the others are copied. */
    @Test
    void whatCannotBeCopiedStaysInPythonAndTheRestIsCopied() {
        ScriptResult run = python().run("""
                loop = [1]
                loop.append(loop)
                plain = [1, 2]
                deep = [object()]
                loop
                """);
        assertThat(run.value()).isInstanceOf(PyObject.class);
        assertThat(run.globals().get("loop")).isInstanceOf(PyObject.class);
        assertThat(((PyObject) run.globals().get("loop")).length()).isEqualTo(2);
        assertThat(run.globals().get("plain")).isNotInstanceOf(PyObject.class);
        assertThat(run.globals().get("plain").as(Object.class)).isEqualTo(List.of(1L, 2L));
        assertThat(run.globals().keySet()).containsExactly("loop", "plain", "deep");
    }

    @Test
    void aCoroutineHasRunBeforeTheNamesAreLookedAt() {
        ScriptResult run = python().run("""
                async def work():
                    global done
                    done = [1, 'x']
                    print('worked')
                    return [done, (2, None)]
                work()
                """);
        assertThat(run.globals().get("done").as(Object.class)).isEqualTo(List.of(1L, "x"));
        assertThat(run.value().as(Object.class)).isEqualTo(List.of(List.of(1L, "x"), PyTuple.of(2L, null)));
        assertThat(run.stdout()).isEqualTo("worked\n");
    }

    @Test
    void aNameThatIsNoTextIsLeftOut() {
        assertThat(python().run("globals()[5] = 1\nx = 2\nx").globals().keySet())
                .containsExactly("x");
    }

    @Test
    void whatAFailedRunPrintedIsInItsException() {
        BridgeException failed = catchThrowableOfType(
                PythonException.class,
                () -> python().run("import sys\nprint('so far')\nprint('oh', file=sys.stderr)\nraise ValueError('x')"));
        CapturedOutput printed = failed.printed().orElseThrow();
        assertThat(printed.stdout()).isEqualTo("so far\n");
        assertThat(printed.stderr()).isEqualTo("oh\n");
    }

    @Test
    void theUsageTextOfAnArgumentParserIsInTheException() {
        PythonExitException exit = catchThrowableOfType(PythonExitException.class, () -> python().run("""
                import argparse
                parser = argparse.ArgumentParser(prog='tool')
                parser.add_argument('--count', type=int)
                parser.parse_args(['--count', 'many'])
                """));
        assertThat(exit.status()).isEqualTo(2);
        assertThat(exit.printed().orElseThrow().stderr())
                .contains("usage: tool")
                .contains("invalid int value");
    }

    @LosesInterpreter
    @Test
    void whatATimedOutRunPrintedIsInItsException() {
        needs(Capability.INTERRUPT);
        own = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .callTimeout(Timeouts.LIMIT)
                .build();
        CallTimeoutException late = catchThrowableOfType(
                CallTimeoutException.class, () -> own.run("print('begun', flush=True)\nwhile True: pass"));
        assertThat(late.printed().orElseThrow().stdout()).isEqualTo("begun\n");
    }

    @Test
    void whatAFailedRunInTheBackgroundOrInASessionPrintedIsInItsException() {
        String code = "print('so far')\n1 / 0";
        assertThatThrownBy(() -> python().async().run(Script.of(code), Map.of()).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .satisfies(cause -> assertThat(((BridgeException) cause)
                                .printed()
                                .orElseThrow()
                                .stdout())
                        .isEqualTo("so far\n"));
        try (Session session = python().session()) {
            PythonException failed = catchThrowableOfType(PythonException.class, () -> session.run(code));
            assertThat(failed.printed().orElseThrow().stdout()).isEqualTo("so far\n");
        }
    }

    @Test
    void anExceptionOfACallThatCapturesNothingHasNoOutput() {
        PythonException failed = catchThrowableOfType(PythonException.class, () -> python().eval("1 / 0"));
        assertThat(failed.printed()).isEmpty();
    }
}

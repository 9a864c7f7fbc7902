package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.Call;
import org.pybridge.CapturedOutput;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.ScriptResult;
import org.pybridge.Session;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;

/** What Python prints. */
@Timeout(120)
public abstract class OutputCases extends Cases {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            print('hi')                                                    | hi~
            print('no newline', end='')                                    | no newline
            print('a', 'b', sep='-', flush=True)                           | a-b~
            import sys; sys.stdout.write('written')                        | written
            import sys; sys.stdout.writelines(['a', 'b'])                  | ab
            import sys; sys.stdout.buffer.write(b'raw bytes')              | raw bytes
            import sys; sys.stdout.buffer.write('ü'.encode()[:1]); sys.stdout.buffer.write('ü'.encode()[1:]) | ü
            import os; os.write(1, b'by descriptor')                       | by descriptor
            import os; os.write(1, '€'.encode()[:2]); os.write(1, '€'.encode()[2:]) | €
            print('äöü € \\U0001F600')                                     | äöü € 😀~
            import sys; sys.__stdout__.write('original')                   | original
            import sys; print('file', file=sys.stdout)                     | file~
            import lab; lab.print_all('x', 5)                              | xxxxx
            """)
    void stdoutIsCaptured(String code, String expected) {
        assertThat(python().run(code).stdout()).isEqualTo(expected.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            import sys; print('oh', file=sys.stderr)       | oh
            import os; os.write(2, b'by descriptor')       | by descriptor
            import warnings; warnings.warn('beware')       | UserWarning: beware
            import traceback; traceback.print_stack()      | traceback.print_stack()
            import logging; logging.lastResort.stream.write('last') | last
            """)
    void stderrIsCaptured(String code, String expected) {
        ScriptResult run = python().run(code);
        assertThat(run.stderr()).contains(expected);
        assertThat(run.stdout()).isEmpty();
    }

    @Test
    void whatThreadsOfTheCallPrintIsCaptured() {
        assertThat(python().run("""
                import threading
                t = threading.Thread(target=lambda: print('from a thread'))
                t.start(); t.join()
                """).stdout()).isEqualTo("from a thread\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thread = threading.Thread(target=print, args=('thread',)); thread.start(); thread.join() | threading
            pool.submit(print, 'thread').result()                                                    | pool
            asyncio.run(asyncio.to_thread(print, 'thread'))                                          | asyncio
            """)
    void whatThreadsPrintStaysInItsPlace(String printing, String kind) {
        String once = "out\nthread\nbetween\nthread\nend\n";
        assertThat(python().run("""
                import asyncio, threading
                from concurrent.futures import ThreadPoolExecutor
                with ThreadPoolExecutor(1) as pool:
                    for each in range(300):
                        print('out')
                        %s
                        print('between')
                        %s
                        print('end')
                """.formatted(printing, printing)).stdout())
                .as(kind)
                .isEqualTo(once.repeat(300));
    }

    @Test
    void aCallThatEndsWithWhatAThreadPrintsHasAllOfIt() {
        String script = """
                import threading
                print('first')
                threads = [threading.Thread(target=print, args=('line',)) for _ in range(3)]
                for thread in threads: thread.start(); thread.join()
                """;
        for (int i = 0; i < 300; i++) {
            assertThat(python().run(script).stdout()).isEqualTo("first\nline\nline\nline\n");
        }
    }

    @Test
    void anExceptionInAThreadIsReportedOnTheCallsStderr() {
        assertThat(python().run("""
                import threading
                t = threading.Thread(target=lambda: 1 / 0)
                t.start(); t.join()
                """).stderr()).contains("ZeroDivisionError");
    }

    @Test
    void outputBeforeAnExceptionIsKept() {
        CapturedOutput output = Output.capture(100);
        assertThatThrownBy(() ->
                        python().call(Call.of("lab:everything").keyword("b", 1).output(output)))
                .isNotNull();
        assertThatThrownBy(() -> python().call(Call.of("builtins:exec")
                        .with("print('before')\n1 / 0")
                        .output(output)))
                .hasMessageContaining("ZeroDivisionError");
        assertThat(output.stdout()).isEqualTo("before\n");
    }

    @Test
    void outputBeyondTheLimitIsCutAndFlagged() {
        CapturedOutput output = Output.capture(10);
        python().call(Call.of("lab:print_all").with("abc", 5).output(output));
        assertThat(output.stdout()).isEqualTo("abcabcabca");
        assertThat(output.truncated()).isTrue();
    }

    @Test
    void outputOfExactlyTheLimitIsWhole() {
        CapturedOutput output = Output.capture(15);
        python().call(Call.of("lab:print_all").with("abc", 5).output(output));
        assertThat(output.truncated()).isFalse();
    }

    @Test
    void aRunIsCutAtTheConfiguredLimit() {
        try (Python own =
                fixture().builder().pool(pool -> pool.size(1)).captureLimit(4).build()) {
            ScriptResult run = own.run("print('abcdef')");
            assertThat(run.stdout() + run.truncated()).isEqualTo("abcdtrue");
        }
    }

    @Test
    void tenMegabytesAreCaptured() {
        CapturedOutput output = Output.capture(20_000_000);
        python().call(Call.of("lab:print_all").with("x".repeat(1_000_000), 10).output(output));
        assertThat(output.stdout()).hasSize(10_000_000);
    }

    @Test
    void aLoneSurrogateDoesNotBreakPrinting() {
        assertThat(python().run("print('a\\ud800b')").stdout()).startsWith("a").endsWith("b\n");
    }

    @Test
    void aSessionsRunCapturesItsOwnOutputOnly() {
        try (Session session = python().session()) {
            session.exec("print('earlier')");
            assertThat(session.run("print('now')").stdout()).isEqualTo("now\n");
        }
    }

    @Test
    void outputToStreamsGoesThere() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Output output = Output.to(stream(out), stream(err));
        python().call(Call.of("builtins:print").with("ü").output(output));
        python().call(Call.of("builtins:exec")
                .with("import sys; sys.stderr.write('e')")
                .output(output));
        assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .isEqualTo("ü\ne");
    }

    @Test
    void aPythonsOwnOutputTakesWhatCallsPrint() {
        CapturedOutput output = Output.capture(100);
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .output(() -> output)
                .build()) {
            own.eval("print('evaluated')");
            own.call("builtins:print", List.of("called"));
        }
        assertThat(output.stdout()).isEqualTo("evaluated\ncalled\n");
    }

    @Test
    void twoCallsAtOnceNeverMix() throws Exception {
        List<CompletableFuture<String>> outputs = new ArrayList<>();
        Python python = python();
        for (int i = 0; i < 4; i++) {
            String mark = String.valueOf(i);
            outputs.add(Background.start(() -> python.run("import lab\nlab.print_all(mark, 300)", Map.of("mark", mark))
                    .stdout()));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(Background.result(outputs.get(i)))
                    .isEqualTo(String.valueOf(i).repeat(300));
        }
    }

    @Test
    void anOutputThatFailsFailsTheCallAndNoOther() {
        Output broken = new Output() {
            @Override
            public void stdout(String text) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public void stderr(String text) {
                throw new IllegalStateException("the disk is full");
            }
        };
        assertThatThrownBy(
                        () -> python().call(Call.of("builtins:print").with("x").output(broken)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is full");
        assertThat(python().run("print('fine')").stdout()).isEqualTo("fine\n");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock(Resources.SYSTEM_ERR)
    void nothingReachesTheConsole() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setOut(stream(console));
        System.setErr(stream(console));
        try {
            python().run("""
                    import os, sys, threading, warnings
                    print('out'); print('err', file=sys.stderr)
                    os.write(1, b'raw out'); os.write(2, b'raw err')
                    warnings.warn('beware')
                    t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()
                    class Broken:
                        def __del__(self): raise ValueError('unraisable')
                    b = Broken(); del b
                    """);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

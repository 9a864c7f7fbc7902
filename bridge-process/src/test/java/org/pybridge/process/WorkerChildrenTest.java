package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.testing.support.Processes;

/** The processes that Python code starts in a worker. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class WorkerChildrenTest {
    private static final String CHILD = "import subprocess\nsubprocess.Popen(['sleep', '600']).pid";

    /** Ignores what a shell's nohup ignores, and more. */
    private static final String STUBBORN = """
            import subprocess, sys
            child = subprocess.Popen([sys.executable, '-c', '''
            import signal, time
            for each in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM): signal.signal(each, signal.SIG_IGN)
            print('ready', flush=True)
            time.sleep(600)
            '''], stdout=subprocess.PIPE)
            child.stdout.readline()
            child.pid
            """;

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.builder(PythonProcess.builder().build())
                .pool(pool -> pool.size(1))
                .build();
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    private static void awaitEnd(long pid) {
        Processes.await(() -> !Processes.isAlive(String.valueOf(pid)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"os._exit(0)", "os._exit(1)", "os.kill(os.getpid(), 9)", "os.abort()"})
    void whatAWorkerHasStartedEndsWithIt(String end) {
        for (String start : List.of(CHILD, STUBBORN)) {
            long child = python.eval(start).as(long.class);
            assertThatThrownBy(() -> python.exec("import os\n" + end)).isInstanceOf(InterpreterLostException.class);
            awaitEnd(child);
        }
    }

    @Test
    void whatAForkedChildHasStartedEndsWithTheWorker() {
        long child = python.eval("""
                import os, time
                read, write = os.pipe()
                if os.fork() == 0:
                    if os.fork() == 0:
                        os.write(write, b'%20d' % os.getpid())
                        time.sleep(600)
                    os._exit(0)
                int(os.read(read, 20))
                """).as(long.class);
        assertThatThrownBy(() -> python.exec("import os\nos._exit(0)")).isInstanceOf(InterpreterLostException.class);
        awaitEnd(child);
    }

    @Test
    void whatIgnoresSignalsEndsWithAWorkerThatIsClosedOrReplaced() {
        Python own = Python.builder(PythonProcess.builder().build())
                .pool(pool -> pool.size(1).maxUses(1).jitter(0))
                .build();
        long first = own.eval(STUBBORN).as(long.class);
        long second = own.eval(STUBBORN).as(long.class);
        awaitEnd(first);
        own.close();
        awaitEnd(second);
    }

    @Test
    void whatHasToCleanUpIsGivenTheTime(@TempDir Path temp) {
        Path file = temp.resolve("cleaned");
        Python own = PythonProcess.start();
        own.exec("""
                import subprocess, sys
                child = subprocess.Popen([sys.executable, '-c', '''
                import signal, sys
                def end(*ignored):
                    open("FILE", "w").close()
                    sys.exit()
                signal.signal(signal.SIGTERM, end)
                print("ready", flush=True)
                signal.pause()
                '''], stdout=subprocess.PIPE)
                child.stdout.readline()
                """.replace("FILE", file.toString()));
        own.close();
        assertThat(file).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sys.exit(3)                  | 3
            sys.exit()                   | 0
            sys.exit('a message')        | 1
            raise SystemExit(300)        | 44
            raise ValueError('x')        | 1
            pass                         | 0
            os._exit(7)                  | 7
            """)
    void aForkedChildEndsWithItsOwnExitCode(String end, int code) {
        assertThat(python.eval("""
                import os, sys
                child = os.fork()
                if child == 0:
                    %s
                os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if child else None
                """.formatted(end)).as(int.class)).isEqualTo(code);
    }

    @Test
    void aForkedChildReportsWhatItRaises() {
        assertThat(python.run("""
                import os
                child = os.fork()
                if child == 0:
                    raise ValueError('told')
                os.waitpid(child, 0)
                """).stderr()).contains("ValueError: told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork", "spawn", "forkserver"})
    void multiprocessingSeesPackagesAndThePath(String method, @TempDir Path temp) throws Exception {
        Files.writeString(
                temp.resolve("onthepath.py"), "import sys\ndef double(x): return [2 * x, 'site' in sys.modules]\n");
        try (Python own =
                Python.builder(PythonProcess.builder().path(temp).build()).build()) {
            assertThat(own.eval("""
                    import multiprocessing, onthepath
                    with multiprocessing.get_context('%s').Pool(1) as pool:
                        result = pool.map_async(onthepath.double, [1, 2]).get(60)
                    result
                    """.formatted(method)).as(Object.class)).hasToString("[[2, true], [4, true]]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork", "spawn", "forkserver"})
    void multiprocessingSeesTheApplicationsModules(String method) {
        try (Python own = Python.builder(PythonProcess.builder().build())
                .module("own", "from own_part import part\ndef double(x): return 2 * x + part.more\n")
                .module("own_part.part", "more = 1\n")
                .module("own_part", "")
                .build()) {
            assertThat(own.eval("""
                    import multiprocessing, own
                    with multiprocessing.get_context('%s').Pool(1) as pool:
                        result = pool.map_async(own.double, [1, 2]).get(60)
                    result
                    """.formatted(method)).as(int[].class)).containsExactly(3, 5);
        }
    }

    @Test
    void aChildPythonHasThePackagesThatTheWorkerHas(@TempDir Path temp) throws Exception {
        Files.writeString(temp.resolve("onthepath.py"), "");
        try (Python own =
                Python.builder(PythonProcess.builder().path(temp).build()).build()) {
            assertThat(own.eval("""
                    import subprocess, sys
                    code = 'import onthepath, sys; print([p for p in sys.path if "-packages" in p])'
                    command = [sys.executable, *subprocess._args_from_interpreter_flags(), '-c', code]
                    subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
                    """).as(String.class))
                    .isEqualTo(own.eval("[p for p in __import__('sys').path if '-packages' in p].__repr__()")
                            .as(String.class));
        }
    }
}

package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.CrashReport;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.testing.support.Processes;

/** Workers that are forked of a process which has imported their modules. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class PreloadTest {
    @TempDir
    Path temp;

    private PythonProcess.Builder heavy(String... lines) throws IOException {
        Files.writeString(
                temp.resolve("heavy.py"),
                "import os\nwith open(" + quoted("imports") + ", 'a') as log:\n    log.write('import\\n')\n"
                        + String.join("\n", lines) + "\n");
        return PythonProcess.builder().path(temp).preload("heavy");
    }

    private String quoted(String file) {
        return "'" + temp.resolve(file) + "'";
    }

    private static Python start(PythonProcess.Builder builder, int size) {
        return Python.builder(builder.build()).pool(pool -> pool.size(size)).build();
    }

    private long imports() throws IOException {
        return Files.readAllLines(temp.resolve("imports")).size();
    }

    private static long parent(Python python) {
        return python.eval("import os\nos.getppid()").as(long.class);
    }

    private static InterpreterLostException lost(Python python, String code) {
        InterpreterLostException lost = catchThrowableOfType(InterpreterLostException.class, () -> python.exec(code));
        assertThat(lost).as("it lives").isNotNull();
        return lost;
    }

    @Test
    void modulesAreImportedOnceForAllWorkers() throws IOException {
        try (Python python = Python.builder(heavy("answer = 42").build())
                .pool(pool -> pool.size(3).eager(true))
                .build()) {
            assertThat(python.eval("import heavy\nheavy.answer").as(int.class)).isEqualTo(42);
            assertThat(imports()).isEqualTo(1);
            assertThat(parent(python)).isNotEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void workersAreProcessesWithGroupsOfTheirOwn() throws IOException {
        try (Python python = start(heavy(), 1)) {
            assertThat(python.eval("import os\nos.getpgrp() == os.getpid()").as(boolean.class))
                    .isTrue();
        }
    }

    @Test
    void whatOneWorkerChangesNoOtherSees() throws IOException {
        try (Python python = start(heavy("state = []"), 1)) {
            python.exec("import heavy\nheavy.state.append(1)");
            lost(python, "import os\nos._exit(1)");
            assertThat(python.eval("import heavy\nheavy.state").as(Object.class))
                    .isEqualTo(List.of());
            assertThat(imports()).isEqualTo(1);
        }
    }

    @Test
    void workersDoNotDrawTheSameRandomNumbers() throws IOException {
        try (Python python = start(heavy("import random, uuid"), 1)) {
            String draw = "import random\nrandom.random()";
            double first = python.eval(draw).as(double.class);
            lost(python, "import os\nos._exit(1)");
            assertThat(python.eval(draw).as(double.class)).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"os._exit(3), 3", "os._exit(0), 0"})
    void theExitCodeOfAForkedWorkerIsKnown(String code, int exitCode) throws IOException {
        try (Python python = start(heavy(), 1)) {
            CrashReport crash = lost(python, "import os\n" + code).crash().orElseThrow();
            assertThat(crash.exitCode()).hasValue(exitCode);
            assertThat(crash.signal()).isEmpty();
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"SIGKILL", "SIGSEGV", "SIGTERM"})
    void theSignalThatEndedAForkedWorkerIsKnown(String signal) throws IOException {
        try (Python python = start(heavy(), 1)) {
            CrashReport crash = lost(python, "import os, signal\nos.kill(os.getpid(), signal." + signal + ")")
                    .crash()
                    .orElseThrow();
            assertThat(crash.signal()).hasValue(signal);
            assertThat(crash.traceback().isEmpty()).isEqualTo(!signal.equals("SIGSEGV"));
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @Test
    void limitsAreAWorkersOwn() throws IOException {
        try (Python python = start(heavy("block = bytearray(100 << 20)").addressSpace(1L << 30), 1)) {
            PythonException error =
                    catchThrowableOfType(PythonException.class, () -> python.eval("len(bytearray(2 << 30))"));
            assertThat(error.error().type()).isEqualTo("MemoryError");
        }
    }

    @Test
    void workersOutliveTheProcessThatTheyWereForkedOf() throws IOException {
        try (Python python = start(heavy(), 1)) {
            long parent = parent(python);
            ProcessHandle.of(parent).orElseThrow().destroyForcibly();
            Processes.await(() -> !Processes.isAlive(String.valueOf(parent)));
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            CrashReport crash = lost(python, "import os\nos._exit(3)").crash().orElseThrow();
            assertThat(crash.exitCode()).isEmpty();
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            assertThat(imports()).isEqualTo(2);
        }
    }

    @Test
    void withThreadsThatDoNotKnowOfForksEachWorkerImportsItself() throws IOException {
        String thread = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()";
        try (Python python = start(heavy(thread), 1)) {
            assertThat(parent(python)).isEqualTo(ProcessHandle.current().pid());
            assertThat(python.eval("import sys\n'heavy' in sys.modules").as(boolean.class))
                    .isTrue();
        }
    }

    @Test
    void aModuleThatHasOpenedAConnectionIsImportedByEachWorker() throws IOException {
        try (Python python = start(heavy("import socket", "pair = socket.socketpair()"), 1)) {
            assertThat(parent(python)).isEqualTo(ProcessHandle.current().pid());
        }
    }

    private Python importing(PythonProcess.Builder builder, Consumer<PoolBuilder> more) {
        return Python.builder(builder.build())
                .pool(pool -> {
                    pool.size(1).resetPolicy(ResetPolicy.FRESH).imports("late");
                    more.accept(pool);
                })
                .build();
    }

    private PythonProcess.Builder late(String... lines) throws IOException {
        Files.writeString(
                temp.resolve("late.py"),
                "with open(" + quoted("imports") + ", 'a') as log:\n    log.write('import\\n')\n"
                        + String.join("\n", lines) + "\n");
        return PythonProcess.builder().path(temp);
    }

    private void serveThree(Python python) {
        for (int i = 0; i < 3; i++) {
            assertThat(python.eval("import late, sys\n'late' in sys.modules").as(boolean.class))
                    .isTrue();
        }
    }

    @Test
    void whatThePoolImportsIsImportedOnceForAllWorkers() throws IOException {
        try (Python python = importing(late(), pool -> {})) {
            serveThree(python);
            assertThat(imports()).isEqualTo(1);
        }
    }

    @Test
    void whatThePoolImportsComesAfterItsInitScriptInEachWorker() throws IOException {
        String log = "with open(" + quoted("scripts") + ", 'a') as log: log.write('script\\n')";
        PythonProcess.Builder builder = late("import os", "assert os.environ['SHOP'] == 'open'");
        try (Python python =
                importing(builder, pool -> pool.initScript("import os\nos.environ['SHOP'] = 'open'\n" + log))) {
            serveThree(python);
            assertThat(imports()).isGreaterThanOrEqualTo(3);
            assertThat(Files.readAllLines(temp.resolve("scripts"))).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import socket; pair = socket.socketpair()",
                "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
            })
    void whatThePoolImportsAndCannotBeSharedIsImportedByEachForkedWorker(String line) throws IOException {
        try (Python python = importing(late(line), pool -> {})) {
            serveThree(python);
            assertThat(imports()).isGreaterThanOrEqualTo(4);
            assertThat(parent(python)).isNotEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void whatThePoolImportsAndCannotBeImportedFailsTheStart() {
        assertThatThrownBy(() -> importing(late("raise ValueError('closed today')"), pool -> {})
                        .close())
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("closed today");
    }

    @Test
    void aModuleThatCannotBeImportedIsNamed() {
        PythonProcess.Builder builder = PythonProcess.builder().preload("no_such_module");
        assertThatThrownBy(() -> start(builder, 1).close())
                .isInstanceOf(InterpreterLostException.class)
                .hasMessageContainingAll("preload no_such_module", "ModuleNotFoundError");
    }

    @Test
    void whatModulesPrintWhileTheyAreImportedHarmsNothing() throws IOException {
        try (Python python =
                start(heavy("print('hello')", "os.write(1, b'raw')", "import logging", "logging.error('x')"), 1)) {
            assertThat(python.run("print('then')").stdout()).isEqualTo("then\n");
        }
    }

    @Test
    void aStreamThatWasTakenWhileImportingLeadsToTheCall() throws IOException {
        try (Python python = start(heavy("import sys", "out = sys.stdout"), 1)) {
            assertThat(python.run("import heavy\nprint('kept', file=heavy.out)").stdout())
                    .isEqualTo("kept\n");
        }
    }

    @Test
    void manyWorkersAtOnceAreForkedAndNothingIsLeft() throws IOException {
        Python python =
                Python.builder(heavy().build()).pool(pool -> pool.size(8)).build();
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 64)
                .mapToObj(i -> python.async().call("operator:add", List.of(i, 1), int.class))
                .toList();
        assertThat(calls).extracting(CompletableFuture::join).hasSize(64);
        long forkServer = parent(python);
        python.close();
        Processes.await(() -> !Processes.isAlive(String.valueOf(forkServer)));
        Processes.await(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }
}

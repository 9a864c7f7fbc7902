package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.InterpreterLostException;
import org.pybridge.PyBuffer;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.PythonException;

class AccessTest {

    @TempDir
    private Path folder;

    /** What TRUSTED has already. */
    static List<UnaryOperator<Access>> permissions() {
        return List.of(
                Access::allowRead,
                Access::allowWrite,
                Access::allowSockets,
                Access::allowProcesses,
                Access::allowThreads,
                Access::allowNativeCode,
                Access::allowEnvironment);
    }

    @ParameterizedTest
    @MethodSource("permissions")
    void trustedRefusesAPermissionThatItHas(UnaryOperator<Access> permission) {
        assertThatIllegalStateException()
                .isThrownBy(() -> permission.apply(Access.TRUSTED))
                .withMessageMatching("allow\\w+: TRUSTED allows everything already.*");
    }

    @Test
    void aPermissionIsGivenOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Access.CONFINED.allowSockets().allowSockets())
                .withMessageContaining("allowSockets");
    }

    @Test
    void aPathThatDoesNotExistIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.CONFINED.allowRead(folder.resolve("missing")))
                .withMessageContainingAll("allowRead", "missing");
    }

    @Test
    void limitsNameTheirRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.CONFINED.maxOutput(0))
                .withMessageContaining("maxOutput: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.CONFINED.maxRecursion(49))
                .withMessageContaining("50 to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.CONFINED.maxHeap(1.1))
                .withMessageContaining("up to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.CONFINED.maxHeap(Double.NaN))
                .withMessageContaining("maxHeap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.CONFINED.maxStatements(0))
                .withMessageContaining("maxStatements: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.CONFINED.allowEnvironment("A=B"))
                .withMessageContaining("A=B");
    }

    @Test
    void pythonMayNotWriteWhereItsModulesAre() throws IOException {
        Path modules = Files.createDirectory(folder.resolve("modules"));
        GraalPy.Builder builder =
                GraalPy.builder().access(Access.CONFINED.allowWrite(folder)).pythonPath(modules);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll("allowWrite", "modules");
    }

    @Test
    void whereModulesOfTheApplicationAreReadNothingMayBeWritten(@TempDir Path folder) throws IOException {
        Path modules = Files.createDirectory(folder.resolve("modules"));
        Files.writeString(modules.resolve("m.py"), "x = 1");
        for (Path writable : List.of(folder, modules)) {
            PythonBuilder builder = Python.builder(GraalPy.builder()
                            .access(Access.CONFINED.allowWrite(writable))
                            .build())
                    .modules(modules);
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageContainingAll("allowWrite", modules.toString());
        }
    }

    @Test
    void limitsHoldForTrustedCodeToo() {
        Access access = Access.TRUSTED.maxRecursion(200).maxOutput(1000);
        try (Python python = start(GraalPy.builder().access(access))) {
            assertThatThrownBy(() -> python.exec("import sys; sys.setrecursionlimit(1000)"))
                    .hasMessageContaining("maxRecursion");
            assertThatThrownBy(() -> python.exec("print('x' * 1001)")).hasMessageContaining("maxOutput");
            assertThat(python.eval("import signal; signal.getsignal(signal.SIGINT) is not None")
                            .as(boolean.class))
                    .isTrue();
        }
    }

    @Test
    void whereProcessesAreAllowedAnyProgramIsFound() {
        try (Python python = start(GraalPy.builder().access(Access.CONFINED.allowProcesses()))) {
            assertThat(python.eval("import subprocess; subprocess.run(['sh', '-c', 'exit 3']).returncode")
                            .as(int.class))
                    .isEqualTo(3);
            assertThatThrownBy(() -> python.exec("import subprocess; subprocess.run(['no-such-program'])"))
                    .isInstanceOf(PythonException.class);
            assertThat(python.eval("import os; os.path.exists('/bin/sh')").as(boolean.class))
                    .isFalse();
        }
    }

    private static final Access FEW_CHARACTERS = Access.CONFINED.maxOutput(1000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "try:\n    print('x' * 1001)\nexcept BaseException:\n    pass\n1",
                "try:\n    print('x' * 1001)\nexcept:\n    raise ValueError('other')",
                "try:\n    print('x' * 1001)\nfinally:\n    print('more')"
            })
    void aCallThatHasWrittenTooMuchEndsWithThatErrorWhateverItDoesThen(String code) {
        try (Python python = start(GraalPy.builder().access(FEW_CHARACTERS))) {
            assertThatThrownBy(() -> python.eval(code))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("maxOutput");
            assertThat(python.statistics().died()).isZero();
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while True:\n    try:\n        print('x' * 100)\n    except BaseException:\n        pass",
                "try:\n    print('x' * 1001)\nexcept BaseException:\n    while True: pass",
                "import time\ntry:\n    print('x' * 1001)\nexcept BaseException:\n    time.sleep(1000)"
            })
    void aCallThatHasWrittenTooMuchAndGoesOnIsEnded(String code) {
        try (Python python = start(GraalPy.builder().access(FEW_CHARACTERS))) {
            assertThatThrownBy(() -> python.eval(code))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("maxOutput");
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            assertThat(python.statistics().died()).isEqualTo(1);
        }
    }

    @Nested
    class Confined {

        @Test
        void thePermissionsHoldAndNothingElseDoes() throws IOException {
            Path readable = Files.createDirectory(folder.resolve("readable"));
            Path writable = Files.createDirectory(folder.resolve("writable"));
            Files.writeString(readable.resolve("text"), "read");
            Access access = Access.CONFINED
                    .allowRead(readable)
                    .allowWrite(writable)
                    .allowThreads()
                    .allowEnvironment("PATH");
            try (Python python = start(GraalPy.builder().access(access))) {
                Map<String, Object> paths = Map.of("readable", readable.toString(), "writable", writable.toString());

                assertThat(python.eval("open(readable + '/text').read()", paths).as(String.class))
                        .isEqualTo("read");
                assertThatThrownBy(() -> python.exec("open(readable + '/text', 'w')", paths))
                        .isInstanceOf(PythonException.class)
                        .hasMessageContaining("PermissionError");
                python.exec("""
                        import os
                        with open(writable + '/text', 'w') as file:
                            file.write('written')
                        os.rename(writable + '/text', writable + '/renamed')
                        os.mkdir(writable + '/made')
                        os.rmdir(writable + '/made')
                        """, paths);
                assertThat(writable.resolve("renamed")).hasContent("written");
                assertThatThrownBy(() -> python.exec("import os; os.symlink('/', writable + '/link')", paths))
                        .hasMessageContaining("PermissionError");
                assertThatThrownBy(() -> python.exec("open(writable + '/x.hprof', 'w')", paths))
                        .hasMessageContaining("PermissionError");
                assertThat(python.eval("import os; os.environ['PATH']").as(String.class))
                        .isEqualTo(System.getenv("PATH"));
                assertThat(python.eval("""
                        from concurrent.futures import ThreadPoolExecutor
                        with ThreadPoolExecutor() as threads:
                            answer = threads.submit(lambda: 42).result()
                        answer
                        """).as(int.class)).isEqualTo(42);
            }
        }

        @Test
        void asyncioWaitsWithoutSockets() {
            try (Python python = start(GraalPy.builder().access(Access.CONFINED))) {
                assertThat(python.eval("""
                        import asyncio
                        async def later(seconds, value):
                            await asyncio.sleep(seconds)
                            return value
                        async def main():
                            return await asyncio.gather(later(0.02, 1), later(0.01, 2), asyncio.wait_for(later(0, 3), 1))
                        main()
                        """).as(Object.class)).hasToString("[1, 2, 3]");
            }
        }

        @Test
        void blocksOfNumbersAreCopiedWithoutNativeMemory() {
            try (Python python = start(GraalPy.builder().access(Access.CONFINED))) {
                double[] numbers = new double[100_000];
                numbers[99_999] = 1.5;

                assertThat(python.eval("memoryview(xs)[99999]", Map.of("xs", PyBuffer.of(DoubleBuffer.wrap(numbers))))
                                .as(double.class))
                        .isEqualTo(1.5);
            }
        }

        @Test
        void theContextHookCannotGiveRights() {
            UnaryOperator<Context.Builder> all = context ->
                    context.allowAllAccess(true).allowIO(IOAccess.ALL).option("python.PosixModuleBackend", "native");
            try (Python python = start(GraalPy.builder().access(Access.CONFINED).context(all))) {
                assertThatThrownBy(() -> python.exec("open('/proc/self/environ')"))
                        .hasMessageContaining("PermissionError");
                assertThatThrownBy(() -> python.exec("import java; java.type('java.lang.System')"))
                        .hasMessageContaining("not allowed");
            }
        }

        @Test
        void anEngineThatDoesNotCountStatementsSaysSoAtTheStart() {
            try (Python python = start(GraalPy.builder().access(Access.CONFINED.maxStatements(1000)))) {
                // An engine that counts them.
                assertThatThrownBy(() -> python.exec("while True:\n    x = 1"))
                        .isInstanceOf(InterpreterLostException.class);
            } catch (InterpreterLostException refused) {
                assertThat(refused).hasMessageContainingAll("maxStatements", "callTimeout");
            }
        }
    }

    private static Python start(GraalPy.Builder builder) {
        return Python.builder(builder.build()).build();
    }
}

package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.PyError;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.testing.support.Processes;

/** Scripts run by the Python of this machine. */
@Timeout(60)
class PythonScriptTest {

    @TempDir
    private Path directory;

    private Path script(String name, String source) throws IOException {
        return Files.writeString(directory.resolve(name), source);
    }

    private static PyError errorOf(PythonScript script) {
        CommandFailedException failure = catchThrowableOfType(
                CommandFailedException.class, () -> script.run().orThrow());
        assertThat(failure).hasCauseInstanceOf(PythonException.class);
        return ((PythonException) failure.getCause()).error();
    }

    @Test
    void aFileIsRunWithItsArguments() throws IOException {
        Path file = script("echo.py", "import sys\nprint(sys.argv[1:])\n");

        assertThat(PythonScript.run(file, "a b", "--c", "é").orThrow().stdout()).isEqualTo("['a b', '--c', 'é']\n");
    }

    @Test
    void aFileIsLookedForInTheDirectoryOfTheCommand() throws IOException {
        script("-odd name.py", "print(__name__)");

        assertThat(PythonScript.of(Path.of("-odd name.py"))
                        .directory(directory)
                        .run()
                        .stdout())
                .isEqualTo("__main__\n");
    }

    @Test
    void aDirectoryIsNoScript() {
        assertThatThrownBy(() -> PythonScript.run(directory))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("the script " + directory + " is a directory; give the file in it");
    }

    @Test
    void aFileThatDoesNotExistIsNamed() {
        Path none = directory.resolve("none.py");

        assertThatThrownBy(() -> PythonScript.run(none))
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("the script " + none + " does not exist");
    }

    @Test
    void aModuleIsRun() {
        CommandResult result = PythonScript.module("json.tool", "--compact")
                .input("{\"a\": [1, 2]}")
                .run();

        assertThat(result.orThrow().stdout().strip()).isEqualTo("{\"a\":[1,2]}");
    }

    @Test
    void codeIsRunWithItsArguments() {
        assertThat(PythonScript.code("import sys; print(sys.argv)", "x").run().stdout())
                .isEqualTo("['-c', 'x']\n");
    }

    @Test
    void theInputIsPythonsStandardInput() {
        assertThat(PythonScript.code("print(sum(map(int, open(0))))")
                        .input("1\n2\n3\n")
                        .run()
                        .stdout())
                .isEqualTo("6\n");
    }

    @Test
    void pythonWritesInTheCharsetOfTheCommand() {
        PythonScript script =
                PythonScript.code("print(ascii(input()), '\\xe9')").input("é");

        assertThat(script.environment("LC_ALL", "POSIX").run().stdout()).isEqualTo("'\\xe9' é\n");
        assertThat(script.charset(StandardCharsets.ISO_8859_1).run().stdout()).isEqualTo("'\\xe9' é\n");
    }

    @Test
    void theInterpretersOptionsStandBeforeTheScript() {
        assertThat(PythonScript.code("import sys; print(sys.flags.isolated, sys.flags.optimize)")
                        .interpreter("python3", "-I", "-O")
                        .run()
                        .stdout())
                .isEqualTo("1 1\n");
    }

    @Test
    void linesComeAtOnceFromAnUnbufferedPython() {
        try (Stream<String> lines = PythonScript.code("import time\nprint('now')\ntime.sleep(1000)")
                .interpreter("python3", "-u")
                .lines()) {
            assertThat(lines.findFirst()).contains("now");
        }
    }

    @Test
    void anotherInterpreterIsUsed() throws IOException {
        Path python = Path.of(PythonScript.code("import sys; print(sys.executable)")
                .run()
                .stdout()
                .strip());

        assertThat(PythonScript.code("import sys; print(sys.executable)")
                        .interpreter(python.toString())
                        .run()
                        .stdout()
                        .strip())
                .isEqualTo(python.toString());
    }

    @Test
    void anInterpreterThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PythonScript.code("1").interpreter("python9").run())
                .isInstanceOf(CommandNotFoundException.class)
                .hasMessageContaining("'python9'");
    }

    @Test
    void aShimIsNotRunItself() {
        CommandResult result = PythonScript.code("import os; print(os.environ.get('PYENV_DIR', 'null'))")
                .run()
                .orThrow();

        // pyenv sets this when it stands between.
        assertThat(result.stdout().strip()).isEqualTo(String.valueOf(System.getenv("PYENV_DIR")));
    }

    @Test
    void aTracebackBecomesTheCause() throws IOException {
        Path file = script("fails.py", "def find(key):\n    return {}[key]\n\nfind('missing')\n");

        PyError error = errorOf(PythonScript.of(file));

        assertThat(error.type()).isEqualTo("KeyError");
        assertThat(error.message()).isEqualTo("'missing'");
        assertThat(error.frames())
                .containsExactly(
                        new PyFrame(file.toString(), 4, "<module>", "find('missing')"),
                        new PyFrame(file.toString(), 2, "find", "return {}[key]"));
    }

    @Test
    void theFramesStandInTheStackTrace() {
        CommandFailedException failure = catchThrowableOfType(
                CommandFailedException.class,
                () -> PythonScript.code("1/0").run().orThrow());

        assertThat(failure).hasMessageContaining("ended with status 1").hasMessageContaining("ZeroDivisionError");
        assertThat(failure.getCause().getStackTrace()[0]).hasToString("<python>.<module>(<string>:1)");
    }

    @Test
    void aCauseIsKept() {
        PyError error =
                errorOf(PythonScript.code("try: 1/0\nexcept Exception as e: raise ValueError('two\\nlines') from e"));

        assertThat(error.type()).isEqualTo("ValueError");
        assertThat(error.message()).isEqualTo("two\nlines");
        assertThat(error.cause().type()).isEqualTo("ZeroDivisionError");
        assertThat(error.context()).isNull();
    }

    @Test
    void aContextIsKept() {
        PyError error = errorOf(PythonScript.code("try: 1/0\nexcept Exception: {}[1]"));

        assertThat(error.type()).isEqualTo("KeyError");
        assertThat(error.context().message()).isEqualTo("division by zero");
        assertThat(error.cause()).isNull();
    }

    @Test
    void aSyntaxErrorIsFound() throws IOException {
        Path file = script("broken.py", "print('fine')\nif True print\n");

        PyError error = errorOf(PythonScript.of(file));

        assertThat(error.type()).isEqualTo("SyntaxError");
        assertThat(error.frames()).containsExactly(new PyFrame(file.toString(), 2, "<module>", "if True print"));
    }

    @Test
    void aTracebackInMergedOutputIsFound() {
        assertThat(errorOf(PythonScript.code("print('out')\nraise LookupError").mergeStderr())
                        .type())
                .isEqualTo("LookupError");
    }

    @Test
    void anExitWithAStatusHasNoCause() {
        CommandResult result =
                PythonScript.code("import sys; sys.exit('sorry')").run();

        assertThat(result.status()).isEqualTo(1);
        assertThatThrownBy(result::orThrow).hasNoCause().hasMessageEndingWith("ended with status 1: sorry");
    }

    @Test
    void aCrashNamesTheSignal() {
        CommandResult result = PythonScript.code("import os; os.abort()").run();

        assertThat(result.signal()).contains("SIGABRT");
    }

    @Test
    void aDeadlineEndsAScriptWithItsSubprocesses() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> PythonScript.code("import subprocess\n"
                                + "p = subprocess.Popen(['sleep', '1000'], start_new_session=True)\n"
                                + "print(p.pid, flush=True)\np.wait()")
                        .deadline(Duration.ofSeconds(1))
                        .run());

        assertThat(failure.result().lines()).hasSize(1).noneMatch(Processes::isAlive);
    }
}

package org.pybridge.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pybridge.Python;
import org.pybridge.command.Command;
import org.pybridge.command.CommandOptions;
import org.pybridge.command.CommandResult;
import org.pybridge.command.PythonScript;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;

/**
 * Runs the tests that the library's Python has in Python, and holds all Python of the project to the rules of {@code pyproject.toml}.
 * The tools come from {@code requirements.txt}, and are installed once for this machine, by the library itself.
 */
class PythonChecksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TESTS = Path.of("src", "test", "python");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void theTestsInPythonPass() {
        CommandResult result = run(PythonScript.module("unittest", "discover", "-s", TESTS.toString())
                .directory(Path.of("").toAbsolutePath()));
        assertThat(result.status()).as(result.stdout()).isZero();
        assertThat(result.stdout()).contains("Ran ").doesNotContain("Ran 0 tests");
    }

    @Test
    @Tag("gate")
    void theRulesHold() {
        assertPasses("ruff", "check");
    }

    @Test
    @Tag("gate")
    void theFormatIsRuffs() {
        assertPasses("ruff", "format", "--diff");
    }

    @Test
    @Tag("gate")
    void theTypesFit() {
        assertPasses("mypy");
    }

    private static void assertPasses(String tool, String... arguments) {
        Command command = Command.of(Tools.PYTHON, "-m", tool)
                .with(arguments)
                .directory(ROOT)
                // What the tools remember goes where the build puts all else that it makes.
                .environment("RUFF_CACHE_DIR", cache("ruff"))
                .environment("MYPY_CACHE_DIR", cache("mypy"));
        CommandResult result = run(command);
        assertThat(result.status()).as(result.stdout()).isZero();
    }

    private static String cache(String tool) {
        return Path.of("target", tool + "-cache").toAbsolutePath().toString();
    }

    private static CommandResult run(CommandOptions<?> command) {
        return command.mergeStderr().deadline(LIMIT).run();
    }

    /** The Python that has the tools. It is installed when the first of the gates needs it. */
    private static final class Tools {
        static final String PYTHON = python();

        private static String python() {
            PythonPackages tools = PythonPackages.builder()
                    .requirements(Path.of("requirements.txt"))
                    .build();
            PythonProcess backend = PythonProcess.builder().packages(tools).build();
            try (Python python = Python.builder(backend).build()) {
                return python.eval("__import__('sys').executable").as(String.class);
            }
        }
    }
}

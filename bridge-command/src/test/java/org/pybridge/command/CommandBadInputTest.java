package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused when a command is described, before anything is started. */
class CommandBadInputTest {
    private static final Command COMMAND = Command.of("true");

    static Stream<Arguments> refused() {
        return Stream.of(
                bad("program is empty", () -> Command.of("")),
                bad("program 'a\ufffdb' has a NUL character at index 1", () -> Command.of("a\0b")),
                bad("argument 2 'x\ufffd' has a NUL", () -> Command.of("echo", "ok", "x\0")),
                bad("argument 1 '\ufffd' has a NUL", () -> COMMAND.with("\0")),
                bad("U+D800", () -> COMMAND.with("lone \ud800")),
                bad("environment variable ''", () -> COMMAND.environment("", "x")),
                bad("environment variable 'A=B'", () -> COMMAND.environment("A=B", "x")),
                bad("environment variable 'A=B'", () -> COMMAND.withoutEnvironment("A=B")),
                bad("has a NUL", () -> COMMAND.environment("A\0", "x")),
                bad("the value of environment variable A has a NUL", () -> COMMAND.environment("A", "x\0")),
                bad("the value of environment variable A has a NUL", () -> COMMAND.environment(Map.of("A", "\0"))),
                bad("deadline is PT-1S", () -> COMMAND.deadline(Duration.ofSeconds(-1))),
                bad("deadline is PT0S", () -> COMMAND.deadline(Duration.ZERO)),
                bad("deadline is", () -> COMMAND.deadline(Duration.ofSeconds(Long.MAX_VALUE))),
                bad("grace is PT-0.001S", () -> COMMAND.grace(Duration.ofMillis(-1))),
                bad("outputLimit is -1 bytes; it must be between 0 and 2147483639", () -> COMMAND.outputLimit(-1)),
                bad("outputLimit is 2147483647", () -> COMMAND.outputLimit(Integer.MAX_VALUE)),
                bad("cutOutput is -5", () -> COMMAND.cutOutput(-5)),
                bad("module is 'os; import x'", () -> PythonScript.module("os; import x")),
                bad("module is '-c'", () -> PythonScript.module("-c")),
                bad("has a NUL", () -> PythonScript.code("print('\0')")),
                bad("argument 1 '\ufffd' has a NUL", () -> PythonScript.of(Path.of("x.py"), "\0")),
                bad("program is empty", () -> PythonScript.code("1").interpreter("")));
    }

    private static Arguments bad(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void badInputIsRefusedByName(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void theLongestDeadlineIsAccepted() {
        assertThat(COMMAND.deadline(Duration.ofDays(36_500)).run().status()).isZero();
    }

    @Test
    void anArgumentThatIsNullIsNamed() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> Command.of("echo", "one", null),
                () -> Command.of("echo", Arrays.asList("one", null)),
                () -> Command.of("echo", "one").with((String) null),
                () -> PythonScript.code("1", "one", null))) {
            assertThatThrownBy(call)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("argument 2 is null; leave it out, or give an empty text");
        }
    }

    @Test
    void nothingElseMayBeNull() {
        assertThatThrownBy(() -> Command.of("echo", (List<String>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> COMMAND.stdout(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> COMMAND.environment("A", null)).isInstanceOf(NullPointerException.class);
    }
}

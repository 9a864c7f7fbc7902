package org.pybridge.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pybridge.PyError;
import org.pybridge.command.Command;
import org.pybridge.command.CommandResult;

/** Tracebacks of several Pythons, and texts that only look like one. */
class TracebackTest {

    private static Optional<PyError> read(String text) {
        CommandResult result =
                Command.of("sh", "-c", "cat >&2; exit 1").input(text).run();
        return Traceback.in(result.stderr()).map(failure -> failure.error());
    }

    @Test
    void textWithoutATracebackIsNone() {
        assertThat(read("")).isEmpty();
        assertThat(read("error: no such file\n")).isEmpty();
        assertThat(read("Traceback (most recent call last):\n")).isEmpty();
        assertThat(read("Traceback (most recent call last):\n  File \"x.py\", line 1, in f\n"))
                .isEmpty();
        assertThat(read("  File \"x.py\", line 1\n")).isEmpty();
    }

    @Test
    void markersUnderTheSourceAreNoSource() {
        PyError error = read("""
                noise before
                Traceback (most recent call last):
                  File "a.py", line 10, in <module>
                    main()
                    ~~~~^^
                  File "b.py", line 20, in main
                  File "c.py", line 30, in Type.method
                    return x.y
                           ^^^
                  [Previous line repeated 994 more times]
                package.module.CustomError: it: failed
                """).orElseThrow();

        assertThat(error.type()).isEqualTo("package.module.CustomError");
        assertThat(error.message()).isEqualTo("it: failed");
        assertThat(error.frames()).extracting(frame -> frame.source()).containsExactly("main()", "", "return x.y");
        assertThat(error.frames())
                .extracting(frame -> frame.function())
                .containsExactly("<module>", "main", "Type.method");
    }

    @Test
    void theLastOfTwoTracebacksCounts() {
        PyError error = read("""
                Traceback (most recent call last):
                  File "a.py", line 1, in <module>
                ValueError: logged and handled
                INFO going on
                Traceback (most recent call last):
                  File "a.py", line 9, in <module>
                KeyError
                """).orElseThrow();

        assertThat(error.type()).isEqualTo("KeyError");
        assertThat(error.message()).isEmpty();
        assertThat(error.causeOrContext()).isEmpty();
    }

    @Test
    void threeExceptionsAreAChain() {
        String context = "\nDuring handling of the above exception, another exception occurred:\n\n";
        String cause = "\nThe above exception was the direct cause of the following exception:\n\n";
        String traceback = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n";

        PyError error = read(traceback + "A: 1\n" + cause + traceback + "B: 2\n" + context + traceback + "C: 3\n")
                .orElseThrow();

        assertThat(error.type()).isEqualTo("C");
        assertThat(error.context().type()).isEqualTo("B");
        assertThat(error.context().message()).isEqualTo("2");
        assertThat(error.context().cause().type()).isEqualTo("A");
    }

    @Test
    void aHugeMessageIsCut() {
        PyError error = read("Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nE: "
                        + "x".repeat(100_000))
                .orElseThrow();

        assertThat(error.message()).hasSize(8 * 1024);
    }
}

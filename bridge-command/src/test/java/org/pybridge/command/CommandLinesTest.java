package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.testing.support.Processes;

/** Lines that are read while the command runs, and only as far as they are asked for. */
@Timeout(60)
class CommandLinesTest {

    @Test
    void allLinesAreRead() {
        try (Stream<String> lines = Command.of("seq", "100000").lines()) {
            assertThat(lines.mapToLong(Long::parseLong).sum()).isEqualTo(5_000_050_000L);
        }
    }

    @Test
    void anEndlessCommandEndsWithTheStream() {
        try (Stream<String> lines = Command.of("yes", "no").lines()) {
            assertThat(lines.limit(3)).containsExactly("no", "no", "no");
        }
    }

    @Test
    void closingTheStreamEndsTheCommand() {
        try (RunningCommand running = Command.of("yes").stdout(Redirect.pipe()).start()) {
            try (Stream<String> lines = running.lines()) {
                assertThat(lines.findFirst()).contains("y");
            }
            assertThat(running.isRunning()).isFalse();
            assertThat(Processes.isAlive("" + running.pid())).isFalse();
        }
    }

    @Test
    void theEndOfTheLinesOfAFailedCommandIsAnException() {
        try (Stream<String> lines = Command.of("sh", "-c", "echo one; exit 4").lines()) {
            Iterator<String> iterator = lines.iterator();

            assertThat(iterator.next()).isEqualTo("one");
            assertThatThrownBy(iterator::hasNext)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("ended with status 4");
        }
    }

    @Test
    void theHandleLeavesTheStatusToItsHolder() {
        try (RunningCommand running = Command.of("sh", "-c", "echo one; exit 4")
                .stdout(Redirect.pipe())
                .start()) {
            assertThat(running.lines()).containsExactly("one");
            assertThat(running.waitFor().status()).isEqualTo(4);
        }
    }

    @Test
    void theDeadlineIsSeenByTheReader() {
        Command command = Command.of("sh", "-c", "echo one; sleep 1000").deadline(Duration.ofMillis(300));

        try (Stream<String> lines = command.lines()) {
            Iterator<String> iterator = lines.iterator();

            assertThat(iterator.next()).isEqualTo("one");
            assertThatThrownBy(iterator::hasNext).isInstanceOf(CommandTimeoutException.class);
        }
    }

    @Test
    void aTooLongLineIsAnError() {
        try (Stream<String> lines =
                Command.of("cat", "/dev/zero").outputLimit(1_000).lines()) {
            assertThatThrownBy(lines::count).isInstanceOf(OutputLimitException.class);
        }
    }

    @Test
    void anInterruptedReaderEndsTheCommand() throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        try (RunningCommand running =
                Command.of("sleep", "1000").stdout(Redirect.pipe()).start()) {
            Thread reader = new Thread(() -> {
                try (Stream<String> lines = running.lines()) {
                    outcome.complete(new AssertionError(lines.count()));
                } catch (CommandCancelledException cancelled) {
                    outcome.complete(cancelled);
                }
            });
            reader.start();
            Processes.await(() -> reader.getState() == Thread.State.WAITING);

            reader.interrupt();

            assertThat(outcome.get()).isInstanceOf(CommandCancelledException.class);
            assertThat(Processes.isAlive("" + running.pid())).isFalse();
        }
    }

    @Test
    void theStandardErrorCanBeReadToo() throws IOException {
        try (RunningCommand running =
                Command.of("sh", "-c", "echo err >&2").stderr(Redirect.pipe()).start()) {
            assertThat(running.stderr().readAllBytes()).asString().isEqualTo("err\n");
        }
    }

    @Test
    void aPipeOfBytesIsReadWhole() throws IOException {
        byte[] sent = new byte[3_000_001];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 7);
        }
        try (RunningCommand running = Command.of("cat")
                        .input(new ByteArrayInputStream(sent))
                        .stdout(Redirect.pipe())
                        .start();
                InputStream received = running.stdout()) {
            assertThat(received.readAllBytes()).isEqualTo(sent);
            assertThat(running.waitFor().status()).isZero();
        }
    }

    @Test
    void aSlowReaderSlowsTheCommandDown() throws IOException {
        try (RunningCommand running = Command.of("sh", "-c", "yes | head -c 10000000; echo end >&2")
                .stdout(Redirect.pipe())
                .stderr(Redirect.pipe())
                .start()) {
            assertThat(running.stdout().read()).isEqualTo('y');
            assertThat(running.stderr().available()).isZero();

            assertThat(running.stdout().readAllBytes()).hasSize(9_999_999);
            assertThat(running.stderr().readAllBytes()).asString().isEqualTo("end\n");
        }
    }

    @Test
    void closingThePipeLetsTheCommandRunOn() throws IOException {
        try (RunningCommand running = Command.of("sh", "-c", "head -c 1000000 /dev/zero; echo end >&2")
                .stdout(Redirect.pipe())
                .start()) {
            running.stdout().close();

            assertThat(running.waitFor().stderr()).isEqualTo("end\n");
            assertThatThrownBy(() -> running.stdout().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void charactersAreNotTornBetweenPieces() {
        String text = "日本語😀".repeat(5_000);

        try (Stream<String> lines = Command.of("cat").input(text + "\n" + text).lines()) {
            assertThat(lines).containsExactly(text, text);
        }
    }

    @Test
    void linesOfUtf16AreSplit() {
        Command command = Command.of("cat").charset(StandardCharsets.UTF_16BE).input("one\ntwo日\n");

        try (Stream<String> lines = command.lines()) {
            assertThat(lines).containsExactly("one", "two日");
        }
    }
}

package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.testing.support.Processes;

/** What a command reads. */
@Timeout(60)
class CommandInputTest {
    private static final int LARGE = 100_000_000;

    @TempDir
    private Path directory;

    @Test
    void withoutAnInputTheInputIsEmpty() {
        assertThat(Command.of("cat").run().bytes()).isEmpty();
    }

    @Test
    void aTextIsRead() {
        assertThat(Command.of("cat").input("héllo").run().stdout()).isEqualTo("héllo");
    }

    @Test
    void aTextIsWrittenInTheCharset() {
        CommandResult result = Command.of("od", "-An", "-tx1")
                .input("é")
                .charset(StandardCharsets.UTF_16LE)
                .run();

        assertThat(new String(result.bytes(), StandardCharsets.US_ASCII)).isEqualTo(" e9 00\n");
    }

    @Test
    void aTextThatTheCharsetLacksIsRefused() {
        Command command = Command.of("cat").input("日").charset(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(command::run)
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("ISO-8859-1");
    }

    @Test
    void bytesAreCopiedWhenTheyAreGiven() {
        byte[] bytes = {1, 2, 3};
        Command command = Command.of("cat").input(bytes);
        bytes[0] = 9;

        assertThat(command.run().bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void aDescriptionCanBeRunAgain() {
        Command command = Command.of("cat").input("again");

        assertThat(command.run().stdout()).isEqualTo(command.run().stdout());
    }

    @Test
    void aFileIsRead() throws IOException {
        Path file = Files.writeString(directory.resolve("in"), "from a file");

        assertThat(Command.of("cat").input(file).run().stdout()).isEqualTo("from a file");
    }

    @Test
    void aFileThatDoesNotExistIsNamed() {
        Command command = Command.of("cat").input(directory.resolve("none"));

        assertThatThrownBy(command::run)
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining(directory.resolve("none").toString());
    }

    @Test
    void aStreamIsReadAndStaysOpen() {
        InputStream stream = new ByteArrayInputStream("streamed".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        assertThat(Command.of("cat").input(stream).run().stdout()).isEqualTo("streamed");
    }

    @Test
    void aStreamThatFailsEndsTheCommand() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("line cut");
            }
        };

        assertThatThrownBy(() -> Command.of("cat").input(broken).run())
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("line cut");
    }

    @Test
    void aStreamThatNeverEndsDoesNotHoldUpACommandThatDoes() throws IOException {
        try (PipedOutputStream silent = new PipedOutputStream()) {
            assertThat(Command.of("echo", "done")
                            .input(new PipedInputStream(silent))
                            .run()
                            .stdout())
                    .isEqualTo("done\n");
        }
    }

    @Test
    void aCommandMayLeaveMostOfItsInput() {
        CommandResult result =
                Command.of("head", "-c", "3").input(new byte[LARGE]).run();

        assertThat(result.status()).isZero();
        assertThat(result.bytes()).hasSize(3);
    }

    @Test
    void oneHundredMegabytesPassThrough() {
        byte[] sent = new byte[LARGE];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) ((i * 31) >> 3);
        }

        byte[] received =
                Command.of("cat").input(sent).outputLimit(LARGE).run().orThrow().bytes();

        assertThat(Arrays.equals(sent, received)).isTrue();
    }

    @Test
    void allThreeStreamsCanBeFullAtOnce() {
        CommandResult result = Command.of("tee", "/dev/stderr")
                .input(new byte[LARGE / 5])
                .run()
                .orThrow();

        assertThat(result.bytes()).hasSize(LARGE / 5);
        assertThat(result.stderr()).hasSize(LARGE / 5);
    }

    @Test
    void aCommandThatWritesBeforeItReadsIsNotBlocked() {
        CommandResult result = Command.of("sh", "-c", "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; cat")
                .input(new byte[1_000_000])
                .run()
                .orThrow();

        assertThat(result.bytes()).hasSize(2_000_000);
        assertThat(result.stderr()).hasSize(1_000_000);
    }

    @Test
    void aDialogueGoesLineByLine() throws IOException {
        try (RunningCommand running =
                Command.of("cat").pipeInput().stdout(Redirect.pipe()).start()) {
            InputStream answers = running.stdout();
            for (String word : new String[] {"one", "two", "three"}) {
                OutputStream questions = running.stdin();
                questions.write(word.getBytes(StandardCharsets.UTF_8));
                questions.flush();
                assertThat(answers.readNBytes(word.length())).asString().isEqualTo(word);
            }
            running.stdin().close();
            assertThat(answers.read()).isEqualTo(-1);
            assertThat(running.waitFor().status()).isZero();
        }
    }

    @Test
    void writingToACommandThatHasEndedIsAnIoException() {
        try (RunningCommand running = Command.of("true").pipeInput().start()) {
            running.waitFor();
            Processes.await(() -> {
                try {
                    running.stdin().write(new byte[100_000]);
                    return false;
                } catch (IOException ended) {
                    return true;
                }
            });
        }
    }

    @Test
    void runRefusesAnInputThatNobodyCanWrite() {
        assertThatThrownBy(() -> Command.of("cat").pipeInput().run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start()");
    }

    @Test
    void aStreamThatIsNotPipedSaysHow() {
        try (RunningCommand running = Command.of("true").start()) {
            assertThatThrownBy(running::stdin).hasMessageContaining("pipeInput()");
            assertThatThrownBy(running::stdout).hasMessageContaining("Redirect.pipe()");
            assertThatThrownBy(running::stderr).hasMessageContaining("Redirect.pipe()");
        }
    }
}

package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the outputs of a command go. */
@Timeout(60)
class CommandOutputTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    private Path directory;

    private static Command sh(String script, String... arguments) {
        return Command.of("sh", "-c", script, "sh").with(arguments);
    }

    @Test
    void theOutputsAreCapturedApart() {
        CommandResult result = sh("echo out; echo err >&2").run();

        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void mergedOutputsKeepTheirOrder() {
        CommandResult result =
                sh("echo 1; echo 2 >&2; echo 3; echo 4 >&2").mergeStderr().run();

        assertThat(result.lines()).containsExactly("1", "2", "3", "4");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void aDiscardedOutputIsNowhere() {
        CommandResult result =
                sh("echo out; echo err >&2").stderr(Redirect.discard()).run();

        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).isEqualTo("out\n");
    }

    @Test
    void theLastRedirectOfTheErrorsCounts() {
        CommandResult result =
                sh("echo err >&2").mergeStderr().stderr(Redirect.capture()).run();

        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void anInheritedOutputIsTheJvmsOwn() {
        CommandResult result =
                sh("readlink /proc/self/fd/2").stderr(Redirect.inherit()).run();

        assertThat(Path.of(result.stdout().strip())).isEqualTo(link("/proc/self/fd/2"));
    }

    @Test
    void aFileIsOverwritten() throws IOException {
        Path file = Files.writeString(directory.resolve("out"), "something longer than that");

        sh("echo new").stdout(Redirect.toFile(file)).run().orThrow();

        assertThat(file).hasContent("new\n");
    }

    @Test
    void aFileIsAppendedTo() throws IOException {
        Path file = Files.writeString(directory.resolve("out"), "old\n");

        sh("echo new >&2").stderr(Redirect.appendToFile(file)).run().orThrow();

        assertThat(file).hasContent("old\nnew\n");
    }

    @Test
    void bothOutputsCanGoToOneFile() {
        Path file = directory.resolve("both");

        sh("echo 1; echo 2 >&2")
                .mergeStderr()
                .stdout(Redirect.toFile(file))
                .run()
                .orThrow();

        assertThat(file).hasContent("1\n2\n");
    }

    @Test
    void aStreamGetsAllBytesAndStaysOpen() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        Command.of("head", "-c", "1000000", "/dev/zero")
                .stdout(Redirect.toStream(target))
                .run()
                .orThrow();

        assertThat(target.toByteArray()).isEqualTo(new byte[1_000_000]);
    }

    @Test
    void aStreamThatFailsEndsTheCommand() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(
                        () -> Command.of("yes").stdout(Redirect.toStream(full)).run())
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("disk full");
    }

    @Test
    void bytesAreExactlyWhatWasWritten() {
        CommandResult result = Command.of("printf", "\\377\\000\\012\\r").run();

        assertThat(result.bytes()).containsExactly(0xff, 0, '\n', '\r');
    }

    @Test
    void malformedOutputBecomesReplacementCharacters() {
        assertThat(Command.of("printf", "a\\377b").run().stdout()).isEqualTo("a\ufffdb");
    }

    @Test
    void theCharsetDecodesOutput() {
        CommandResult result = Command.of("printf", "\\351")
                .charset(StandardCharsets.ISO_8859_1)
                .run();

        assertThat(result.stdout()).isEqualTo("é");
    }

    @Test
    void linesEndInAllThreeWays() {
        List<String> lines = new ArrayList<>();

        Command.of("printf", "a\\nb\\r\\nc\\rd\\n\\ne")
                .stdout(Redirect.toLines(lines::add))
                .run();

        assertThat(lines).containsExactly("a", "b", "c", "d", "", "e");
    }

    @Test
    void aLineComesBeforeTheCommandHasEnded() throws Exception {
        SynchronousQueue<String> lines = new SynchronousQueue<>();
        try (RunningCommand running = Command.of("cat")
                .pipeInput()
                .stdout(Redirect.toLines(line -> hand(lines, line)))
                .start()) {
            running.stdin().write("first\n".getBytes(StandardCharsets.UTF_8));
            running.stdin().flush();

            assertThat(lines.take()).isEqualTo("first");
            assertThat(running.isRunning()).isTrue();
        }
    }

    @Test
    void aProgressBarComesLineByLine() {
        List<String> progress = new ArrayList<>();

        sh("printf '10%%\\r50%%\\r100%%\\n' >&2")
                .stderr(Redirect.toLines(progress::add))
                .run();

        assertThat(progress).containsExactly("10%", "50%", "100%");
    }

    @Test
    void anExceptionOfTheConsumerEndsTheCommandAndIsTheSame() {
        IllegalStateException mine = new IllegalStateException("enough");

        assertThatThrownBy(() -> Command.of("yes")
                        .stdout(Redirect.toLines(line -> {
                            throw mine;
                        }))
                        .run())
                .isSameAs(mine);
    }

    @Test
    void anErrorOfTheConsumerIsNotSwallowed() {
        assertThatThrownBy(() -> Command.of("echo", "x")
                        .stdout(Redirect.toLines(line -> {
                            throw new StackOverflowError("mine");
                        }))
                        .run())
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void moreThanTheLimitIsAnErrorThatHasTheStart() {
        OutputLimitException failure = catchThrowableOfType(
                OutputLimitException.class,
                () -> Command.of("yes").outputLimit(1_000).run());

        assertThat(failure).hasMessageContaining("1000 bytes").hasMessageContaining("cutOutput");
        assertThat(failure.limit()).isEqualTo(1_000);
        assertThat(failure.result().bytes()).hasSize(1_000);
    }

    @Test
    void asMuchAsTheLimitIsNoError() {
        CommandResult result = Command.of("printf", "12345").outputLimit(5).run();

        assertThat(result.stdout()).isEqualTo("12345");
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void aCutCommandRunsToItsEnd() {
        CommandResult result = sh("echo 123456; echo end >&2").cutOutput(4).run();

        assertThat(result.stdout()).isEqualTo("1234");
        assertThat(result.stderr()).isEqualTo("end\n");
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void aFloodOfOneGibibyteIsHeldInLittleMemory() {
        long before = usedHeap();
        resetPeak();

        CommandResult result = Command.of("head", "-c", "1073741824", "/dev/zero")
                .cutOutput(MEBIBYTE)
                .run()
                .orThrow();

        assertThat(result.bytes()).hasSize(MEBIBYTE);
        assertThat(result.truncated()).isTrue();
        assertThat(peakHeap() - before).isLessThan(128L * MEBIBYTE);
    }

    @Test
    void anEndlessLineIsCut() {
        List<String> lines = new ArrayList<>();

        CommandResult result = sh("head -c 100000000 /dev/zero; echo; echo next")
                .cutOutput(10)
                .stdout(Redirect.toLines(lines::add))
                .run();

        assertThat(lines).containsExactly("\0".repeat(10), "next");
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void anEndlessLineIsAnErrorWithoutCutting() {
        assertThatThrownBy(() -> Command.of("cat", "/dev/zero")
                        .outputLimit(MEBIBYTE)
                        .stdout(Redirect.toLines(line -> {}))
                        .run())
                .isInstanceOf(OutputLimitException.class);
    }

    @Test
    void anUnreadPipeDoesNotBlockWhoWaits() {
        try (RunningCommand running = Command.of("head", "-c", "10000000", "/dev/zero")
                .stdout(Redirect.pipe())
                .start()) {
            assertThat(running.waitFor().status()).isZero();
        }
    }

    private static void hand(SynchronousQueue<String> queue, String line) {
        try {
            queue.put(line);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path link(String path) {
        try {
            return Files.readSymbolicLink(Path.of(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void resetPeak() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}

package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.testing.support.Processes;

/** How a command ends: by itself, or because it has to. */
@Timeout(60)
class CommandEndTest {
    private static final Duration SOON = Duration.ofMillis(500);

    private static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    /** Starts a script and gives the first lines that it prints. */
    private static RunningCommand start(Command command, BlockingQueue<String> printed) {
        return command.stdout(Redirect.toLines(printed::add)).start();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "3, false", "127, false", "255, false"})
    void theStatusIsData(int status, boolean succeeded) {
        CommandResult result = sh("exit " + status).run();

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.succeeded()).isEqualTo(succeeded);
        assertThat(result.signal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137", "SEGV, 139", "ABRT, 134"})
    void aSignalIsNamed(String signal, int status) {
        CommandResult result = sh("kill -" + signal + " $$").run();

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.signal()).contains("SIG" + signal);
    }

    /** By a Python, because a shell cannot take back that it ignores this signal, as all do that were started in the background. */
    @Test
    void anInterruptIsNamed() {
        String interrupt = "import os, signal as s; s.signal(s.SIGINT, s.SIG_DFL); os.kill(os.getpid(), s.SIGINT)";
        CommandResult result = Command.of("python3", "-c", interrupt).run();

        assertThat(result.status()).isEqualTo(130);
        assertThat(result.signal()).contains("SIGINT");
    }

    @Test
    void successIsHandedOn() {
        CommandResult result = Command.of("true").run();

        assertThat(result.orThrow()).isSameAs(result);
    }

    @Test
    void aFailureCanBeThrownAndSaysWhy() {
        CommandResult result = sh("echo no luck >&2; exit 3").run();

        assertThatThrownBy(result::orThrow)
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("sh -c 'echo no luck >&2; exit 3': ended with status 3: no luck")
                .satisfies(failure -> {
                    CommandFailedException failed = (CommandFailedException) failure;
                    assertThat(failed.result()).isSameAs(result);
                    assertThat(failed.mayHaveRun()).isTrue();
                    assertThat(failed.command()).startsWith("sh -c");
                });
    }

    @Test
    void aFailureByASignalSaysWhich() {
        assertThatThrownBy(() -> sh("kill -SEGV $$").run().orThrow())
                .hasMessageContaining("was ended by SIGSEGV (status 139)");
    }

    @Test
    void aLongStandardErrorIsCutToItsEnd() {
        assertThatThrownBy(() -> sh("yes | head -c 100000 >&2; echo the end >&2; exit 1")
                        .run()
                        .orThrow())
                .hasMessageEndingWith("the end")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(2_300));
    }

    @Test
    void theDurationIsMeasured() {
        assertThat(Command.of("sleep", "0.2").run().duration())
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
    }

    @Test
    void theDeadlineEndsACommandAndKeepsItsOutput() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh("echo begun; sleep 1000").deadline(SOON).run());

        assertThat(failure).hasMessageContaining("did not end within PT0.5S");
        assertThat(failure.deadline()).isEqualTo(SOON);
        assertThat(failure.result().stdout()).isEqualTo("begun\n");
        assertThat(failure.result().signal()).contains("SIGTERM");
    }

    @Test
    void aCommandThatIsFasterThanItsDeadlineIsLeftAlone() {
        assertThat(sh("echo fast").deadline(Duration.ofSeconds(30)).run().stdout())
                .isEqualTo("fast\n");
    }

    @Test
    void theDeadlineEndsGrandchildren() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh("sleep 1000 & echo $!; sh -c 'sleep 1000 & echo $!; wait' & wait")
                        .deadline(SOON)
                        .run());

        assertThat(failure.result().lines()).hasSize(2).noneMatch(Processes::isAlive);
    }

    @Test
    void theDeadlineEndsProcessesWhoseParentsHaveEnded() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh("(setsid sh -c 'echo $$; exec sleep 1000' &); sleep 1000")
                        .deadline(SOON)
                        .run());

        assertThat(failure.result().lines()).hasSize(1).noneMatch(Processes::isAlive);
    }

    @Test
    void aProcessThatIgnoresTheRequestIsKilledAfterTheGraceTime() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh("trap '' TERM; sleep 1000 & echo $!; wait")
                        .deadline(SOON)
                        .grace(Duration.ofMillis(200))
                        .run());

        assertThat(failure.result().signal()).contains("SIGKILL");
        assertThat(failure.result().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(failure.result().lines()).hasSize(1).noneMatch(Processes::isAlive);
    }

    @Test
    void aProcessCanUseTheGraceTimeToTidyUp() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh("trap 'echo tidy; exit 5' TERM; sleep 1000 & wait")
                        .deadline(SOON)
                        .run());

        assertThat(failure.result().stdout()).isEqualTo("tidy\n");
        assertThat(failure.result().status()).isEqualTo(5);
    }

    @Test
    void withoutGraceTheKillComesAtOnce() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh("trap 'echo tidy; exit 5' TERM; sleep 1000 & wait")
                        .deadline(SOON)
                        .grace(Duration.ZERO)
                        .run());

        assertThat(failure.result().stdout()).isEmpty();
        assertThat(failure.result().signal()).contains("SIGKILL");
    }

    @Test
    void aForkingTreeIsKilled() {
        BlockingQueue<String> pids = new ArrayBlockingQueue<>(10_000);

        assertThatThrownBy(() -> sh("trap '' TERM; while :; do (sleep 1000 & echo $!); sleep 0.01; done")
                        .stdout(Redirect.toLines(pids::add))
                        .deadline(SOON)
                        .grace(Duration.ofMillis(100))
                        .run())
                .isInstanceOf(CommandTimeoutException.class);

        assertThat(pids).isNotEmpty().noneMatch(Processes::isAlive);
    }

    @Test
    void theCallerIsToldOnTimeEvenIfTheConsumerHangs() {
        FutureTask<Void> never = new FutureTask<>(() -> null);

        assertThatThrownBy(() -> Command.of("yes")
                        .stdout(Redirect.toLines(line -> waitFor(never)))
                        .deadline(SOON)
                        .run())
                .isInstanceOf(CommandTimeoutException.class)
                .satisfies(failure -> assertThat(
                                ((CommandTimeoutException) failure).result().duration())
                        .isLessThan(Duration.ofSeconds(10)));
    }

    @Test
    void aBackgroundProcessThatHoldsTheOutputDoesNotHoldUpTheEnd() {
        CommandResult result = sh("sleep 1000 & echo $!; sleep 0.2")
                .deadline(Duration.ofSeconds(30))
                .run();
        String background = result.stdout().strip();
        try {
            assertThat(result.duration()).isLessThan(Duration.ofSeconds(20));
            assertThat(Processes.isAlive(background)).isTrue();
        } finally {
            Command.of("kill", background).run();
        }
    }

    @Test
    void aBackgroundProcessWithoutTheOutputIsLeftAloneAtOnce() {
        CommandResult result = sh("sleep 1000 >/dev/null 2>&1 & echo $!").run();
        String background = result.stdout().strip();
        try {
            assertThat(Processes.isAlive(background)).isTrue();
        } finally {
            Command.of("kill", background).run();
        }
    }

    @Test
    void outputThatGoesOnAfterTheEndIsTaken() {
        CommandResult result = sh("(for i in 1 2 3 4 5 6; do sleep 0.1; echo $i; done) & sleep 0.2")
                .run();

        assertThat(result.lines()).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void outputThatNeverStopsAfterTheEndMeetsTheDeadline() {
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh("yes & echo $! >&2; sleep 0.2")
                        .cutOutput(1_000)
                        .deadline(Duration.ofMillis(500))
                        .run());

        assertThat(failure.result().status()).isZero();
        assertThat(failure.result().truncated()).isTrue();
        assertThat(Processes.isAlive(failure.result().stderr())).isFalse();
    }

    @Test
    void aSlowConsumerGetsEverythingAfterTheEnd() {
        int[] lines = {0};

        CommandResult result = Command.of("seq", "10000")
                .stdout(Redirect.toLines(line -> {
                    if (lines[0]++ == 0) {
                        Command.of("sleep", "1.2").run();
                    }
                }))
                .run();

        assertThat(result.status()).isZero();
        assertThat(lines[0]).isEqualTo(10_000);
    }

    @Test
    void cancellingEndsTheTree() throws Exception {
        BlockingQueue<String> printed = new ArrayBlockingQueue<>(10);
        try (RunningCommand running = start(sh("sleep 1000 & echo $!; wait"), printed)) {
            String grandchild = printed.take();

            running.cancel();

            assertThatThrownBy(running::waitFor).isInstanceOf(CommandCancelledException.class);
            assertThat(Processes.isAlive(grandchild)).isFalse();
            assertThat(Processes.isAlive("" + running.pid())).isFalse();
        }
    }

    @Test
    void closingEndsTheTree() throws Exception {
        BlockingQueue<String> printed = new ArrayBlockingQueue<>(10);
        String grandchild;
        try (RunningCommand running = start(sh("sleep 1000 & echo $!; wait"), printed)) {
            grandchild = printed.take();
            assertThat(running.isRunning()).isTrue();
        }

        assertThat(Processes.isAlive(grandchild)).isFalse();
    }

    @Test
    void cancellingWhatHasEndedChangesNothing() {
        try (RunningCommand running = Command.of("echo", "done").start()) {
            CommandResult result = running.waitFor();

            running.cancel();

            assertThat(running.waitFor()).isSameAs(result);
            assertThat(running.isRunning()).isFalse();
        }
    }

    @Test
    void anInterruptOfTheWaitingThreadEndsTheCommand() throws Exception {
        BlockingQueue<String> printed = new ArrayBlockingQueue<>(10);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                sh("sleep 1000 & echo $!; wait")
                        .stdout(Redirect.toLines(printed::add))
                        .run();
                outcome.complete(new AssertionError("not interrupted"));
            } catch (CommandCancelledException cancelled) {
                outcome.complete(Thread.interrupted() ? cancelled : new AssertionError("the interrupt is lost"));
            }
        });
        waiting.start();
        String grandchild = printed.take();

        waiting.interrupt();

        assertThat(outcome.get()).isInstanceOf(CommandCancelledException.class).hasMessageContaining("was cancelled");
        assertThat(Processes.isAlive(grandchild)).isFalse();
    }

    @Test
    void anInterruptedThreadDoesNotRunCommands() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Command.of("sleep", "1000").run()).isInstanceOf(CommandCancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theFutureHasTheResult() throws Exception {
        try (RunningCommand running = sh("echo out; exit 7").start()) {
            CommandResult result = running.onExit().get();

            assertThat(result.status()).isEqualTo(7);
            assertThat(result.stdout()).isEqualTo("out\n");
        }
    }

    @Test
    void theFutureHasTheFailure() {
        try (RunningCommand running = Command.of("sleep", "1000").deadline(SOON).start()) {
            assertThatThrownBy(() -> running.onExit().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CommandTimeoutException.class);
        }
    }

    @Test
    void cancellingTheFutureIsNotCancellingTheCommand() {
        try (RunningCommand running = sh("read line; echo $line").pipeInput().start()) {
            running.onExit().cancel(true);

            assertThat(running.isRunning()).isTrue();
        }
    }

    @Test
    void manyCommandsRunAtOnce() {
        List<RunningCommand> running = IntStream.range(0, 50)
                .mapToObj(i ->
                        Command.of("sh", "-c", "cat; echo " + i).input("in").start())
                .toList();

        for (int i = 0; i < running.size(); i++) {
            assertThat(running.get(i).waitFor().stdout()).isEqualTo("in" + i + "\n");
        }
    }

    private static void waitFor(FutureTask<Void> task) {
        try {
            task.get();
        } catch (InterruptedException | ExecutionException ended) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.testing.support.Processes;

/** What commands leave behind: nothing. */
@Timeout(60)
class CommandLeakTest {
    private static final int RUNS = 200;

    @Test
    void twoHundredRunsLeaveNoThreadAndNoDescriptor() throws Exception {
        runOnce(0);
        long descriptors = descriptors();

        for (int i = 0; i < RUNS; i++) {
            runOnce(i);
        }

        Processes.await(() -> threads() == 0);
        Processes.await(() -> descriptors() <= descriptors);
        assertThat(ProcessHandle.current().children().filter(child -> Processes.isAlive("" + child.pid())))
                .isEmpty();
    }

    /** Takes turns with the ways to start and to end. */
    private static void runOnce(int i) {
        switch (i % 4) {
            case 0 ->
                Command.of("sh", "-c", "cat; echo err >&2").input("x").run().orThrow();
            case 1 -> {
                try (Stream<String> lines = Command.of("yes").lines()) {
                    assertThat(lines.limit(2)).hasSize(2);
                }
            }
            case 2 -> {
                try (RunningCommand running =
                        Command.of("sleep", "1000").pipeInput().start()) {
                    running.cancel();
                }
            }
            default ->
                assertThat(Command.of("sh", "-c", "exit 3").mergeStderr().run().status())
                        .isEqualTo(3);
        }
    }

    @Test
    void aCommandThatWasNotStartedLeavesNothing() throws Exception {
        Command command = Command.of("true", "x".repeat(1_000_000));
        long descriptors = descriptors();

        for (int i = 0; i < 20; i++) {
            try {
                command.run();
            } catch (CommandStartException expected) {
                assertThat(expected.mayHaveRun()).isFalse();
            }
        }

        Processes.await(() -> threads() == 0);
        Processes.await(() -> descriptors() <= descriptors);
    }

    @Test
    void theEndOfTheJvmEndsItsCommands() {
        Command java = Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Forgetful.class.getName())
                .deadline(Duration.ofSeconds(30));

        CommandResult result = java.run().orThrow();

        assertThat(result.lines().stream().filter(line -> line.matches("\\d+")))
                .hasSize(2)
                .noneMatch(Processes::isAlive);
    }

    /** Runs in a JVM of its own, which ends while its command runs. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch printed = new CountDownLatch(2);
            Command.of("sh", "-c", "sleep 1000 & echo $$; echo $!; wait")
                    .stdout(Redirect.toLines(line -> {
                        System.out.println(line);
                        printed.countDown();
                    }))
                    .start();
            printed.await();
            System.exit(0);
        }
    }

    @Test
    void virtualThreadsRunCommands() throws Throwable {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with JDK 21");
        ExecutorService virtual = (ExecutorService) MethodHandles.publicLookup()
                .findStatic(
                        Executors.class,
                        "newVirtualThreadPerTaskExecutor",
                        MethodType.methodType(ExecutorService.class))
                .invoke();
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String text = "answer " + i;
                answers.add(
                        virtual.submit(() -> Command.of("cat").input(text).run().stdout()));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo("answer " + i);
            }
        } finally {
            virtual.shutdownNow();
        }
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pybridge-command"))
                .count();
    }
}

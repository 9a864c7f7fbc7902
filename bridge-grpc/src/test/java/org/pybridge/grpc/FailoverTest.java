package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.process.PythonProcess;
import org.pybridge.testing.support.Background;

/** Servers and clients that end without a word. */
class FailoverTest {
    @Test
    void callsGoOnWhereOneOfTwoServersIsKilled() throws Exception {
        try (Programs one = Programs.start("serve");
                Programs other = Programs.start("serve")) {
            try (Python python = Python.builder(
                            RemotePython.at("localhost:" + one.line() + ",localhost:" + other.line()))
                    .pool(pool -> pool.size(4))
                    .build()) {
                // The first call connects, and goes to the server that is connected first; the others wait for both.
                assertThat(python.call("operator:add", List.of(1, 1), int.class))
                        .isEqualTo(2);
                TimeUnit.SECONDS.sleep(2);
                assertThat(parents(python))
                        .as("streams are spread over the servers")
                        .hasSize(2);
                one.kill();
                int done = 0;
                int lost = 0;
                for (int i = 0; i < 200; i++) {
                    try {
                        assertThat(python.call("operator:add", List.of(i, 1), int.class))
                                .isEqualTo(i + 1);
                        done++;
                    } catch (InterpreterLostException broken) {
                        lost++;
                    }
                }
                assertThat(done).isGreaterThanOrEqualTo(190);
                assertThat(lost)
                        .as("one at most for each stream to the killed server")
                        .isLessThanOrEqualTo(4);
                assertThat(parents(python)).hasSize(1);
            }
        }
    }

    /** Which servers the calls of all streams come to. */
    private static Set<Long> parents(Python python) throws Exception {
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(Background.start(() -> python.eval("import os, time\ntime.sleep(0.1)\nos.getppid()")
                    .as(long.class)));
        }
        Set<Long> servers = new HashSet<>();
        for (CompletableFuture<Long> call : calls) {
            servers.add(call.get(30, TimeUnit.SECONDS));
        }
        return servers;
    }

    @Test
    void aServerThatIsKilledInACallLosesTheInterpreterAndTellsThatTheCallMayHaveRun() throws Exception {
        try (Programs program = Programs.start("serve");
                Python python = Python.builder(RemotePython.at("localhost:" + program.line()))
                        .build()) {
            CompletableFuture<Object> call =
                    CompletableFuture.supplyAsync(() -> python.call("time:sleep", List.of(60), Object.class));
            while (python.statistics().active() == 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TimeUnit.MILLISECONDS.sleep(300);
            program.kill();
            assertThat(call.handle((none, failed) -> failed.getCause()).get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            InterpreterLostException.class,
                            lost -> assertThat(lost.mayHaveRun()).isTrue());
            assertThatExceptionOfType(InterpreterLostException.class)
                    .isThrownBy(() -> python.call("os:getpid", List.of(), long.class))
                    .satisfies(lost -> assertThat(lost.mayHaveRun()).isFalse())
                    .withMessageContaining("nobody serves Python at localhost:" + program.line());
        }
    }

    @Test
    void aClientThatIsKilledInASessionHoldsNoInterpreter() throws Exception {
        try (Python served = Python.builder(PythonProcess.at("python3"))
                        .pool(pool -> pool.size(1).grace(Duration.ofMillis(500)))
                        .build();
                PythonServer server = PythonServer.builder(served).allowCode().start()) {
            try (Programs client = Programs.start("hold", "localhost:" + server.port())) {
                assertThat(client.line()).isEqualTo("holds");
                assertThat(served.statistics().active()).isOne();
                client.kill();
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                while (served.statistics().active() + server.streams() > 0 && System.nanoTime() - until < 0) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                assertThat(served.statistics().active()).isZero();
                assertThat(server.streams()).isZero();
                assertThat(served.eval("'x' in globals()").as(boolean.class)).isFalse();
            }
        }
    }
}

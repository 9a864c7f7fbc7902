package org.pybridge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.process.PythonProcess;

/** Which client has which interpreter of a server, and for how long. */
class LeaseTest {
    private Python served;
    private PythonServer server;

    @BeforeEach
    void start() {
        served = Python.builder(PythonProcess.at("python3"))
                .pool(pool -> pool.size(1).acquireTimeout(Duration.ofMillis(300)))
                .build();
        server = PythonServer.builder(served)
                .allowCode()
                .maxCallTime(Duration.ofSeconds(3))
                .closeTimeout(Duration.ofSeconds(5))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        served.close();
    }

    private Python client() {
        return Python.builder(RemotePython.at("localhost:" + server.port()))
                .pool(pool -> pool.size(1))
                .build();
    }

    @Test
    void manyClientsShareOneInterpreter() {
        List<Python> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(client());
        }
        List<Long> processes = clients.stream()
                .map(client -> client.call("os:getpid", List.of(), long.class))
                .toList();
        assertThat(processes).hasSize(5).containsOnly(processes.get(0));
        assertThat(server.streams()).isEqualTo(5);
        assertThat(served.statistics().active()).isZero();
        clients.forEach(Python::close);
    }

    @Test
    void aLiveObjectKeepsTheInterpreterUntilItIsClosed() throws Exception {
        try (Python one = client();
                Python other = client()) {
            PyObject list = one.call("builtins:list", List.of(), PyObject.class);
            assertThat(served.statistics().active()).isOne();
            assertThatExceptionOfType(PoolTimeoutException.class)
                    .isThrownBy(() -> other.call("os:getpid", List.of(), long.class))
                    .withMessageContaining("on the server, no interpreter came free within 300 ms");
            list.close();
            awaitIdle();
            assertThat(other.call("os:getpid", List.of(), long.class)).isPositive();
        }
    }

    @Test
    void aSessionKeepsTheInterpreterUntilItIsClosed() throws Exception {
        try (Python client = client()) {
            try (Session session = client.session()) {
                session.exec("x = 1");
                assertThat(served.statistics().active()).isOne();
                assertThat(session.eval("x").as(int.class)).isOne();
            }
            awaitIdle();
        }
    }

    @Test
    void aClientThatPutsSomethingIntoItsInterpreterHasItAloneAndNobodyGetsItAfterwards() throws Exception {
        try (Python client = Python.builder(RemotePython.at("localhost:" + server.port()))
                .pool(pool -> pool.size(1).initScript("import sys\nsys.mine = 1"))
                .build()) {
            assertThat(served.statistics().active()).isOne();
            assertThat(client.eval("import sys\nsys.mine").as(int.class)).isOne();
            assertThatExceptionOfType(PoolTimeoutException.class)
                    .isThrownBy(() -> Python.builder(RemotePython.at("localhost:" + server.port()))
                            .pool(pool -> pool.size(1).initScript("x = 1"))
                            .build())
                    .withMessageContaining("no interpreter came free")
                    .withMessageContaining("tried again in 500 ms");
        }
        awaitIdle();
        try (Python client = client()) {
            assertThat(client.eval("import sys\nhasattr(sys, 'mine')").as(boolean.class))
                    .isFalse();
        }
    }

    @Test
    void theServersLimitEndsACallThatHasNoneOfItsOwn() throws Exception {
        try (Python client = client()) {
            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> client.call("time:sleep", List.of(60), Object.class))
                    .withMessageContaining("3000 ms");
            assertThat(client.eval("1 + 1").as(int.class)).isEqualTo(2);
            awaitIdle();
        }
    }

    @Test
    void theClientsLimitEndsACallAndTellsWherePythonWas() {
        try (Python client = client()) {
            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> client.call(
                            Call.of("time:sleep").arguments(List.of(60)).timeout(Duration.ofMillis(200))))
                    .withMessageContaining("200 ms");
            assertThat(client.call("operator:add", List.of(1, 1), int.class)).isEqualTo(2);
        }
    }

    @Test
    void closingTheServerLetsARunningCallEnd() throws Exception {
        Python client = client();
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(
                () -> client.eval("import time\ntime.sleep(1)\n7").as(int.class));
        while (served.statistics().active() == 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        server.close();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(served.statistics().active()).isZero();
        client.closeNow();
    }

    private void awaitIdle() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (served.statistics().active() > 0 && System.nanoTime() - until < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(served.statistics().active()).isZero();
    }
}

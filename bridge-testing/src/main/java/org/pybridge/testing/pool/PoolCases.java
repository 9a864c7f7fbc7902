package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyFrame;
import org.pybridge.Python;
import org.pybridge.Script;
import org.pybridge.Session;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** How callers share interpreters. */
@Timeout(120)
public abstract class PoolCases extends Cases {

    private Python start(Consumer<PoolBuilder> pool) {
        return fixture().builder().pool(pool).build();
    }

    @Test
    void asManyCallsRunAtOnceAsThereAreInterpreters() throws Exception {
        needs(Capability.CALLBACKS);
        Python python = python();
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Supplier<Integer> meet = () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IllegalStateException(alone);
            } finally {
                inside.decrementAndGet();
            }
            return 1;
        };
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(Background.start(() -> python.call("lab:apply", List.of(meet), int.class)));
        }
        for (CompletableFuture<Integer> call : calls) {
            Background.result(call);
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void waitingCallersAreServedInTheOrderInWhichTheyCame() throws Exception {
        try (Python own = start(pool -> pool.size(1))) {
            List<Integer> order = new CopyOnWriteArrayList<>();
            List<CompletableFuture<?>> waiters = new ArrayList<>();
            try (Session held = own.session()) {
                for (int i = 0; i < 5; i++) {
                    int number = i;
                    waiters.add(Background.start(() -> {
                        try (Session session = own.session()) {
                            return order.add(number);
                        }
                    }));
                    Background.until(() -> own.statistics().waiting() == number + 1);
                }
            }
            for (CompletableFuture<?> waiter : waiters) {
                Background.result(waiter);
            }
            assertThat(order).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void aCallerThatWaitsTooLongGetsAPoolTimeout() {
        try (Python own = start(pool -> pool.size(1).acquireTimeout(Duration.ofMillis(20)));
                Session held = own.session()) {
            assertThatThrownBy(() -> own.eval("1"))
                    .isInstanceOf(PoolTimeoutException.class)
                    .hasMessageContainingAll("20 ms", "all 1 are busy", "1 caller waits")
                    .satisfies(timeout ->
                            assertThat(((BridgeException) timeout).mayHaveRun()).isFalse());
            assertThat(own.statistics().timeouts()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptedWaiterIsCancelledAndKeepsItsFlag() throws Exception {
        Python python = python();
        try (Session one = python.session();
                Session other = python.session()) {
            CompletableFuture<List<Object>> seen = new CompletableFuture<>();
            Thread waiter = Background.thread(() -> {
                Throwable thrown = catchThrowable(() -> python.eval("1"));
                seen.complete(List.of(thrown, Thread.currentThread().isInterrupted()));
            });
            waiter.start();
            Background.until(() -> python.statistics().waiting() == 1);
            waiter.interrupt();
            List<Object> both = Background.result(seen);
            assertThat(both.get(0))
                    .isInstanceOfSatisfying(
                            CallCancelledException.class,
                            cancelled -> assertThat(cancelled.mayHaveRun()).isFalse());
            assertThat(both.get(1)).isEqualTo(true);
        }
    }

    @Test
    void aSessionKeepsItsInterpreter() {
        Python python = python();
        try (Session held = python.session()) {
            assertThat(python.statistics().active()).isEqualTo(1);
        }
        assertThat(python.statistics().active()).isZero();
    }

    @Test
    void aSessionIsUsedByOneThreadAtATime() throws Exception {
        needs(Capability.CALLBACKS);
        try (Session session = python().session()) {
            Supplier<Throwable> elsewhere = () -> {
                try {
                    return Background.result(Background.start(() -> catchThrowable(() -> session.eval("1"))));
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            };
            Throwable[] thrown = new Throwable[1];
            Runnable inside = () -> thrown[0] = elsewhere.get();
            session.call("lab:apply", List.of(inside));
            assertThat(thrown[0]).isInstanceOf(IllegalStateException.class).hasMessageContaining("another thread");
        }
    }

    @Test
    void callersThatShareAnInterpreterWaitInItTogether() throws Exception {
        try (Python own = start(pool -> pool.size(1).callersPerInterpreter(3))) {
            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(Background.start(() -> own.call("lab:rendezvous", List.of(3), int.class)));
            }
            for (CompletableFuture<Integer> call : calls) {
                assertThat(Background.result(call)).isEqualTo(3);
            }
        }
    }

    @Test
    void callersThatShareAnInterpreterPrintToTheirOwnOutput() throws Exception {
        try (Python own = start(pool -> pool.size(1).callersPerInterpreter(2))) {
            List<CompletableFuture<String>> runs = new ArrayList<>();
            for (String mark : List.of("a", "b")) {
                runs.add(Background.start(
                        () -> own.run("import lab\nlab.rendezvous(2)\nlab.print_all('" + mark + "', 200)")
                                .stdout()));
            }
            assertThat(Background.result(runs.get(0))).isEqualTo("a".repeat(200));
            assertThat(Background.result(runs.get(1))).isEqualTo("b".repeat(200));
        }
    }

    @Test
    void anEagerPoolStartsAllInterpreters() {
        try (Python own = start(pool -> pool.size(2).eager(true))) {
            assertThat(own.statistics().live()).isEqualTo(2);
        }
    }

    @Test
    void aLazyPoolStartsTheFirstInterpreterOnly() {
        try (Python own = start(pool -> pool.size(2))) {
            assertThat(own.statistics().live()).isEqualTo(1);
        }
    }

    @Test
    void anInitScriptWarmsEveryInterpreterAndBindsNothing() {
        try (Python own = start(pool -> pool.size(1).initScript("import json, sys\nsys.warm = 7\nhidden = 1"))) {
            assertThat(own.eval("import sys\nsys.warm").as(int.class)).isEqualTo(7);
            assertThat(Raises.assertRaises(() -> own.eval("hidden")).type()).isEqualTo("NameError");
        }
    }

    @Test
    void anInitScriptThatFailsFailsTheStart() {
        Script failing = new Script("1 / 0", "init.py");
        assertThat(Raises.assertRaises(() -> start(pool -> pool.initScript(failing)))
                        .frames()
                        .get(0)
                        .file())
                .isEqualTo("init.py");
    }

    @Test
    void anInitScriptThatHangsFailsTheStartAndTellsWhere() {
        needs(Capability.INTERRUPT);
        Script hanging = new Script("def wait():\n    while True: pass\nwait()", "init.py");
        // Long enough for a cold interpreter to have begun with the script.
        Duration limit = Duration.ofSeconds(3);
        InterpreterLostException lost = Raises.assertRaises(
                () -> start(pool -> pool.initScript(hanging).initTimeout(limit).grace(Duration.ofSeconds(4))),
                InterpreterLostException.class);
        assertThat(lost).hasMessageContainingAll("init script", "initTimeout (PT3S)", "in wait (init.py");
        assertThat(lost.mayHaveRun()).isFalse();
        assertThat(lost.getCause())
                .isInstanceOfSatisfying(
                        CallTimeoutException.class,
                        late -> assertThat(late.frames())
                                .extracting(PyFrame::function)
                                .endsWith("wait"));
    }

    @Test
    void statisticsCountCallsAndRoom() {
        try (Python own = start(pool -> pool.size(1))) {
            own.eval("1");
            own.eval("2");
            PoolStatistics figures = own.statistics();
            assertThat(figures.leases()).isEqualTo(2);
            assertThat(figures.idle()).isEqualTo(1);
            assertThat(figures.died()).isZero();
        }
    }

    @Test
    void anInterpreterThatWasNeverStartedIsNotIdle() {
        try (Python own = start(pool -> pool.size(3))) {
            assertThat(figures(own)).isEqualTo("0 of 3 active, 1 idle, 1 started");
            try (Session first = own.session();
                    Session second = own.session()) {
                first.eval("1");
                second.eval("1");
                assertThat(figures(own)).isEqualTo("2 of 3 active, 0 idle, 2 started");
            }
            assertThat(figures(own)).isEqualTo("0 of 3 active, 2 idle, 2 started");
        }
    }

    @Test
    void aSharedInterpreterIsIdleWhenNobodyUsesIt() {
        try (Python own = start(pool -> pool.size(1).callersPerInterpreter(3))) {
            assertThat(figures(own)).isEqualTo("0 of 3 active, 1 idle, 1 started");
            try (Session held = own.session()) {
                held.eval("1");
                assertThat(figures(own)).isEqualTo("1 of 3 active, 0 idle, 1 started");
            }
            assertThat(figures(own)).isEqualTo("0 of 3 active, 1 idle, 1 started");
        }
    }

    private static String figures(Python python) {
        PoolStatistics now = python.statistics();
        return now.active() + " of " + now.size() + " active, " + now.idle() + " idle, " + now.live() + " started";
    }

    @Test
    void aFailedCallGivesItsInterpreterBack() {
        Raises.assertRaises(() -> python().eval("1 / 0"));
        assertThat(python().statistics().active()).isZero();
    }
}

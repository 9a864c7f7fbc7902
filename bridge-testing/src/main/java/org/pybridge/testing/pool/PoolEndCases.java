package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Call;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.PythonClosedException;
import org.pybridge.PythonExitException;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Capability;
import org.pybridge.testing.objects.BindingCases;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;

/** How a Python ends, and how an interpreter does. Each case has a Python of its own. */
@Timeout(120)
public abstract class PoolEndCases extends Cases {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private Python own;

    @BeforeEach
    void startOwn() {
        own = fixture()
                .builder()
                .pool(pool -> pool.size(1).closeTimeout(Duration.ofSeconds(20)))
                .build();
    }

    @AfterEach
    void closeOwn() {
        release.countDown();
        own.closeNow();
    }

    private CompletableFuture<?> call(String function) {
        needs(Capability.CALLBACKS);
        Runnable begun = () -> {
            entered.countDown();
            if (function.equals("lab:apply")) {
                Background.await(release);
            }
        };
        CompletableFuture<?> running = Background.start(() -> own.call(function, List.of(begun)));
        Background.await(entered);
        return running;
    }

    private CompletableFuture<?> inBackground(Runnable work) {
        return Background.start(() -> {
            work.run();
            return null;
        });
    }

    @Test
    void closeWaitsForTheRunningCall() throws Exception {
        CompletableFuture<?> running = call("lab:apply");
        CompletableFuture<?> closing = inBackground(own::close);
        Background.until(() -> catchThrowable(() -> own.session()) instanceof PythonClosedException);
        assertThat(closing).isNotDone();
        release.countDown();
        Background.result(running);
        Background.result(closing);
    }

    @Test
    void aCallerThatWaitsAtCloseIsToldSo() throws Exception {
        CompletableFuture<?> waiting;
        try (Session held = own.session()) {
            waiting = Background.start(() -> own.eval("1"));
            Background.until(() -> own.statistics().waiting() == 1);
            CompletableFuture<?> closing = inBackground(own::close);
            assertThat(Background.failure(waiting)).isInstanceOf(PythonClosedException.class);
            held.close();
            Background.result(closing);
        }
    }

    @Test
    void closeNowStopsTheRunningCall() throws Exception {
        needs(Capability.INTERRUPT);
        CompletableFuture<?> running = call("lab:spin");
        CompletableFuture<Boolean> interrupted =
                running.handle((value, failed) -> Thread.currentThread().isInterrupted());
        own.closeNow();
        assertThat(Background.failure(running)).isInstanceOf(InterpreterLostException.class);
        assertThat(Background.result(interrupted)).isFalse();
    }

    @Test
    void closingTwiceIsHarmless() {
        own.close();
        own.close();
        own.closeNow();
        assertThat(own.statistics().live()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void everyVerbAfterCloseSaysThatPythonIsClosed(String name, Consumer<Python> verb) {
        own.close();
        assertThatThrownBy(() -> verb.accept(own)).isInstanceOf(PythonClosedException.class);
    }

    static Stream<Arguments> verbs() {
        return Stream.of(
                verb("eval", python -> python.eval("1")),
                verb("exec", python -> python.exec("1")),
                verb("run", python -> python.run("1")),
                verb("call", python -> python.call("kit:add", List.of(1, 2))),
                verb("Call", python -> python.call(Call.of("kit:add").with(1, 2))),
                verb("session", Python::session),
                verb("bind", python -> python.bind(BindingCases.Home.class)));
    }

    private static Arguments verb(String name, Consumer<Python> verb) {
        return Arguments.of(name, verb);
    }

    @Test
    void aCallbackCannotCloseThePythonThatCallsIt() {
        needs(Capability.CALLBACKS);
        Runnable close = own::close;
        assertThatThrownBy(() -> own.call("lab:apply", List.of(close)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callback");
    }

    @Test
    void aCallbackCannotOpenASession() {
        needs(Capability.CALLBACKS);
        Runnable open = own::session;
        assertThatThrownBy(() -> own.call("lab:apply", List.of(open)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("session");
    }

    @Test
    void aLeakedSessionDoesNotKeepPythonOpen() {
        Session leaked = own.session();
        own.closeNow();
        assertThatThrownBy(() -> leaked.eval("1")).isInstanceOf(StaleObjectException.class);
    }

    @Test
    void aSessionCanBeClosedAfterItsPython() {
        Session leaked = own.session();
        own.closeNow();
        leaked.close();
        assertThat(own.statistics().active()).isZero();
    }

    @Test
    void closingASessionTwiceGivesItsInterpreterBackOnce() {
        Session session = own.session();
        session.close();
        session.close();
        assertThat(own.statistics().idle()).isEqualTo(1);
    }

    @LosesInterpreter
    @Test
    void leavingAtOnceEndsItsCallAndNoOther() throws Exception {
        CompletableFuture<?> leaving = inBackground(() -> own.exec("import os\nos._exit(3)"));
        if (fixture().can(Capability.OWN_PROCESS)) {
            assertThat(Background.failure(leaving))
                    .isInstanceOfSatisfying(
                            InterpreterLostException.class,
                            lost -> assertThat(lost.crash().orElseThrow().exitCode())
                                    .hasValue(3));
        } else {
            assertThat(Background.failure(leaving))
                    .isInstanceOfSatisfying(
                            PythonExitException.class,
                            exit -> assertThat(exit.status()).isEqualTo(3));
        }
        assertThat(own.eval("1 + 1").as(int.class)).isEqualTo(2);
    }

    @Test
    void atexitFunctionsRunAtClose() {
        needs(Capability.OWN_STATE);
        needs(Capability.CALLBACKS);
        Runnable farewell = release::countDown;
        own.exec("import atexit\natexit.register(f)", Map.of("f", farewell));
        own.close();
        assertThat(release.getCount()).isZero();
    }
}

package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.Health;
import org.pybridge.PyValue;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.Timeouts;

/** What the health probe says, and that it never takes long. */
@Timeout(120)
public abstract class HealthCases extends Cases {
    private static final Duration SHORT = Duration.ofMillis(200);

    /** What a slow machine and a garbage collection may add. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Runnable stubborn = () -> {
        begun.countDown();
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
    };
    private Python own;

    @AfterEach
    void closeOwn() {
        release.countDown();
        if (own != null) {
            own.closeNow();
        }
    }

    private void start(Consumer<PoolBuilder> options) {
        own = fixture().builder().pool(pool -> options.accept(pool.size(1))).build();
    }

    private Health shortly() {
        long begin = System.nanoTime();
        Health health = own.health(SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.plus(SLACK));
        return health;
    }

    private void untilUp() {
        Background.until(() -> own.health().status() == Health.Status.UP);
    }

    @Test
    void aPythonThatAnswersIsUp() {
        Health health = python().health(Duration.ofSeconds(30));
        assertThat(health.status()).isEqualTo(Health.Status.UP);
        assertThat(health.reasons()).isEmpty();
        assertThat(health.latency()).hasValueSatisfying(took -> assertThat(took).isPositive());
        assertThat(health.statistics().size()).isEqualTo(2);
    }

    @Test
    void aPythonWhoseInterpretersAreBusyIsDegradedUntilOneIsFree() {
        needs(Capability.OBJECTS);
        start(pool -> {});
        try (Session held = own.session()) {
            held.exec("x = 1");
            Health health = shortly();
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(health.reasons()).singleElement().asString().startsWith("no interpreter came free");
            assertThat(health.latency()).isEmpty();
        }
        untilUp();
    }

    @Test
    void askingAgainAndAgainWaitsInLineOnce() {
        needs(Capability.OBJECTS);
        start(pool -> {});
        try (Session held = own.session()) {
            held.exec("x = 1");
            for (int i = 0; i < 5; i++) {
                own.health(Duration.ofMillis(1));
            }
            Background.until(() -> own.statistics().waiting() == 1);
        }
        untilUp();
    }

    @LosesInterpreter
    @Test
    void anInterpreterThatDoesNotAnswerIsDown() throws Exception {
        needs(Capability.KILL);
        start(pool -> pool.callersPerInterpreter(2));
        Runnable start = begun::countDown;
        CompletableFuture<?> busy = own.async().call("lab:compare_zeros", List.of(start, 1L << 40), PyValue.class);
        Background.await(begun);
        // Python may still answer until the function goes on after its callback.
        Background.until(() -> shortly().status() == Health.Status.DOWN);
        assertThat(shortly().reasons()).singleElement().asString().startsWith("an interpreter has not answered");
        busy.cancel(true);
        untilUp();
    }

    @Test
    void aCallbackMayAsk() {
        needs(Capability.CALLBACKS);
        Supplier<String> ask =
                () -> python().health(Duration.ofSeconds(30)).status().name();
        assertThat(python().call("lab:apply", List.of(ask), String.class)).isEqualTo("UP");
    }

    @LosesInterpreter
    @Test
    void quarantinedInterpretersDegradeAndAStuckPoolIsDown() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
        start(pool -> pool.maxQuarantined(1));
        Timeouts.assertTimesOut(
                () -> own.call(Call.of("lab:apply").with(stubborn).timeout(Timeouts.LIMIT)));
        Background.until(() -> own.health().latency().isPresent());
        Health degraded = own.health(Duration.ofSeconds(30));
        assertThat(degraded.status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(degraded.reasons()).singleElement().asString().startsWith("1 interpreters are quarantined");

        Timeouts.assertTimesOut(
                () -> own.call(Call.of("lab:apply").with(stubborn).timeout(Timeouts.LIMIT)));
        Health down = shortly();
        assertThat(down.status()).isEqualTo(Health.Status.DOWN);
        release.countDown();
        Background.until(() -> own.statistics().quarantined() == 0);
        untilUp();
    }

    @Test
    void aSuspendedPythonIsDownUntilItIsResumed() {
        start(pool -> {});
        own.suspend();
        Health health = shortly();
        assertThat(health.status()).isEqualTo(Health.Status.DOWN);
        assertThat(health.reasons()).singleElement().asString().contains("suspended", "resume()");
        assertThat(health.statistics().suspended()).isTrue();
        own.resume();
        untilUp();
    }

    @Test
    void aPythonThatIsSuspendedWhileItIsAskedIsDown() throws Exception {
        needs(Capability.OBJECTS);
        start(pool -> {});
        try (Session held = own.session()) {
            held.exec("x = 1");
            CompletableFuture<Health> asked = Background.start(() -> own.health(Duration.ofSeconds(1)));
            Background.until(() -> own.statistics().waiting() == 1);
            own.suspend();
            assertThat(Background.result(asked).reasons())
                    .singleElement()
                    .asString()
                    .contains("suspended");
        }
        own.resume();
        untilUp();
    }

    @Test
    void aClosedPythonIsDown() {
        start(pool -> {});
        own.close();
        Health health = shortly();
        assertThat(health.status()).isEqualTo(Health.Status.DOWN);
        assertThat(health.reasons()).singleElement().asString().contains("closed");
    }
}

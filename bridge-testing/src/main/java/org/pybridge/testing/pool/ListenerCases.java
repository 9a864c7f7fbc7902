package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.pool.CallOutcome;
import org.pybridge.pool.PoolListener;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.RecordingListener;
import org.pybridge.testing.support.Timeouts;

/** What a listener hears. The cases share a Python of one interpreter. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ListenerCases extends Cases {
    private final RecordingListener heard = new RecordingListener();
    private Python own;

    /** A listener whose every word is an exception. */
    private static final PoolListener BROKEN = new PoolListener() {
        @Override
        public void onCall(String function, CallOutcome outcome, long nanos) {
            throw new IllegalStateException("a listener's own problem");
        }

        @Override
        public void onAcquired(long nanos) {
            throw new AssertionError("another one");
        }
    };

    @BeforeEach
    void startOnce() {
        if (own == null) {
            own = start();
        }
        own.eval("1");
        heard.since();
    }

    private Python start() {
        return fixture()
                .builder()
                .pool(pool -> pool.size(1).acquireTimeout(Duration.ofMillis(50)))
                .listener(BROKEN)
                .listener(heard)
                .build();
    }

    @AfterAll
    void close() {
        own.close();
        assertThat(heard.since()).endsWith("closed");
        own.close();
        assertThat(heard.since()).isEmpty();
    }

    @Test
    void aPoolThatOpensStartsAnInterpreterAndEndsIsHeardOf() {
        RecordingListener whole = new RecordingListener();
        fixture().builder().pool(pool -> pool.size(1)).listener(whole).build().close();
        assertThat(whole.since())
                .containsExactly("opened " + fixture().backend().name() + " of size 1", "started", "closed");
    }

    @Test
    void aCallThatReturnsIsNamedByItsEntryPoint() {
        own.call("kit:add", List.of(1, 2));
        assertThat(heard.since()).containsExactly("waited", "kit:add RETURNED");
    }

    @Test
    void anEvaluationIsNamedByWhatItDoes() {
        own.eval("1 + 1");
        assertThat(heard.since()).containsExactly("waited", "evaluate RETURNED");
    }

    @Test
    void aCallThatRaisesIsHeardOf() {
        assertThatThrownBy(() -> own.call("kit:add", List.of(1, "a"))).isInstanceOf(PythonException.class);
        assertThat(heard.since()).containsExactly("waited", "kit:add RAISED");
    }

    @Test
    @LosesInterpreter
    void aCallWhoseTimeIsUpCostsAnInterpreter() {
        needs(Capability.INTERRUPT);
        Timeouts.assertTimesOut(() -> own.call(Call.of("time:sleep").with(1000).timeout(Timeouts.LIMIT)));
        Background.until(() -> heard.has("started"));
        assertThat(heard.since()).contains("waited", "time:sleep TIMED_OUT", "discarded STOPPED", "started");
    }

    @Test
    @LosesInterpreter
    void aCancelledCallIsHeardOf() {
        needs(Capability.INTERRUPT);
        needs(Capability.CALLBACKS);
        CountDownLatch begun = new CountDownLatch(1);
        Runnable countDown = begun::countDown;
        CompletableFuture<?> call =
                own.async().eval("begun()\nimport time\ntime.sleep(1000)", Map.of("begun", countDown));
        Background.await(begun);
        call.cancel(true);
        Background.until(() -> heard.has("evaluate CANCELLED") && heard.has("discarded STOPPED"));
        Background.until(() -> own.statistics().idle() == 1);
    }

    @Test
    @LosesInterpreter
    void aCallThatCannotBeStoppedIsHeardOf() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
        CountDownLatch release = new CountDownLatch(1);
        Runnable stubborn = () -> {
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
        };
        Timeouts.assertTimesOut(
                () -> own.call(Call.of("lab:apply").with(stubborn).timeout(Timeouts.LIMIT)));
        release.countDown();
        assertThat(heard.since()).contains("discarded STUCK", "lab:apply TIMED_OUT");
        Background.until(
                () -> own.statistics().quarantined() == 0 && own.statistics().idle() == 1);
    }

    @Test
    @LosesInterpreter
    void anInterpreterThatDiesIsHeardOf() {
        needs(Capability.OWN_PROCESS);
        assertThatThrownBy(() -> own.eval("import os\nos._exit(3)")).isInstanceOf(InterpreterLostException.class);
        own.eval("1");
        assertThat(heard.since()).contains("evaluate LOST", "discarded DIED", "started", "evaluate RETURNED");
    }

    @Test
    void aCallbackThatThrowsFailsItsCall() {
        needs(Capability.CALLBACKS);
        Runnable throwing = () -> {
            throw new IllegalStateException("expected");
        };
        assertThatThrownBy(() -> own.call("lab:apply", List.of(throwing))).isInstanceOf(IllegalStateException.class);
        assertThat(heard.since()).containsExactly("waited", "lab:apply FAILED");
    }

    @Test
    void whatACallbackCallsIsPartOfTheCall() {
        needs(Capability.CALLBACKS);
        Supplier<Integer> nested = () -> own.call("kit:add", List.of(1, 1), int.class);
        own.call("lab:apply", List.of(nested));
        assertThat(heard.since()).containsExactly("waited", "lab:apply RETURNED");
    }

    @Test
    void aSessionWaitsOnceAndCallsManyTimes() {
        needs(Capability.OBJECTS);
        try (Session session = own.session()) {
            session.call("kit:add", List.of(1, 2));
            session.call("kit:add", List.of(1, 2));
        }
        assertThat(heard.since())
                .containsExactly(
                        "waited",
                        "open_namespace RETURNED",
                        "kit:add RETURNED",
                        "kit:add RETURNED",
                        "close_namespace RETURNED");
    }

    @Test
    void aCallerThatGivesUpWaitingIsHeardOf() {
        needs(Capability.OBJECTS);
        try (Session held = own.session()) {
            heard.since();
            assertThatThrownBy(() -> own.eval("1")).isInstanceOf(PoolTimeoutException.class);
            assertThat(heard.since()).containsExactly("gave up waiting");
        }
    }
}

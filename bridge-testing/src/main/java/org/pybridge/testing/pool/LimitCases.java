package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.PyTimeout;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.Timeouts;

/** Where a call's time limit comes from: the most specific one holds. */
@Timeout(120)
@LosesInterpreter
public abstract class LimitCases extends Cases {
    private static final Runnable STARTED = () -> {};
    private static final Duration HOUR = Duration.ofHours(1);

    /** Limits of methods. */
    @PyModule("lab")
    interface Limited {
        @PyTimeout(value = 300, unit = TimeUnit.MILLISECONDS)
        void spin(Runnable started);

        @PyTimeout(value = 300, unit = TimeUnit.MILLISECONDS)
        Iterator<Integer> yieldsThenHangs(Runnable started);

        @PyTimeout(value = 300, unit = TimeUnit.MILLISECONDS)
        CompletableFuture<Object> asyncStubborn(Runnable started);
    }

    /** A limit of all methods, and one method's own. */
    @PyModule("lab")
    @PyTimeout(value = 300, unit = TimeUnit.MILLISECONDS)
    interface AllLimited {
        void spin(Runnable started);

        @PyTimeout(3600)
        int countTo(int limit);
    }

    /** A wrong limit. */
    @PyModule("lab")
    interface Never {
        @PyTimeout(0)
        void spin(Runnable started);
    }

    @BeforeEach
    void needInterrupts() {
        needs(Capability.CALLBACKS);
        needs(Capability.INTERRUPT);
    }

    @Test
    void aBoundMethodHasALimit() {
        Limited limited = python().bind(Limited.class);
        Timeouts.assertTimesOut(() -> limited.spin(STARTED));
    }

    @Test
    void anInterfaceHasALimitForItsMethods() {
        AllLimited limited = python().bind(AllLimited.class);
        Timeouts.assertTimesOut(() -> limited.spin(STARTED));
        assertThat(limited.countTo(10)).isEqualTo(10);
    }

    @Test
    void aMethodsOwnLimitHoldsRatherThanItsInterfaces() {
        AllLimited limited = python().bind(AllLimited.class);
        long begin = System.nanoTime();
        int count = 100_000;
        while (System.nanoTime() - begin < 2 * Timeouts.LIMIT.toNanos()) {
            count *= 2;
            begin = System.nanoTime();
            assertThat(limited.countTo(count)).isEqualTo(count);
        }
    }

    @Test
    void aGeneratorThatStopsYieldingIsStopped() {
        Iterator<Integer> numbers = python().bind(Limited.class).yieldsThenHangs(STARTED);
        assertThat(numbers.next()).isEqualTo(1);
        Timeouts.assertTimesOut(numbers::hasNext);
    }

    @Test
    void aBoundFutureHasALimit() throws Exception {
        CompletableFuture<Object> future = python().bind(Limited.class).asyncStubborn(STARTED);
        assertThat(Background.failure(future)).isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void aCallsLimitHoldsRatherThanItsSessions() {
        try (Session session = python().session(HOUR)) {
            Timeouts.assertTimesOut(
                    () -> session.call(Call.of("lab:spin").with(STARTED).timeout(Timeouts.LIMIT)));
        }
    }

    @Test
    void aSessionsLimitHoldsRatherThanPythons() {
        try (Python own = fixture().builder().callTimeout(HOUR).build();
                Session session = own.session(Timeouts.LIMIT)) {
            Timeouts.assertTimesOut(() -> session.eval("while True: pass"));
        }
    }

    @Test
    void aLongerLimitThatIsMoreSpecificHolds() {
        try (Python own = fixture().builder().callTimeout(Duration.ofNanos(1)).build()) {
            Call<Integer> call =
                    Call.of("kit:add").with(1, 2).returning(int.class).timeout(HOUR);
            assertThat(own.call(call)).isEqualTo(3);
        }
    }

    @Test
    void anObjectOfALimitedSessionHasItsLimit() {
        try (Session session = python().session(Timeouts.LIMIT)) {
            PyObject module = session.importModule("lab");
            Timeouts.assertTimesOut(() -> module.callMethod("spin", STARTED));
        }
    }

    @Test
    void aWrongLimitOfAMethodIsAMismatch() {
        assertThatThrownBy(() -> python().bind(Never.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spin: @PyTimeout is PT0S; it must be more than zero");
    }

    @Test
    void aSessionsWrongLimitIsRefused() {
        assertThatThrownBy(() -> python().session(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("callTimeout is PT0S; it must be more than zero");
        Background.until(() -> python().statistics().active() == 0);
    }

    @Test
    void aPythonsWrongLimitIsRefused() {
        assertThatThrownBy(() -> fixture().builder().callTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("callTimeout is PT-0.001S; it must be more than zero");
    }

    @Test
    void aCallsWrongLimitIsRefused() {
        assertThatThrownBy(() -> Call.of("kit:add").timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout is PT0S; it must be more than zero");
    }
}

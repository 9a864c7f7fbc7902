package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.UnsupportedCapabilityException;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;
import org.pybridge.testing.support.Timeouts;

/** When interpreters are replaced, and what callers notice of it. */
@Timeout(120)
public abstract class LifecycleCases extends Cases {
    private Python own;

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    private void start(Consumer<PoolBuilder> change) {
        own = fixture().builder().pool(pool -> change.accept(pool.size(1))).build();
    }

    private void assertServing() {
        assertThat(own.call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
    }

    @Test
    void anInterpreterIsReplacedAfterItsUses() {
        start(pool -> pool.maxUses(3).jitter(0));
        for (int i = 0; i < 7; i++) {
            assertServing();
        }
        assertThat(own.statistics().retired()).isEqualTo(2);
        assertThat(own.statistics().died()).isZero();
    }

    @Test
    void anInterpreterIsReplacedWhenItIsOld() {
        start(pool -> pool.maxAge(Duration.ofNanos(1)).jitter(0));
        assertServing();
        assertServing();
        assertThat(own.statistics().retired()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void anInterpreterWhoseMemoryGrowsIsReplaced() {
        needs(Capability.MEMORY_USE);
        start(pool -> pool.maxMemoryGrowth(32L << 20));
        own.call("builtins:exec", List.of("import sys; sys.hoard = bytearray(64 << 20)"));
        Background.until(() -> {
            assertServing();
            return own.statistics().retired() == 1;
        });
    }

    @Test
    void aBackendThatCannotTellItsMemorySaysSo() {
        if (!fixture().can(Capability.MEMORY_USE)) {
            assertThatThrownBy(() -> start(pool -> pool.maxMemoryGrowth(32L << 20)))
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("MEMORY_USE");
        }
    }

    @Test
    void aSpareTakesThePlaceOfAnother() {
        start(pool -> pool.spares(1).maxUses(1));
        Background.until(() -> own.statistics().spares() == 1);
        assertServing();
        assertServing();
        assertThat(own.statistics().retired()).isGreaterThanOrEqualTo(1);
        Background.until(() -> own.statistics().spares() == 1);
        assertThat(own.statistics().live()).isLessThanOrEqualTo(1);
    }

    @Test
    void sharedInterpretersAreReplacedWhenTheLastCallerHasLeft() throws Exception {
        start(pool -> pool.callersPerInterpreter(2).maxUses(1));
        try (Session held = own.session()) {
            held.exec("x = 1");
            assertServing();
            assertThat(held.eval("x").as(int.class)).isEqualTo(1);
            assertThat(own.statistics().retired()).isZero();
        }
        assertThat(own.statistics().retired()).isEqualTo(1);
        assertServing();
    }

    @Test
    void anObjectOfAReplacedInterpreterIsStale() {
        start(pool -> pool.maxUses(1).liveResultTimeout(Duration.ZERO));
        PyObject list = own.call("builtins:list", List.of(), PyObject.class);
        assertThatThrownBy(list::length).isInstanceOf(StaleObjectException.class);
        assertServing();
    }

    @Test
    void aSessionIsOneUse() {
        start(pool -> pool.maxUses(2).jitter(0));
        try (Session session = own.session()) {
            for (int i = 0; i < 5; i++) {
                session.exec("1");
            }
        }
        assertThat(own.statistics().retired()).isZero();
    }

    @Test
    void anInterpreterThatFailsItsValidationIsReplacedBeforeItIsLent() {
        needs(Capability.OWN_STATE);
        start(pool ->
                pool.validation("import sys\nassert not hasattr(sys, 'broken')").validateAfterIdle(Duration.ZERO));
        assertServing();
        own.call("builtins:exec", List.of("import sys; sys.broken = 1"));
        assertThat(own.eval("import sys\nhasattr(sys, 'broken')").as(boolean.class))
                .isFalse();
        assertThat(own.statistics().retired()).isEqualTo(1);
    }

    @LosesInterpreter
    @Test
    void aValidationThatHangsHasTheInterpreterReplaced() {
        needs(Capability.OWN_STATE);
        needs(Capability.INTERRUPT);
        start(pool -> pool.validation("import sys\nwhile hasattr(sys, 'broken'): pass")
                .validateAfterIdle(Duration.ZERO)
                .maintenanceTimeout(Timeouts.LIMIT));
        own.call("builtins:exec", List.of("import sys; sys.broken = 1"));
        assertThat(own.eval("import sys\nhasattr(sys, 'broken')").as(boolean.class))
                .isFalse();
        assertThat(own.statistics().died()).isEqualTo(1);
    }

    @Test
    void aValidationThatNoInterpreterPassesIsReportedToTheBorrower() {
        start(pool -> pool.validation("1 / 0").validateAfterIdle(Duration.ZERO));
        assertThatThrownBy(this::assertServing)
                .isInstanceOf(InterpreterLostException.class)
                .hasMessageContainingAll("3 interpreters in a row", "validation", "division by zero")
                .hasCauseInstanceOf(PythonException.class);
        Background.until(() -> own.statistics().idle() == 1);
    }

    @Test
    void aSuspendedPoolLendsNothingAndSaysSo() {
        start(pool -> pool.acquireTimeout(Duration.ofMillis(20)));
        own.suspend();
        assertThat(own.statistics().suspended()).isTrue();
        assertThatThrownBy(() -> own.eval("1"))
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageContainingAll("suspended", "resume()");
        own.resume();
        assertServing();
    }

    @Test
    void whoeverWaitsAtASuspendedPoolIsServedWhenItResumes() throws Exception {
        start(pool -> {});
        own.suspend();
        CompletableFuture<Integer> waiting = Background.start(() -> own.call("kit:add", List.of(1, 2), int.class));
        Background.until(() -> own.statistics().waiting() == 1);
        own.resume();
        assertThat(Background.result(waiting)).isEqualTo(3);
    }

    @Test
    void anOpenSessionGoesOnWhenThePoolIsSuspended() {
        start(pool -> {});
        try (Session session = own.session()) {
            own.suspend();
            assertThat(session.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
        own.resume();
        assertServing();
    }

    @Test
    void aForgottenSessionGivesItsPlaceBack() {
        start(pool -> pool.leakThreshold(Duration.ofMillis(1)));
        forget();
        Background.until(() -> {
            System.gc();
            return own.statistics().leaked() == 1;
        });
        assertServing();
    }

    private void forget() {
        own.session().exec("x = 1");
    }
}

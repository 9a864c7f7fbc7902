package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.StaleObjectException;
import org.pybridge.UnsupportedCapabilityException;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.pool.PoolConfig;
import org.pybridge.spi.Capability;

/** When interpreters are replaced, and what callers notice of it. */
@Timeout(120)
abstract class LifecycleCases extends Cases {
    private Python own;

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    private void start(Consumer<PoolBuilder> change) {
        own = contract().builder().pool(pool -> change.accept(pool.size(1))).build();
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
        assertThat(own.statistics().recycled()).isEqualTo(2);
        assertThat(own.statistics().lost()).isZero();
    }

    @Test
    void anInterpreterIsReplacedWhenItIsOld() {
        start(pool -> pool.maxAge(Duration.ofNanos(1)).jitter(0));
        assertServing();
        assertServing();
        assertThat(own.statistics().recycled()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void anInterpreterWhoseMemoryGrowsIsReplaced() {
        needs(Capability.MEMORY_USE);
        start(pool -> pool.maxMemoryGrowth(32L << 20));
        own.call("builtins:exec", List.of("import sys; sys.hoard = bytearray(64 << 20)"));
        Background.until(() -> {
            assertServing();
            return own.statistics().recycled() == 1;
        });
    }

    @Test
    void aBackendThatCannotTellItsMemorySaysSo() {
        if (!contract().can(Capability.MEMORY_USE)) {
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
        assertThat(own.statistics().recycled()).isGreaterThanOrEqualTo(1);
        Background.until(() -> own.statistics().spares() == 1);
        assertThat(own.statistics().started()).isLessThanOrEqualTo(1);
    }

    @Test
    void sharedInterpretersAreReplacedWhenTheLastCallerHasLeft() throws Exception {
        start(pool -> pool.callersPerInterpreter(2).maxUses(1));
        try (Session held = own.session()) {
            held.exec("x = 1");
            assertServing();
            assertThat(held.eval("x").as(int.class)).isEqualTo(1);
            assertThat(own.statistics().recycled()).isZero();
        }
        assertThat(own.statistics().recycled()).isEqualTo(1);
        assertServing();
    }

    @Test
    void anObjectOfAReplacedInterpreterIsStale() {
        start(pool -> pool.maxUses(1));
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
        assertThat(own.statistics().recycled()).isZero();
    }

    @Test
    void anInterpreterThatFailsItsValidationIsReplacedBeforeItIsLent() {
        start(pool ->
                pool.validation("import sys\nassert not hasattr(sys, 'broken')").validateAfterIdle(Duration.ZERO));
        assertServing();
        own.call("builtins:exec", List.of("import sys; sys.broken = 1"));
        assertThat(own.eval("import sys\nhasattr(sys, 'broken')").as(boolean.class))
                .isFalse();
        assertThat(own.statistics().recycled()).isEqualTo(1);
    }

    @Test
    void aValidationThatHangsHasTheInterpreterReplaced() {
        needs(Capability.INTERRUPT);
        start(pool -> pool.validation("import sys\nwhile hasattr(sys, 'broken'): pass")
                .validateAfterIdle(Duration.ZERO)
                .upkeepTimeout(Late.LIMIT));
        own.call("builtins:exec", List.of("import sys; sys.broken = 1"));
        assertThat(own.eval("import sys\nhasattr(sys, 'broken')").as(boolean.class))
                .isFalse();
        assertThat(own.statistics().lost()).isEqualTo(1);
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void optionsThatContradictEachOtherAreRefused(String words, Consumer<PoolBuilder> change) {
        PoolBuilder builder = PoolConfig.builder();
        assertThatThrownBy(() -> {
                    change.accept(builder);
                    builder.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                wrong("spares is 3 and size is 2", pool -> pool.size(2).spares(3)),
                wrong("spares is -1; it must be at least 0", pool -> pool.spares(-1)),
                wrong("maxUses is -1; it must be at least 1, or 0", pool -> pool.maxUses(-1)),
                wrong("maxAge is PT-1S; it cannot be negative", pool -> pool.maxAge(Duration.ofSeconds(-1))),
                wrong(
                        "jitter is 0.6; it must be between 0.0 and 0.5",
                        pool -> pool.maxUses(9).jitter(0.6)),
                wrong("jitter is 0.2; it means nothing without maxUses or maxAge", pool -> pool.jitter(0.2)),
                wrong("maxMemoryGrowth is 5; it must be at least 1048576", pool -> pool.maxMemoryGrowth(5)),
                wrong(
                        "validateAfterIdle is PT1S; it means nothing without validation",
                        pool -> pool.validateAfterIdle(Duration.ofSeconds(1))),
                wrong("leakThreshold is PT-1S", pool -> pool.leakThreshold(Duration.ofSeconds(-1))));
    }

    private static Arguments wrong(String words, Consumer<PoolBuilder> change) {
        return Arguments.of(words, change);
    }
}

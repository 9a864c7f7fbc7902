package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Python;

/** Which engine a context is made on, and when an engine is closed. */
@Timeout(180)
class EnginesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final Engines engines = new Engines(2, any -> true);

    @AfterEach
    void closeAll() {
        engines.close();
    }

    @Test
    void contextsShareAnEngine() {
        assertThat(engines.enter()).isSameAs(engines.enter());
        assertThat(engines.open()).hasSize(1);
    }

    @Test
    void contextsOfInterpretedCodeShareNone() {
        try (Engines interpreted = new Engines(2, any -> false)) {
            SharedEngine first = interpreted.enter();
            SharedEngine second = interpreted.enter();
            assertThat(second).isNotSameAs(first);
            first.leave();
            assertThat(interpreted.open()).containsExactly(second);
            second.leave();
        }
    }

    @Test
    void anotherEngineTakesOverWhenEnoughContextsWereClosed() {
        SharedEngine first = engines.enter();
        engines.enter();
        first.leave();
        assertThat(engines.enter()).isSameAs(first);
        first.leave();

        assertThat(engines.enter()).isNotSameAs(first);
        assertThat(engines.open()).hasSize(2);
        assertThat(isOpen(first.engine())).isTrue();
    }

    @Test
    void anEngineThatTakesNoMoreIsClosedWithItsLastContext() {
        SharedEngine first = engines.enter();
        engines.enter();
        first.leave();
        first.leave();

        assertThat(engines.open()).isEmpty();
        assertThat(isOpen(first.engine())).isFalse();
    }

    @Test
    void anEngineForOneContextIsClosedWithIt() {
        SharedEngine alone = engines.enterAlone();
        assertThat(engines.enter()).isNotSameAs(alone);
        alone.leave();

        assertThat(engines.open()).hasSize(1);
        assertThat(isOpen(alone.engine())).isFalse();
    }

    @Test
    void closingClosesEnginesWithTheirLastContexts() {
        SharedEngine shared = engines.enter();
        SharedEngine left = engines.enterAlone();
        left.leave();
        engines.close();
        assertThat(isOpen(left.engine())).isFalse();
        assertThat(isOpen(shared.engine())).isTrue();

        shared.leave();
        assertThat(isOpen(shared.engine())).isFalse();
        assertThat(engines.open()).isEmpty();
    }

    @Test
    void aPoolThatReplacesItsInterpretersGoesOnToAnotherEngine() {
        try (Python python = Python.builder(GraalPy.builder().build(engines))
                .pool(pool -> pool.size(1).maxUses(1).jitter(0))
                .build()) {
            SharedEngine first = engines.open().iterator().next();
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (engines.open().contains(first)) {
                assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
                assertThat(python.eval("6 * 7").as(int.class)).isEqualTo(42);
            }
            assertThat(isOpen(first.engine())).isFalse();
        }
    }

    private static boolean isOpen(Engine engine) {
        try {
            Context.newBuilder("python").engine(engine).build().close();
            return true;
        } catch (IllegalStateException closed) {
            assertThat(closed).hasMessageContaining("closed");
            return false;
        }
    }
}

package org.pybridge.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.ResetPolicy;

/** When the life of an interpreter is over, and why. */
class UsageTest {
    private final DyingInterpreter interpreter = new DyingInterpreter();

    private Usage life(UsageLimits span) {
        return span.begin(interpreter);
    }

    @Test
    void withoutLimitsItNeverEnds() {
        Usage life = life(UsageLimits.of(PoolConfig.DEFAULT));
        assertThat(IntStream.range(0, 10_000).anyMatch(use -> life.isOver(true)))
                .isFalse();
    }

    @Test
    void itEndsWithItsLastUse() {
        Usage life = life(new UsageLimits(3, DiscardReason.MAX_USES, 0, 0, 0));
        assertThat(IntStream.range(0, 3).mapToObj(use -> life.isOver(true))).containsExactly(false, false, true);
        assertThat(life.end()).isEqualTo(DiscardReason.MAX_USES);
    }

    @Test
    void itEndsWhenItsTimeIsUp() {
        Usage life = life(new UsageLimits(0, DiscardReason.MAX_USES, 1, 0, 0));
        long begin = System.nanoTime();
        while (System.nanoTime() == begin) {
            Thread.onSpinWait();
        }
        assertThat(life.isOver(true)).isTrue();
        assertThat(life.end()).isEqualTo(DiscardReason.MAX_AGE);
    }

    @Test
    @Timeout(30)
    void itEndsWhenItsInterpreterHasGrownTooMuch() {
        interpreter.memory = 1_000;
        Usage life = life(new UsageLimits(0, DiscardReason.MAX_USES, 0, 0, 500));
        interpreter.memory = 1_501;
        while (!life.isOver(true)) {
            Thread.onSpinWait(); // It is measured once a second.
        }
        assertThat(life.end()).isEqualTo(DiscardReason.MEMORY);
    }

    @Test
    void whoeverCutsItShortGivesTheReason() {
        Usage life = life(UsageLimits.of(PoolConfig.DEFAULT));
        life.expire(DiscardReason.INVALID);
        assertThat(life.isOver(true)).isTrue();
        assertThat(life.end()).isEqualTo(DiscardReason.INVALID);
    }

    @Test
    void itIsShortenedAtRandomByTheJitterAtMost() {
        for (int i = 0; i < 100; i++) {
            Usage life = life(new UsageLimits(100, DiscardReason.MAX_USES, 0, 0.5, 0));
            int uses = 1;
            while (!life.isOver(true)) {
                uses++;
            }
            assertThat(uses).isBetween(50, 100);
        }
    }

    @Test
    void anInterpreterForOneBorrowerHasOneUseAndAReasonOfItsOwn() {
        PoolConfig fresh = PoolConfig.builder()
                .resetPolicy(ResetPolicy.FRESH)
                .maxUses(1_000)
                .build();
        Usage life = life(UsageLimits.of(fresh));
        assertThat(life.isOver(true)).isTrue();
        assertThat(life.end()).isEqualTo(DiscardReason.RESET_POLICY);
        assertThat(life.endsAsPlanned()).isTrue();
    }

    @Test
    void aLimitOfManyYearsDoesNotEndItNow() {
        Usage life = life(UsageLimits.of(
                PoolConfig.builder().maxAge(Duration.ofSeconds(Long.MAX_VALUE)).build()));
        assertThat(life.isOver(true)).isFalse();
    }
}

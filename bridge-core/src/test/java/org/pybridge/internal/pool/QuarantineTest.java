package org.pybridge.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.Output;

class QuarantineTest {

    @ParameterizedTest(name = "{0} stuck, limit {1}, {2} slots each")
    @CsvSource({"6, 0, 1", "6, 1, 1", "6, 2, 1", "6, 9, 1", "2, 0, 3", "4, 1, 3"})
    void everySlotComesBackWhenNothingIsStuckAnyMore(int stuck, int most, int callers) {
        Quarantine quarantine = new Quarantine(most, callers);
        AtomicInteger out = new AtomicInteger();
        for (int i = 0; i < stuck; i++) {
            quarantine.enter();
            for (Slot slot : slots(callers)) {
                out.addAndGet(quarantine.keepsOut(slot) ? 1 : 0);
            }
        }
        assertThat(out).hasValue(Math.max(0, stuck - most) * callers);

        List<Slot> back = new ArrayList<>();
        for (int left = stuck - 1; left >= 0; left--) {
            back.addAll(quarantine.leave(out::decrementAndGet));
            assertThat(out).hasValue(Math.max(0, left - most) * callers);
        }
        assertThat(back).doesNotHaveDuplicates().hasSize(Math.max(0, stuck - most) * callers);
        assertThat(quarantine.stuck()).isZero();
    }

    private static List<Slot> slots(int count) {
        PoolEntry place = Entries.place(DyingInterpreter::new);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(new Slot(i, place, Output.toLog()));
        }
        return slots;
    }
}

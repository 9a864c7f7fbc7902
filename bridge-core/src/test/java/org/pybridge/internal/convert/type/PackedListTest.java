package org.pybridge.internal.convert.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pybridge.TypeRef;
import org.pybridge.internal.value.DoubleList;
import org.pybridge.internal.value.LongList;
import org.pybridge.internal.value.StringList;

class PackedListTest {
    private static final LongList LONGS = LongList.of(1, 2, 3);

    @Test
    void aPackedListIsAnUnmodifiableList() {
        assertThat(LONGS).isEqualTo(List.of(1L, 2L, 3L));
        assertThatThrownBy(() -> LONGS.set(0, 9L)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(LongList.ofInts(new int[] {1, -2, 9}, 2)).containsExactly(1L, -2L);
        assertThat(DoubleList.of(0.5)).isEqualTo(List.of(0.5));
        assertThat(StringList.of("a")).isEqualTo(List.of("a"));
    }

    @Test
    void whatIsExactAlreadyIsPassedOn() {
        assertThat(PLAIN.encode(LONGS)).isSameAs(LONGS);
        assertThat(read(LONGS, Object.class)).isSameAs(LONGS);
        assertThat(read(LONGS, new TypeRef<List<Long>>() {})).isSameAs(LONGS);
        StringList texts = StringList.of("a");
        assertThat(read(texts, new TypeRef<List<String>>() {})).isSameAs(texts);
    }

    @Test
    void blocksBecomeArrays() {
        assertThat(read(LONGS, long[].class)).containsExactly(1, 2, 3);
        assertThat(read(LONGS, int[].class)).containsExactly(1, 2, 3);
        assertThat(read(LONGS, short[].class)).containsExactly((short) 1, (short) 2, (short) 3);
        assertThat(read(LONGS, double[].class)).containsExactly(1.0, 2.0, 3.0);
        assertThat(read(DoubleList.of(0.5), double[].class)).containsExactly(0.5);
        assertThat(read(DoubleList.of(0.5), float[].class)).containsExactly(0.5f);
    }

    @Test
    void blocksBecomeListsOfOtherNumbers() {
        assertThat(read(LONGS, new TypeRef<List<Integer>>() {})).isEqualTo(List.of(1, 2, 3));
        assertThat(read(LONGS, new TypeRef<List<Double>>() {})).isEqualTo(List.of(1.0, 2.0, 3.0));
    }

    @Test
    void elementsAreChecked() {
        LongList large = LongList.of(0, (1L << 53) + 1);

        assertThat(misfit(() -> read(large, int[].class))).hasMessage("$[1]: int 9007199254740993 does not fit int");
        assertThat(misfit(() -> read(large, new TypeRef<List<Integer>>() {})).path())
                .isEqualTo("$[1]");
        assertThat(misfit(() -> read(large, double[].class)).path()).isEqualTo("$[1]");
        assertThat(misfit(() -> read(DoubleList.of(1.0), long[].class)).path()).isEqualTo("$[0]");
        assertThat(misfit(() -> read(StringList.of("a"), new TypeRef<List<Long>>() {}))
                        .path())
                .isEqualTo("$[0]");
        assertThat(misfit(() -> PLAIN.encode(Set.of(LONGS)))).hasMessageContaining("cannot hash");
    }
}

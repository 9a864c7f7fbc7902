package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader asks now and then whether anybody wants the value. */
class WantedTest {
    private static final int MANY = 100_000;

    /** Nobody wants anything. */
    private static final Imports UNWANTED = new Imports() {
        @Override
        public @Nullable Object reference(long id) {
            return null;
        }

        @Override
        public Object object(long id) {
            return id;
        }

        @Override
        public void requireWanted() {
            throw new CancellationException();
        }
    };

    static Stream<List<?>> lists() {
        return Stream.of(
                Collections.nCopies(MANY, List.of()),
                Collections.nCopies(MANY, "text"),
                Collections.nCopies(MANY / 2, Collections.singletonMap("k", true)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void whatNobodyWantsIsReadNoFurther(List<?> list) {
        ByteBuffer bytes = bytes(list);
        assertThatThrownBy(() -> new ValueReader(UNWANTED).read(bytes)).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void whatIsShortIsReadToItsEnd(List<?> list) {
        assertThat(new ValueReader(UNWANTED).read(bytes(list.subList(0, 100)))).isEqualTo(list.subList(0, 100));
    }

    private static ByteBuffer bytes(List<?> list) {
        WireBuffer buffer = new WireBuffer();
        new ValueWriter(new Things()).write(list, buffer);
        return buffer.content();
    }
}

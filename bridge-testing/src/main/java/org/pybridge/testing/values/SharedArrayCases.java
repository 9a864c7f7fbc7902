package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.ItemType;
import org.pybridge.Python;
import org.pybridge.PythonClosedException;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.SharedArray;
import org.pybridge.StaleObjectException;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;

/** Memory that Java and Python see at once. */
public abstract class SharedArrayCases extends Cases {

    @BeforeEach
    void sharesMemory() {
        needs(Capability.SHARED_MEMORY);
    }

    @ParameterizedTest
    @EnumSource
    void pythonSeesTheTypeAndTheShape(ItemType type) {
        try (SharedArray array = python().allocateShared(type, 2, 3)) {
            assertThat(python().eval(
                                    "(type(x).__name__, x.format, x.shape, x.itemsize, x.readonly)", Map.of("x", array))
                            .as(Object.class))
                    .isEqualTo(List.of(
                            "memoryview", String.valueOf(type.code()), List.of(2L, 3L), (long) type.bytes(), false));
        }
    }

    @Test
    void eachSideSeesWhatTheOtherWrites() {
        try (SharedArray array = python().allocateShared(ItemType.DOUBLE, 3)) {
            array.asDoubleBuffer().put(0, 1.5);
            python().exec("x[1] = x[0] * 2", Map.of("x", array));
            assertThat(array.asDoubleBuffer().get(1)).isEqualTo(3.0);
            array.asDoubleBuffer().put(1, 7);
            assertThat(python().eval("x.tolist()", Map.of("x", array)).as(double[].class))
                    .containsExactly(1.5, 7, 0);
        }
    }

    @Test
    void anArrayThatJavaForgetsStaysInPython() {
        try (Session session = python().session()) {
            keep(session);
            for (int i = 0; i < 5; i++) {
                System.gc();
                assertThat(session.eval("kept[0]").as(double.class)).isEqualTo(1.5);
            }
        }
    }

    /** Nothing refers to the array when this has returned. */
    private void keep(Session session) {
        @SuppressWarnings("resource") // it is forgotten, not closed
        SharedArray array = python().allocateShared(ItemType.DOUBLE, 2);
        array.asDoubleBuffer().put(0, 1.5);
        session.exec("kept = x", Map.of("x", array));
    }

    @Test
    void eachTypeHasItsBuffer() {
        try (SharedArray floats = python().allocateShared(ItemType.FLOAT, 1);
                SharedArray longs = python().allocateShared(ItemType.LONG, 1);
                SharedArray ints = python().allocateShared(ItemType.INT, 1);
                SharedArray shorts = python().allocateShared(ItemType.SHORT, 1);
                SharedArray bytes = python().allocateShared(ItemType.UNSIGNED_BYTE, 1)) {
            floats.asFloatBuffer().put(0, 0.5f);
            longs.asLongBuffer().put(0, Long.MIN_VALUE);
            ints.asIntBuffer().put(0, -2);
            shorts.asShortBuffer().put(0, (short) -3);
            bytes.asByteBuffer().put(0, (byte) -1);
            assertThat(python().eval("[x[0] for x in xs]", Map.of("xs", List.of(floats, longs, ints, shorts, bytes)))
                            .as(Object.class))
                    .isEqualTo(List.of(0.5, Long.MIN_VALUE, -2L, -3L, 255L));
        }
    }

    @Test
    void allInterpretersSeeTheSameMemory() {
        try (SharedArray array = python().allocateShared(ItemType.INT, 1);
                var one = python().session();
                var other = python().session()) {
            one.exec("x[0] = 42", Map.of("x", array));
            assertThat(other.eval("x[0]", Map.of("x", array)).as(int.class)).isEqualTo(42);
        }
    }

    @Test
    void theViewThatPythonKeepsIsTheOneThatItGetsAgain() {
        try (SharedArray array = python().allocateShared(ItemType.INT, 1);
                var session = python().session()) {
            session.exec("kept = x", Map.of("x", array));
            array.asIntBuffer().put(0, 5);
            assertThat(session.eval("kept is x and kept[0]", Map.of("x", array)).as(int.class))
                    .isEqualTo(5);
        }
    }

    @Test
    void aViewThatPythonReleasedIsMadeAgain() {
        try (SharedArray array = python().allocateShared(ItemType.INT, 1);
                var session = python().session()) {
            session.exec("with x: x[0] = 3", Map.of("x", array));
            assertThat(session.eval("x[0]", Map.of("x", array)).as(int.class)).isEqualTo(3);
        }
    }

    @Test
    void itCrossesInsideOfContainersAndAsANamedArgument() {
        try (SharedArray array = python().allocateShared(ItemType.LONG, 2)) {
            python().exec("x['a'][0][1] = 9", Map.of("x", Map.of("a", List.of(array))));
            assertThat(array.asLongBuffer().get(1)).isEqualTo(9);
        }
    }

    @Test
    void whatIsReadOnlyIsReadOnlyOnBothSides() {
        try (SharedArray array = python().allocateShared(ItemType.LONG, 2)) {
            SharedArray view = array.asReadOnly();
            assertThatThrownBy(() -> python().exec("x[0] = 1", Map.of("x", view)))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> view.asLongBuffer().put(0, 1)).isInstanceOf(ReadOnlyBufferException.class);
            python().exec("x[0] = 8", Map.of("x", array));
            assertThat(view.asLongBuffer().get(0)).isEqualTo(8);
            assertThat(view.asByteBuffer().order()).isEqualTo(ByteOrder.nativeOrder());
        }
    }

    @Test
    void anArrayThatWasClosedIsRefusedInJava() {
        SharedArray array = python().allocateShared(ItemType.DOUBLE, 2);
        array.close();
        array.close();
        assertThatThrownBy(array::asDoubleBuffer)
                .isInstanceOf(StaleObjectException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(array::asReadOnly).isInstanceOf(StaleObjectException.class);
        assertThatThrownBy(() -> python().eval("x", Map.of("x", array)))
                .isInstanceOf(StaleObjectException.class)
                .hasMessageContaining("closed");
        assertThat(array).hasToString("DOUBLE array of shape [2], closed");
    }

    @Test
    void aViewOfAnArrayThatWasClosedIsReleasedInPython() {
        try (var session = python().session()) {
            SharedArray array = python().allocateShared(ItemType.DOUBLE, 2);
            session.exec("kept = x", Map.of("x", array));
            array.close();
            assertThatThrownBy(() -> session.eval("kept[0]"))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("released");
        }
    }

    @Test
    void whatWasTakenFromAnArrayBeforeItWasClosedDoesNoHarm() {
        try (var session = python().session()) {
            SharedArray array = python().allocateShared(ItemType.DOUBLE, 200_000);
            var buffer = array.asDoubleBuffer();
            session.exec("part = x[1:]", Map.of("x", array));
            array.close();
            System.gc();
            session.exec("part[len(part) - 1] = 1.5");
            buffer.put(0, 2.5);
            assertThat(session.eval("part[len(part) - 1]").as(double.class)).isEqualTo(1.5);
            assertThat(buffer.get(0)).isEqualTo(2.5);
        }
    }

    @Test
    void anEmptyArrayIsEmpty() {
        try (SharedArray array = python().allocateShared(ItemType.DOUBLE, 0)) {
            assertThat(array.asDoubleBuffer().remaining()).isZero();
            assertThat(python().eval("(x.format, len(x))", Map.of("x", array)).as(Object.class))
                    .isEqualTo(List.of("d", 0L));
        }
    }

    @Test
    void aShapeThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().allocateShared(ItemType.DOUBLE, 2, -1))
                .withMessageContaining("[2, -1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().allocateShared(ItemType.DOUBLE))
                .withMessageContaining("dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().allocateShared(ItemType.DOUBLE, 2, 0))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().allocateShared(ItemType.DOUBLE, 1 << 20, 1 << 10))
                .withMessageContaining("2 GiB");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> python().allocateShared(
                                ItemType.BYTE,
                                IntStream.generate(() -> Integer.MAX_VALUE)
                                        .limit(60)
                                        .toArray()))
                .withMessageContaining("2 GiB");
    }

    @Test
    void anArrayOfAnotherTypeIsRefused() {
        try (SharedArray array = python().allocateShared(ItemType.INT, 2)) {
            assertThatIllegalStateException()
                    .isThrownBy(array::asDoubleBuffer)
                    .withMessageContaining("INT")
                    .withMessageContaining("DOUBLE");
        }
    }

    @Test
    void itIsReadAsACopyWhenPythonGivesItBack() {
        try (SharedArray array = python().allocateShared(ItemType.DOUBLE, 2)) {
            double[] copy = python().eval("x", Map.of("x", array)).as(double[].class);
            array.asDoubleBuffer().put(0, 1);
            assertThat(copy).containsExactly(0, 0);
        }
    }

    @Test
    void pythonThatWasClosedTakesNone() {
        Python other = fixture().builder().build();
        SharedArray array = other.allocateShared(ItemType.DOUBLE, 1);
        other.close();
        assertThatThrownBy(() -> other.eval("x", Map.of("x", array))).isInstanceOf(PythonClosedException.class);
        array.asDoubleBuffer().put(0, 6.5);
        assertThat(python().eval("x[0]", Map.of("x", array)).as(double.class)).isEqualTo(6.5);
        array.close();
    }

    @Test
    void manyArraysAreTakenAndGivenBack() {
        for (int i = 0; i < 50; i++) {
            try (SharedArray array = python().allocateShared(ItemType.LONG, 10_000)) {
                python().exec("x[9999] = " + i, Map.of("x", array));
                assertThat(array.asLongBuffer().get(9999)).isEqualTo(i);
            }
        }
        assertThat(python().eval("import _pybridge_buffers\nlen(_pybridge_buffers._met) <= 1")
                        .as(boolean.class))
                .isTrue();
    }

    @Test
    void aLargeArrayIsWholeOnBothSides() {
        try (SharedArray array = python().allocateShared(ItemType.LONG, 1 << 20)) {
            long[] numbers = new long[1 << 20];
            Arrays.setAll(numbers, i -> i);
            array.asLongBuffer().put(numbers);
            assertThat(python().eval("(x[0], x[-1], x.nbytes)", Map.of("x", array))
                            .as(Object.class))
                    .isEqualTo(List.of(0L, (1L << 20) - 1, 8L << 20));
        }
    }
}

package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.PyValue;
import org.pybridge.PythonException;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** Blocks of numbers are copied as blocks, with their type and shape, when they are asked for by name. */
public abstract class BufferCases extends ConversionCases {
    private static final int MANY = 200_000;

    static Stream<Arguments> buffers() {
        return Stream.of(
                Arguments.of(DoubleBuffer.wrap(new double[] {1.5, -0.0, Double.NaN}), "d", "[1.5, -0.0, nan]"),
                Arguments.of(FloatBuffer.wrap(new float[] {1.5f, -2}), "f", "[1.5, -2.0]"),
                Arguments.of(LongBuffer.wrap(new long[] {Long.MIN_VALUE, 7}), "q", "[-9223372036854775808, 7]"),
                Arguments.of(IntBuffer.wrap(new int[] {-1, 7}), "i", "[-1, 7]"),
                Arguments.of(ShortBuffer.wrap(new short[] {-1, 7}), "h", "[-1, 7]"));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aBufferOfNumbersIsAMemoryview(Buffer buffer, String code, String elements) {
        assertThat(with(buffer, "(type(x).__name__, x.format, str(x.tolist()), x.readonly)"))
                .isEqualTo(List.of("memoryview", code, elements, false));
    }

    @Test
    void theNumbersThatRemainInABufferCross() {
        LongBuffer buffer = LongBuffer.wrap(new long[] {9, 1, 2, 9}, 1, 2);
        assertThat(with(buffer, "x.tolist()")).isEqualTo(List.of(1L, 2L));
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void aBufferInTheOtherByteOrderHasTheSameNumbers() {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(1).putLong(2).flip();
        ByteBuffer swapped = ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN);
        swapped.putLong(1).putLong(2).flip();
        assertThat(with(PyBuffer.of(ItemType.LONG, bytes), "x.tolist()")).isEqualTo(List.of(1L, 2L));
        assertThat(with(PyBuffer.of(ItemType.LONG, swapped), "x.tolist()")).isEqualTo(List.of(1L, 2L));
        assertThat(with(swapped.asLongBuffer(), "x.tolist()")).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void aBufferHasAShapeInPython() {
        PyBuffer matrix = PyBuffer.of(IntBuffer.wrap(new int[] {1, 2, 3, 4, 5, 6}), 2, 3);
        assertThat(with(matrix, "(x.shape, x.tolist())"))
                .isEqualTo(List.of(List.of(2L, 3L), List.of(List.of(1L, 2L, 3L), List.of(4L, 5L, 6L))));
    }

    @Test
    void bytesAreABufferWhenAskedForByName() {
        assertThat(with(PyBuffer.of(ByteBuffer.wrap(new byte[] {-1, 2})), "(x.format, x.tolist())"))
                .isEqualTo(List.of("B", List.of(255L, 2L)));
        assertThat(with(PyBuffer.of(ItemType.BYTE, ByteBuffer.wrap(new byte[] {-1, 2})), "(x.format, x.tolist())"))
                .isEqualTo(List.of("b", List.of(-1L, 2L)));
    }

    @Test
    void anEmptyBufferIsAnEmptyMemoryview() {
        assertThat(with(DoubleBuffer.allocate(0), "(x.format, len(x))")).isEqualTo(List.of("d", 0L));
    }

    @Test
    void aBufferCrossesInsideOfAContainer() {
        assertThat(with(Map.of("a", List.of(IntBuffer.wrap(new int[] {3, 4}))), "x['a'][0].tolist()"))
                .isEqualTo(List.of(3L, 4L));
    }

    @Test
    void whatPythonWritesIntoACopyIsNotSeenInJava() {
        double[] numbers = {1, 2};
        python().exec("x[0] = 5", Map.of("x", DoubleBuffer.wrap(numbers)));
        assertThat(numbers).containsExactly(1, 2);
    }

    @Test
    void aLargeBufferCrossesBothWays() {
        double[] numbers = new double[MANY];
        Arrays.setAll(numbers, i -> i / 3.0);
        double[] back = python().eval("import array\narray.array('d', x)", Map.of("x", DoubleBuffer.wrap(numbers)))
                .as(double[].class);
        assertThat(back).isEqualTo(numbers);
    }

    @Test
    void aLargeBufferStaysWhenItsCallHasEnded() {
        try (var session = python().session()) {
            long[] numbers = new long[MANY];
            Arrays.setAll(numbers, i -> i);
            session.exec("kept = x", Map.of("x", LongBuffer.wrap(numbers)));
            System.gc();
            assertThat(session.eval("(kept[0], kept[-1], len(kept))").as(Object.class))
                    .isEqualTo(List.of(0L, MANY - 1L, (long) MANY));
        }
    }

    @Test
    void aLambdaGivesPythonABuffer() {
        try (var session = python().session()) {
            java.util.function.Supplier<IntBuffer> supplier = () -> IntBuffer.wrap(new int[] {1, 2});
            assertThat(session.eval("f().tolist()", Map.of("f", supplier)).as(Object.class))
                    .isEqualTo(List.of(1L, 2L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"array('d', [1.5, 2])", "memoryview(array('d', [1.5, 2]))", "array('f', [1.5, 2])"})
    void whatHasABufferOfFloatsIsReadAsDoubles(String expression) {
        assertThat(python().eval("from array import array\n" + expression).as(double[].class))
                .containsExactly(1.5, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "B", "h", "H", "i", "I", "l", "q", "Q"})
    void whatHasABufferOfIntsIsReadAsAnyTypeThatItsNumbersFit(String code) {
        String array = "import array\narray.array('" + code + "', [1, 2, 100])";
        assertThat(python().eval(array).as(long[].class)).containsExactly(1, 2, 100);
        assertThat(python().eval(array).as(int[].class)).containsExactly(1, 2, 100);
        assertThat(python().eval(array).as(short[].class)).containsExactly(1, 2, 100);
        assertThat(python().eval(array).as(double[].class)).containsExactly(1, 2, 100);
        assertThat(python().eval(array).as(new TypeRef<List<Integer>>() {})).containsExactly(1, 2, 100);
    }

    @Test
    void bytesWithoutASignAreReadAsTheNumbersThatTheyAre() {
        assertThat(python().eval("import array\narray.array('B', [200])").as(int[].class))
                .containsExactly(200);
    }

    @ParameterizedTest
    @CsvSource({"b, -1", "B, 255"})
    void aBufferOfBytesIsReadAsBytes(String code, int item) {
        assertThat(python().eval("import array\narray.array('" + code + "', [" + item + "])")
                        .as(byte[].class))
                .containsExactly(-1);
    }

    @Test
    void aBufferIsReadAsABufferOfItsType() {
        String array = "import array\narray.array('d', [1.5, 2])";
        assertThat(python().eval(array).as(DoubleBuffer.class)).isEqualTo(DoubleBuffer.wrap(new double[] {1.5, 2}));
        assertThat(python().eval("[1, 2]").as(LongBuffer.class)).isEqualTo(LongBuffer.wrap(new long[] {1, 2}));
        assertThat(python().eval("import array\narray.array('B', b'ab')").as(ByteBuffer.class))
                .isEqualTo(ByteBuffer.wrap(new byte[] {'a', 'b'}));
    }

    @Test
    void aBufferIsReadWithItsTypeAndShape() {
        PyBuffer buffer = python().eval("memoryview(bytearray(range(24))).cast('i', [2, 3])")
                .as(PyBuffer.class);
        assertThat(buffer.itemType()).isEqualTo(ItemType.INT);
        assertThat(buffer.shape()).containsExactly(2, 3);
        assertThat(buffer.bytes().getInt(4)).isEqualTo(0x07060504);
    }

    @Test
    void aBufferOfTwoDimensionsIsReadAsRows() {
        assertThat(python().eval("memoryview(bytearray(8)).cast('B', [2, 4]).cast('B').cast('h', [2, 2])")
                        .as(short[][].class))
                .isEqualTo(new short[][] {{0, 0}, {0, 0}});
        assertThat(python().eval("import array\nmemoryview(array.array('d', [1, 2, 3, 4, 5, 6])).cast('B')"
                                + ".cast('d', [3, 2])")
                        .as(double[][].class))
                .isEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    }

    @Test
    void aBufferWithGapsIsReadWithoutThem() {
        assertThat(python().eval("import array\nmemoryview(array.array('q', range(6)))[::2]")
                        .as(long[].class))
                .containsExactly(0, 2, 4);
        assertThat(python().eval("import array\nmemoryview(array.array('q', range(6)))[::-1]")
                        .as(long[].class))
                .containsExactly(5, 4, 3, 2, 1, 0);
    }

    @Test
    void aReadOnlyBufferIsReadAsAnyOther() {
        assertThat(python().eval("import array\nmemoryview(array.array('q', [1])).toreadonly()")
                        .as(long[].class))
                .containsExactly(1);
    }

    @Test
    void anEmptyBufferIsAnEmptyArray() {
        assertThat(python().eval("import array\narray.array('d', [])").as(double[].class))
                .isEmpty();
    }

    @Test
    void aViewOfNumbersStaysInPythonUnlessItIsAskedFor() {
        assertThat(eval("import array\nmemoryview(array.array('d', [1]))")).isInstanceOf(PyObject.class);
    }

    @Test
    void aNumberThatDoesNotFitIsRefusedWithItsPlace() {
        assertThat(misfit("import array\narray.array('q', [1, 1 << 40])", int[].class)
                        .path())
                .isEqualTo("$[1]");
        assertThat(misfit("import array\narray.array('d', [1, 2])", long[].class)
                        .path())
                .isEqualTo("$[0]");
        assertThat(misfit("import array\narray.array('d', [1, 1e300])", float[].class)
                        .path())
                .isEqualTo("$[1]");
    }

    @Test
    void aMatrixIsNoArrayOfOneDimension() {
        assertThat(misfit("memoryview(bytearray(32)).cast('d', [2, 2])", double[].class))
                .hasMessageContaining("2, 2")
                .hasMessageContaining("as many dimensions");
        assertThat(misfit("memoryview(bytearray(32)).cast('d')", double[][].class)
                        .path())
                .isEqualTo("$[0]");
    }

    @Test
    void whatHasNoBufferOfNumbersIsNoBuffer() {
        assertThat(misfit("[1.5]", PyBuffer.class)).hasMessageContaining("array.array");
        assertThat(misfit("object()", PyBuffer.class)).isInstanceOf(ConversionException.class);
        assertThat(misfit("import array\narray.array('d', [1.5])", byte[].class))
                .isInstanceOf(ConversionException.class);
    }

    @Test
    void aReleasedViewIsRefused() {
        PyValue released = python().eval("v = memoryview(bytearray(8)).cast('d')\nv.release()\nv");
        assertThatThrownBy(() -> released.as(double[].class))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("released");
    }

    @Test
    void aShapeHasToBeOfAsManyNumbersAsThereAre() {
        DoubleBuffer six = DoubleBuffer.allocate(6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyBuffer.of(six, 2, 2))
                .withMessageContaining("[2, 2]")
                .withMessageContaining("6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyBuffer.of(six, -2, -3))
                .withMessageContaining("negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyBuffer.of(ItemType.DOUBLE, ByteBuffer.allocate(9)))
                .withMessageContaining("9 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyBuffer.of(CharBuffer.wrap("text")))
                .withMessageContaining("String");
    }

    @Test
    void truthValuesAreReadAsABlock() {
        String code = "memoryview(bytes([1, 0, 1])).cast('?')";
        assertThat(python().eval(code).as(boolean[].class)).containsExactly(true, false, true);
        assertThat(python().eval("memoryview(bytes([1, 0])).cast('?')").as(new TypeRef<List<Boolean>>() {}))
                .containsExactly(true, false);
        assertThat(python().eval("memoryview(bytes([1, 0, 0, 1])).cast('?', [2, 2])")
                        .as(boolean[][].class))
                .isDeepEqualTo(new boolean[][] {{true, false}, {false, true}});
        assertThat(python().eval(code).as(PyBuffer.class).itemType()).isEqualTo(ItemType.BOOLEAN);
        assertThat(misfit(code, int[].class).path()).isEqualTo("$[0]");
    }

    @Test
    void truthValuesArePassedAsABlock() {
        PyBuffer buffer = PyBuffer.of(ItemType.BOOLEAN, ByteBuffer.wrap(new byte[] {1, 0}));
        assertThat(with(buffer, "(x.format, x.tolist())")).isEqualTo(PyTuple.of("?", List.of(true, false)));
    }
}

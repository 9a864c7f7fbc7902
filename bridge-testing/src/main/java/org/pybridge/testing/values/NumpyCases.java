package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.SharedArray;
import org.pybridge.TypeRef;
import org.pybridge.spi.Backend;
import org.pybridge.testing.support.Cases;

/** Arrays of numpy, where the backend has it: one interpreter imports it once for all cases, because that can take seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class NumpyCases extends Cases {
    private static final int MANY = 200_000;

    private @Nullable Python numpy;

    /** A backend whose interpreters can import numpy, or empty where there is none. */
    protected abstract Optional<Backend> backendWithNumpy();

    @BeforeAll
    void start() {
        Optional<Backend> backend = backendWithNumpy();
        assumeTrue(backend.isPresent(), "there is no numpy for this backend here");
        numpy = Python.builder(backend.get())
                .pool(pool -> pool.size(1).initScript("import numpy\nimport builtins\nbuiltins.np = numpy"))
                .build();
    }

    @AfterAll
    void stop() {
        if (numpy != null) {
            numpy.close();
        }
    }

    @Override
    protected Python python() {
        return numpy == null ? super.python() : numpy;
    }

    private double[] thirds(int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> i / 3.0);
        return numbers;
    }

    @Test
    void numpySeesASharedArrayInPlace() {
        try (SharedArray array = python().allocateShared(ItemType.DOUBLE, 2, 3)) {
            array.asDoubleBuffer().put(thirds(6));
            assertThat(python().eval("""
                            a = np.asarray(x)
                            a[1, 2] = 7
                            (a.shape, str(a.dtype), a.flags.owndata, float(a[0, 1]))
                            """, Map.of("x", array)).as(Object.class))
                    .isEqualTo(List.of(List.of(2L, 3L), "float64", false, 1 / 3.0));
            assertThat(array.asDoubleBuffer().get(5)).isEqualTo(7);
            python().exec("np.multiply(np.frombuffer(x), 2, out=np.frombuffer(x))", Map.of("x", array));
            assertThat(array.asDoubleBuffer().get(5)).isEqualTo(14);
        }
    }

    @Test
    void numpySeesThatAnArrayIsReadOnly() {
        try (SharedArray array = python().allocateShared(ItemType.DOUBLE, 3)) {
            assertThatThrownBy(() -> python().exec("np.asarray(x)[0] = 1", Map.of("x", array.asReadOnly())))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void anArrayOverMemoryThatWasClosedDoesNoHarm() {
        try (var session = python().session()) {
            SharedArray array = python().allocateShared(ItemType.DOUBLE, MANY);
            array.asDoubleBuffer().put(MANY - 1, 2.5);
            session.exec("kept = np.asarray(x)", Map.of("x", array));
            array.close();
            System.gc();
            assertThat(session.eval("kept[0] = 1\nfloat(kept.sum())").as(double.class))
                    .isEqualTo(3.5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, MANY})
    void aCopiedBufferIsAnArrayInPlace(int count) {
        double[] numbers = thirds(count);
        assertThat(python().call("numpy:sum", List.of(DoubleBuffer.wrap(numbers)), double.class))
                .isCloseTo(Arrays.stream(numbers).sum(), org.assertj.core.data.Percentage.withPercentage(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, MANY})
    void anArrayIsReadAsNumbers(int count) {
        assertThat(python().eval("np.arange(n) / 3.0", Map.of("n", count)).as(double[].class))
                .isEqualTo(thirds(count));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 400})
    void anArrayOfTwoDimensionsIsReadAsRows(int rows) {
        double[][] matrix = python().eval("np.arange(n * 3.0).reshape(n, 3)", Map.of("n", rows))
                .as(double[][].class);
        assertThat(matrix).hasNumberOfRows(rows);
        assertThat(matrix[3]).containsExactly(9, 10, 11);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 4000})
    void whatLiesScatteredIsReadInOrder(int rows) {
        double[][] matrix = python().eval("np.arange(n * 2.0).reshape(2, n).T[::2]", Map.of("n", rows))
                .as(double[][].class);
        assertThat(matrix).hasNumberOfRows(rows / 2);
        assertThat(matrix[1]).containsExactly(2, rows + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, MANY})
    void theOtherByteOrderIsReadAsTheSameNumbers(int count) {
        assertThat(python().eval("(np.arange(n) / 3.0).astype('>f8')", Map.of("n", count))
                        .as(double[].class))
                .isEqualTo(thirds(count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"})
    void allTypesAreReadAsDoubles(String type) {
        assertThat(python().eval("np.array([1, 2, 100], dtype=t)", Map.of("t", type))
                        .as(double[].class))
                .containsExactly(1, 2, 100);
    }

    @Test
    void anArrayIsReadWithItsTypeAndShape() {
        PyBuffer image = python().eval("np.full((2, 3, 4), 200, dtype='uint8')").as(PyBuffer.class);
        assertThat(image.itemType()).isEqualTo(ItemType.UNSIGNED_BYTE);
        assertThat(image.shape()).containsExactly(2, 3, 4);
        assertThat(image.bytes().get(23) & 0xFF).isEqualTo(200);
        assertThat(python().eval("np.zeros((0, 3))").as(double[][].class)).isEmpty();
    }

    @Test
    void arraysInsideOfAResultAreRead() {
        assertThat(python().eval("[np.array([1.5]), np.array([2, 3])]").as(new TypeRef<List<double[]>>() {}))
                .containsExactly(new double[] {1.5}, new double[] {2, 3});
    }

    @Test
    void whatJavaHasNoNumbersForIsRefused() {
        assertThatThrownBy(() -> python().eval("np.array([1j])").as(PyBuffer.class))
                .isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> python().eval("np.array([1j])").as(double[].class))
                .isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> python().eval("np.array([1.5])").as(long[].class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("$[0]");
        assertThatThrownBy(() -> python().eval("np.zeros((2, 2))").as(double[].class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("as many dimensions");
    }

    @Test
    void singlePrecisionStaysSingle() {
        assertThat(python().call("numpy:negative", List.of(FloatBuffer.wrap(new float[] {1.5f})), float[].class))
                .containsExactly(-1.5f);
    }

    @Test
    void aLinearSystemIsSolvedInPlace() {
        try (SharedArray matrix = python().allocateShared(ItemType.DOUBLE, 2, 2);
                SharedArray vector = python().allocateShared(ItemType.DOUBLE, 2)) {
            matrix.asDoubleBuffer().put(new double[] {2, 1, 1, 3});
            vector.asDoubleBuffer().put(new double[] {3, 5});
            double[] solution = python().call("numpy.linalg:solve", List.of(matrix, vector), double[].class);
            assertThat(solution[0]).isCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-12));
            assertThat(solution[1]).isCloseTo(1.4, org.assertj.core.data.Offset.offset(1e-12));
        }
    }

    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of("np.int8(-7)", -7L),
                Arguments.of("np.int64(2**62)", 1L << 62),
                Arguments.of(
                        "np.uint64(2**64 - 1)", BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
                Arguments.of("np.float64(0.1)", 0.1),
                Arguments.of("np.float64(3)", 3.0),
                Arguments.of("np.float32(0.1)", (double) 0.1f),
                Arguments.of("np.float16(1.5)", 1.5),
                Arguments.of("np.bool_(True)", true),
                Arguments.of("np.bool_(False)", false),
                Arguments.of("np.str_('ö')", "ö"),
                Arguments.of("np.datetime64('2026-11-26')", LocalDate.of(2026, 11, 26)),
                Arguments.of("np.datetime64('2026-11')", LocalDate.of(2026, 11, 1)),
                Arguments.of("np.datetime64('2026-11-26T07:08')", LocalDateTime.of(2026, 11, 26, 7, 8)),
                Arguments.of(
                        "np.datetime64('2026-11-26T07:08:09.123456000')",
                        LocalDateTime.of(2026, 11, 26, 7, 8, 9, 123_456_000)),
                Arguments.of("np.timedelta64(90, 's')", Duration.ofSeconds(90)),
                Arguments.of("np.timedelta64(-3000, 'ns')", Duration.ofNanos(-3000)),
                Arguments.of("np.datetime64('NaT')", null),
                Arguments.of("np.timedelta64('NaT')", null));
    }

    /** On its own, in a list, and in a dict: each takes another way. */
    @ParameterizedTest
    @MethodSource("scalars")
    void aScalarIsTheValueThatPythonHasForIt(String code, @Nullable Object expected) {
        assertThat(python().eval(code).as(Object.class)).isEqualTo(expected);
        assertThat(python().eval("[" + code + ", " + code + "]").as(Object.class))
                .isEqualTo(Arrays.asList(expected, expected));
        assertThat(python().eval("{'it': (" + code + ", None)}").as(Object.class))
                .isEqualTo(Map.of("it", PyTuple.of(expected, null)));
    }

    @Test
    void aScalarBytesIsBytes() {
        assertThat(python().eval("np.bytes_(b'ab')").as(Object.class)).isEqualTo(new byte[] {'a', 'b'});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "np.complex128(1j)",
                "np.longdouble(1) / 3",
                "np.datetime64('2026-11-26T07:08:09.123456789')",
                "np.datetime64(10**6, 'Y')",
                "np.timedelta64(1, 'Y')",
                "np.timedelta64(1)",
                "np.array([(1, 2.5)], dtype='i4,f8')[0]"
            })
    void aScalarThatPythonHasNothingForStaysThere(String code) {
        assertThat(python().eval(code).as(Object.class)).isInstanceOf(PyObject.class);
        assertThat(python().eval("[" + code + "]").as(Object.class))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first()
                .isInstanceOf(PyObject.class);
    }

    @Test
    void aScalarIsReadAsTheTypeThatItFits() {
        assertThat(python().eval("np.int64(7)").as(int.class)).isEqualTo(7);
        assertThat(python().eval("np.float32(1.5)").as(float.class)).isEqualTo(1.5f);
        assertThat(python().eval("np.int32(7)").as(double.class)).isEqualTo(7.0);
        assertThat(python().eval("np.bool_(True)").as(boolean.class)).isTrue();
        assertThat(python().eval("{np.int64(1): np.float64(0.5)}").as(new TypeRef<Map<Integer, Double>>() {}))
                .isEqualTo(Map.of(1, 0.5));
        assertThatThrownBy(() -> python().eval("np.int64(300)").as(byte.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("300");
        assertThatThrownBy(() -> python().eval("np.float64(1)").as(int.class)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> python().eval("np.datetime64('2026-11-26T00:00:00.000000001')")
                        .as(LocalDateTime.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("LocalDateTime");
    }

    @Test
    void arraysOfTruthValuesAreReadAsABlock() {
        boolean[] truths = python().eval("import numpy as np\nnp.arange(1_000_000) % 3 == 0")
                .as(boolean[].class);
        assertThat(truths).hasSize(1_000_000).startsWith(true, false, false, true);
        assertThat(python().eval("import numpy as np\nnp.array([[True, False]])[:, ::-1]")
                        .as(boolean[][].class))
                .isDeepEqualTo(new boolean[][] {{false, true}});
    }
}

package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.SharedArray;
import org.pybridge.spi.Backend;

/** Arrays of numpy, where the backend has it: one interpreter imports it once for all cases, because that can take seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NumpyCases extends Cases {
    private static final int MANY = 200_000;

    private @Nullable Python numpy;

    /** A backend whose interpreters can import numpy, or empty where there is none. */
    abstract Optional<Backend> backendWithNumpy();

    @BeforeAll
    void start() {
        Optional<Backend> backend = backendWithNumpy();
        assumeTrue(backend.isPresent(), "there is no numpy for this backend here");
        numpy = Python.builder(backend.get())
                .pool(pool -> pool.initScript("import numpy\nimport builtins\nbuiltins.np = numpy"))
                .build();
    }

    @AfterAll
    void stop() {
        if (numpy != null) {
            numpy.close();
        }
    }

    @Override
    Python python() {
        return numpy == null ? super.python() : numpy;
    }

    private double[] thirds(int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> i / 3.0);
        return numbers;
    }

    @Test
    void numpySeesASharedArrayInPlace() {
        try (SharedArray array = python().allocate(ItemType.DOUBLE, 2, 3)) {
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
        try (SharedArray array = python().allocate(ItemType.DOUBLE, 3)) {
            assertThatThrownBy(() -> python().exec("np.asarray(x)[0] = 1", Map.of("x", array.asReadOnly())))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void anArrayOverMemoryThatWasClosedDoesNoHarm() {
        try (var session = python().session()) {
            SharedArray array = python().allocate(ItemType.DOUBLE, MANY);
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
        assertThat(python().eval("[np.array([1.5]), np.array([2, 3])]")
                        .as(new org.pybridge.TypeRef<List<double[]>>() {}))
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
        try (SharedArray matrix = python().allocate(ItemType.DOUBLE, 2, 2);
                SharedArray vector = python().allocate(ItemType.DOUBLE, 2)) {
            matrix.asDoubleBuffer().put(new double[] {2, 1, 1, 3});
            vector.asDoubleBuffer().put(new double[] {3, 5});
            double[] solution = python().call("numpy.linalg:solve", List.of(matrix, vector), double[].class);
            assertThat(solution[0]).isCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-12));
            assertThat(solution[1]).isCloseTo(1.4, org.assertj.core.data.Offset.offset(1e-12));
        }
    }
}

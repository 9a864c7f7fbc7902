package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.ItemType;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.Session;
import org.pybridge.SharedArray;
import org.pybridge.StaleObjectException;

/** Memory that Java and Python see at once, of either side's, without a copy. */
class NativeArrayTest {
    private static final long THREE_GIB = 3L << 30;
    private static Python python;
    private static Session session;

    @BeforeAll
    static void start() {
        python = Python.builder(Pythons.builder().build()).build();
        session = python.session();
    }

    @AfterAll
    static void stop() {
        session.close();
        python.close();
    }

    @Test
    void whatJavaWritesToAViewPythonReads() {
        PyObject numbers = session.eval("import array\narray.array('d', [1, 2, 3])");
        MemorySegment memory = CPython.segment(CPython.view(numbers));
        assertThat(memory.toArray(JAVA_DOUBLE)).containsExactly(1, 2, 3);
        memory.setAtIndex(JAVA_DOUBLE, 1, 20);
        assertThat(session.eval("list(n)", Map.of("n", numbers)).as(double[].class))
                .containsExactly(1, 20, 3);
    }

    @ParameterizedTest
    @CsvSource({"b,BYTE", "B,UNSIGNED_BYTE", "h,SHORT", "i,INT", "q,LONG", "f,FLOAT", "d,DOUBLE", "?,BOOLEAN", "l,LONG"
    })
    void aViewHasTypeAndShape(String code, ItemType type) {
        SharedArray array = CPython.view(session.eval("import struct\nmemoryview(bytearray(6 * struct.calcsize('" + code
                + "'))).cast('" + code + "', [2, 3])"));
        assertThat(array.itemType()).isEqualTo(type);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.isReadOnly()).isFalse();
    }

    @Test
    void aViewOfBytesIsReadOnly() {
        SharedArray array = CPython.view(session.eval("memoryview(b'abc')[:]"));
        assertThat(array.isReadOnly()).isTrue();
        assertThatThrownBy(() -> CPython.segment(array).set(JAVA_BYTE, 0, (byte) 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void memoryOfMoreThanTwoGibibytesIsSeenOnBothSides() {
        SharedArray allocated = CPython.allocate(ItemType.UNSIGNED_BYTE, THREE_GIB);
        session.exec("memory[-1] = 42", Map.of("memory", allocated));
        assertThat(CPython.segment(allocated).get(JAVA_BYTE, THREE_GIB - 1)).isEqualTo((byte) 42);
        PyObject mapped = session.eval("import mmap\nmmap.mmap(-1, " + THREE_GIB + ")");
        MemorySegment view = CPython.segment(CPython.view(mapped));
        assertThat(view.byteSize()).isEqualTo(THREE_GIB);
        view.set(JAVA_BYTE, THREE_GIB - 1, (byte) 7);
        assertThat(session.eval("m[-1]", Map.of("m", mapped)).as(int.class)).isEqualTo(7);
        assertThatThrownBy(allocated::asByteBuffer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CPython.segment");
    }

    @Test
    void allocatedMemoryOutlivesItsArrayInPython() {
        session.exec("import builtins\nbuiltins.kept = memory", Map.of("memory", filled()));
        for (int i = 0; i < 3; i++) {
            System.gc();
            // What was let go is given up by a call.
            assertThat(session.eval("kept[999]").as(double.class)).isEqualTo(1.5);
        }
        session.exec("import builtins\ndel builtins.kept");
    }

    private static SharedArray filled() {
        SharedArray array = CPython.allocate(ItemType.DOUBLE, 1000);
        array.asDoubleBuffer().put(999, 1.5);
        return array;
    }

    @Test
    void aClosedArrayIsTakenNoMore() {
        SharedArray array = filled();
        array.close();
        assertThatThrownBy(array::asByteBuffer).isInstanceOf(StaleObjectException.class);
        assertThatThrownBy(() -> session.eval("len(a)", Map.of("a", array))).isInstanceOf(StaleObjectException.class);
    }

    @Test
    void aViewKeepsThePythonObjectAndItsSize() throws InterruptedException {
        session.exec("import builtins\nbuiltins.block = bytearray(b'abc')");
        SharedArray array = CPython.view(session.eval("block"));
        assertThatThrownBy(() -> session.exec("block.append(1)"))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("BufferError");
        assertThat(CPython.segment(array).get(JAVA_BYTE, 2)).isEqualTo((byte) 'c');
        array = null;
        String retry = "try:\n    block.append(1)\n    done = True\nexcept BufferError:\n    done = False\ndone";
        boolean grown = false;
        for (int i = 0; i < 100 && !grown; i++) {
            System.gc();
            Thread.sleep(20);
            grown = session.eval(retry).as(boolean.class);
        }
        assertThat(grown).isTrue();
        session.exec("import builtins\ndel builtins.block");
    }

    @Test
    void aViewIsAnArgument() {
        SharedArray array = CPython.view(session.eval("bytearray(b'abc')"));
        assertThat(session.eval("f'{type(a).__name__} {bytes(a)}'", Map.of("a", array))
                        .as(String.class))
                .isEqualTo("memoryview b'abc'");
        String code = "try:\n    a[0] = 1\nexcept TypeError as error:\n    message = str(error)\nmessage";
        assertThat(session.eval(code, Map.of("a", array.asReadOnly())).as(String.class))
                .contains("read-only");
    }

    @ParameterizedTest
    @CsvSource({
        "memoryview(bytearray(8))[::2],BufferError",
        "3,TypeError",
        "memoryview(bytearray(8)).cast('H'),no type in Java"
    })
    void whatHasNoSuchMemoryIsRefused(String code, String message) {
        PyObject object = session.eval(code);
        assertThatThrownBy(() -> CPython.view(object))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anIsolatedInterpreterShowsNothingThatCouldEnd() {
        assumeThat(session.eval("import sys\nsys.version_info.minor").as(int.class))
                .isGreaterThanOrEqualTo(13);
        try (Python isolated =
                Python.builder(Pythons.builder().isolated().build()).build()) {
            try (Session own = isolated.session()) {
                PyObject block = own.eval("bytearray(8)");
                assertThatThrownBy(() -> CPython.view(block))
                        .isInstanceOf(PythonException.class)
                        .hasMessageContaining("CPython.allocate");
            }
            SharedArray array = CPython.allocate(ItemType.LONG, 2, 2);
            isolated.exec("a[1, 1] = 5", Map.of("a", array));
            assertThat(array.asLongBuffer().get(3)).isEqualTo(5);
        }
    }

    @Test
    void aShapeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> CPython.allocate(ItemType.LONG)).hasMessageContaining("0 dimensions");
        assertThatThrownBy(() -> CPython.allocate(ItemType.LONG, -1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> CPython.allocate(ItemType.LONG, Long.MAX_VALUE))
                .hasMessageContaining("addresses");
        assertThat(CPython.allocate(ItemType.LONG, 0).size()).isZero();
    }
}

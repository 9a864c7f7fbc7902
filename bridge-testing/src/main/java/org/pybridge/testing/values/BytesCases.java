package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyObject;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** Bytes cross as blocks and are never taken for text or for lists of numbers. */
public abstract class BytesCases extends ConversionCases {
    private static final byte[] ALL = all();

    private static byte[] all() {
        byte[] bytes = new byte[256];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes(range(256))",
                "bytearray(range(256))",
                "memoryview(bytes(range(256)))",
                "memoryview(bytearray(range(256)))",
                "class B(bytes): pass\nB(range(256))",
                "class B(bytearray): pass\nB(range(256))"
            })
    void whatHoldsBytesIsBytes(String code) {
        assertThat(eval(code)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b'ab'", "bytearray(b'ab')", "memoryview(b'ab')", "memoryview(b'axb')[::2]"})
    void whatHoldsBytesIsBytesInAListToo(String code) {
        assertThat((List<?>) eval("[1, " + code + "]")).last().isEqualTo(new byte[] {'a', 'b'});
    }

    @ParameterizedTest
    @ValueSource(strings = {"b'ab'", "bytearray(b'ab')", "memoryview(b'ab')"})
    void whatHoldsBytesIsBytesAsADictsValueToo(String code) {
        assertThat(python().eval("{'k': " + code + "}").as(new TypeRef<Map<String, byte[]>>() {}))
                .containsEntry("k", new byte[] {'a', 'b'});
    }

    @ParameterizedTest
    @ValueSource(strings = {"b''", "bytearray()", "memoryview(b'')"})
    void noBytesAreAnEmptyArray(String code) {
        assertThat(eval(code)).isEqualTo(new byte[0]);
    }

    @Test
    void aGrownBytearrayHasNoRoomAtItsEnd() {
        assertThat(eval("b = bytearray()\nfor i in range(5): b.append(i)\nb")).isEqualTo(new byte[] {0, 1, 2, 3, 4});
    }

    @Test
    void aBytearrayCutAtItsFrontBeginsWhereItBegins() {
        assertThat(eval("b = bytearray(b'abcd')\ndel b[:2]\nb")).isEqualTo(new byte[] {'c', 'd'});
    }

    @Test
    void anArrayOfNumbersStaysInPython() {
        assertThat(eval("import array\narray.array('i', [1, 2])")).isInstanceOf(PyObject.class);
    }

    @Test
    void anArrayOfNumbersInADictIsNotTakenForBytes() {
        assertThat((Map<?, ?>) eval("import array\n{'a': array.array('i', [1, 2])}"))
                .extracting("a")
                .isInstanceOf(PyObject.class);
    }

    @Test
    void anArrayOfNumbersIsReadAsNumbersWhenAskedFor() {
        assertThat(python().eval("import array\narray.array('d', [1.5, 2])").as(double[].class))
                .containsExactly(1.5, 2);
    }

    static Stream<byte[]> blocks() {
        byte[] mebibyte = new byte[1 << 20];
        Arrays.setAll(new Object[mebibyte.length], i -> mebibyte[i] = (byte) (i * 31));
        return Stream.of(new byte[0], new byte[] {-1}, ALL, mebibyte);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("blocks")
    void aBlockComesBack(byte[] block) {
        assertThat((byte[]) returned(block)).isEqualTo(block);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("blocks")
    void aBlockInAListIsBytesInPython(byte[] block) {
        assertThat(with(List.of("a", block), "type(x[1]).__name__, len(x[1]), sum(x[1])"))
                .isEqualTo(List.of(
                        "bytes",
                        (long) block.length,
                        IntStream.range(0, block.length)
                                .mapToLong(i -> block[i] & 0xFF)
                                .sum()));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("blocks")
    void aBlockInADictComesBack(byte[] block) {
        assertThat((Map<?, ?>) returned(Map.of("k", block))).extracting("k").isEqualTo(block);
    }

    static Stream<ByteBuffer> buffers() {
        return Stream.of(
                ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2),
                ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2).slice(),
                ByteBuffer.wrap(new byte[] {1, 2}).asReadOnlyBuffer(),
                ByteBuffer.allocateDirect(2).put(0, (byte) 1).put(1, (byte) 2));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aBufferIsTheBytesThatRemainInIt(ByteBuffer buffer) {
        assertThat(with(buffer, "(type(x).__name__, list(x))")).isEqualTo(List.of("bytes", List.of(1L, 2L)));
    }

    @Test
    void bytesThatPythonChangesLaterAreNotChangedInJava() {
        try (var session = python().session()) {
            session.exec("b = bytearray(b'ab')");
            byte[] copy = session.eval("b").as(byte[].class);
            session.exec("b[0] = 0");
            assertThat(copy).isEqualTo(new byte[] {'a', 'b'});
        }
    }

    @Test
    void bytesThatJavaChangesLaterAreNotChangedInPython() {
        try (var session = python().session()) {
            byte[] bytes = {'a', 'b'};
            session.exec("kept = b", Map.of("b", bytes));
            bytes[0] = 0;
            assertThat(session.eval("kept == b'ab'").as(boolean.class)).isTrue();
        }
    }
}

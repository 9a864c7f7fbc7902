package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessagePack;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/**
 * The golden vectors, in all three codecs. {@code written} says who writes a value with exactly these bytes: {@code both} sides,
 * {@code java}, {@code python}, {@code own} for Java and the Python codec of our own, or {@code none}. All read them.
 */
class VectorsTest {
    private static Peer own;
    private static Peer withPackage;

    /** One line of the file. */
    record Vector(String name, byte[] bytes, JsonNode value, String python, String written) {
        @Override
        public String toString() {
            return name;
        }
    }

    @AfterAll
    static void stop() {
        Stream.of(own, withPackage).filter(Objects::nonNull).forEach(Peer::close);
    }

    static Stream<Vector> vectors() throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(Peer.resource("vectors.json"))
                                .spliterator(),
                        false)
                .map(line -> new Vector(
                        line.get("name").textValue(),
                        HexFormat.of().parseHex(line.get("hex").textValue()),
                        line.get("value"),
                        line.get("python").textValue(),
                        line.get("written").textValue()));
    }

    static Stream<Vector> writtenByJava() throws IOException {
        return writtenBy("both", "java", "own");
    }

    static Stream<Vector> writtenByPython() throws IOException {
        return writtenBy("both", "python", "own");
    }

    static Stream<Vector> writtenByPackage() throws IOException {
        return writtenBy("both", "python");
    }

    private static Stream<Vector> writtenBy(String... writers) throws IOException {
        return vectors().filter(vector -> Set.of(writers).contains(vector.written()));
    }

    /** What only goes to Python has no way back. */
    static Stream<Vector> readByJava() throws IOException {
        return vectors()
                .filter(vector ->
                        !vector.written().equals("java") || vector.name().startsWith("block"));
    }

    @ParameterizedTest
    @MethodSource("writtenByJava")
    void javaWritesTheBytes(Vector vector) {
        Object value = Description.value(vector.value());
        assertThat(Things.written(value)).isEqualTo(expected(vector, value));
    }

    /** The bytes of a vector; memory has a new name and a new place each time, and these are at the end. */
    private static byte[] expected(Vector vector, Object value) {
        if (!(value instanceof SharedBuffer buffer)) {
            return vector.bytes();
        }
        String golden = new String(vector.bytes(), StandardCharsets.ISO_8859_1);
        SharedMemory memory = buffer.memory();
        String form = golden.substring(golden.indexOf('\27') + 1, golden.indexOf("pybridge-"));
        String payload = form + memory.key() + '\0' + memory.location();
        return ("\u00c7" + (char) payload.length() + '\27' + payload).getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("readByJava")
    void javaReadsTheValue(Vector vector) {
        Object expected = Description.value(vector.value());
        assertThat(Description.of(Things.read(vector.bytes()))).isEqualTo(Description.of(expected));
    }

    @ParameterizedTest
    @MethodSource("writtenByPython")
    void pythonsOwnCodecWritesTheBytes(Vector vector) {
        assertThat(own().encoded(vector.python())).isEqualTo(vector.bytes());
    }

    @ParameterizedTest
    @MethodSource("writtenByPackage")
    void thePackageWritesTheBytes(Vector vector) {
        assertThat(packaged().encoded(vector.python())).isEqualTo(vector.bytes());
    }

    static Stream<Vector> readByPython() throws IOException {
        return vectors().filter(vector -> !vector.written().equals("python"));
    }

    @ParameterizedTest
    @MethodSource("readByPython")
    void pythonsOwnCodecReadsTheValue(Vector vector) {
        assertThat(own().difference(vector.python(), vector.bytes())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readByPython")
    void thePackageReadsTheValue(Vector vector) {
        assertThat(packaged().difference(vector.python(), vector.bytes())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theBytesAreMessagePack(Vector vector) throws IOException {
        try (var unpacker = MessagePack.newDefaultUnpacker(vector.bytes())) {
            unpacker.unpackValue();
            assertThat(unpacker.getTotalReadBytes()).isEqualTo(vector.bytes().length);
        }
    }

    @Test
    void eachPythonHasTheCodecThatItShouldHave() {
        assertThat(List.of(own().codec(), packaged().codec())).containsExactly("own", "msgpack");
    }

    /** Started when it is first needed: what only Java does is tested without a Python too. */
    private static Peer own() {
        if (own == null) {
            own = Peer.own();
        }
        return own;
    }

    private static Peer packaged() {
        if (withPackage == null) {
            withPackage = Peer.withPackage().orElse(null);
        }
        assumeTrue(withPackage != null, "no Python with msgpack, and pip could not get it");
        return withPackage;
    }
}

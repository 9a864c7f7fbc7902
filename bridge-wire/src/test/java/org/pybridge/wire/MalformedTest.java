package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.BridgeException;

/** Bytes that nobody of ours wrote. */
class MalformedTest {
    private static final int TREES = 2_000;
    private static final int LEVELS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "c1", // never used
                "cb3ff0", // half a float
                "a261", // half a text
                "a2c328", // no UTF-8
                "92", // no elements
                "81a161", // a key without a value
                "dd7fffffff", // two thousand million elements
                "ddffffffff", // more than Java can count
                "df7fffffff",
                "dbffffffff",
                "c6ffffffff",
                "c9ffffffff11",
                "93dd0000000301", // more elements inside than are left outside
                "c70001", // an integer of no bytes
                "d60300000000", // the month 0
                "d60307e80230", // the 48th of February
                "c7041804070809", // no such length of a time
                "c70705183c00000f4240",
                "d80800000000000000000000000000000000", // a timedelta of 16 bytes
                "d409aa", // a uuid of a byte
                "c703100102ff", // three bytes of ints
                "c70411010203ff",
                "d41305", // a reference of a byte
                "d71400000000000000ff", // a callback, which only goes to Python
                "c7000c", // a mark outside of an array
                "91c70010", // what is no mark
                "91c7000d", // a named tuple without names
                "93c7000d9101a161", // whose name is a number
                "92c7000f01", // a key without a value
                "d47f00", // no such type
                "c7010bff", // no text
                "c7020bc3c3",
                "c7020b8080"
            })
    void whatIsNoValueIsRefusedByName(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> Things.read(bytes)).isInstanceOf(WireFormatException.class);
    }

    /** Each list says that it has as many elements as there are bytes; if each had its memory, it would be 100 GB. */
    @Test
    void listsThatAllClaimTheRestOfTheBytesTakeNoMemory() {
        ByteBuffer bytes = ByteBuffer.allocate(64 << 20);
        for (int i = 0; i < 190; i++) {
            bytes.put((byte) 0xDD).putInt((64 << 20) - 2000);
        }
        bytes.rewind();
        assertThatThrownBy(() -> new ValueReader(new Things()).read(bytes))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("more elements than there are bytes");
    }

    @Test
    void theBytesOfAMillionOpenListsAreRefused() {
        byte[] bytes = new byte[1_000_000];
        Arrays.fill(bytes, (byte) 0x91);
        assertThatThrownBy(() -> Things.read(bytes)).isInstanceOf(WireFormatException.class);
    }

    @Test
    void thePositionStaysWhereTheBytesAreNone() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {7, (byte) 0x92, 1});
        ValueReader reader = new ValueReader(new Things());
        assertThat(reader.read(bytes)).isEqualTo(7L);
        assertThatThrownBy(() -> reader.read(bytes)).isInstanceOf(WireFormatException.class);
        assertThat(bytes.position()).isEqualTo(1);
    }

    @Test
    void bytesThatWereChangedAreReadOrRefusedByName() {
        for (long seed = 0; seed < TREES; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Things.written(new RandomValues(seed).value(LEVELS));
            for (int i = 0; i < 20; i++) {
                byte[] changed = bytes.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                readOrRefused(changed, seed);
            }
        }
    }

    @Test
    void randomBytesAreReadOrRefusedByName() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(64)];
            random.nextBytes(bytes);
            readOrRefused(bytes, i);
        }
    }

    @Test
    void bytesThatWereCutAreRefused() {
        for (long seed = 0; seed < TREES / 10; seed++) {
            byte[] bytes = Things.written(new RandomValues(seed).value(LEVELS));
            for (int length = 0; length < bytes.length; length += 1 + length / 50) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatCode(() -> Things.read(cut))
                        .as("seed %d, %d bytes", seed, length)
                        .isInstanceOf(WireFormatException.class);
            }
        }
    }

    private static void readOrRefused(byte[] bytes, long seed) {
        try {
            Things.read(bytes);
        } catch (BridgeException refused) {
            assertThat(refused).as("seed %d", seed).hasMessageMatching("(?s).+");
        }
    }
}

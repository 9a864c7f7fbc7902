package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

/** The buffer that frames and values are written into. */
class WireBufferTest {
    private final WireBuffer buffer = new WireBuffer();

    @Test
    void numbersAreBigEndian() {
        buffer.int8(0x101);
        buffer.int16(0x0203);
        buffer.int32(0x04050607);
        buffer.int64(0x08090A0B0C0D0E0FL);
        assertThat(bytes()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void aNumberCanBeOverwritten() {
        buffer.int32(0);
        buffer.bytes(new byte[] {9});
        buffer.setInt32(0, 1);
        assertThat(bytes()).containsExactly(0, 0, 0, 1, 9);
    }

    @Test
    void onlyWhatIsThereCanBeOverwritten() {
        buffer.int32(0);
        assertThatThrownBy(() -> buffer.setInt32(1, 7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void itGrowsAndCanBeFilledAgain() throws IOException {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        buffer.bytes(large);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        buffer.writeTo(sent);
        assertThat(sent.toByteArray()).isEqualTo(large);
        buffer.clear();
        buffer.int8(1);
        assertThat(bytes()).containsExactly(1);
    }

    @Test
    void largeBlocksStandWhereTheyWereAddedWithoutACopy() throws IOException {
        byte[] large = new byte[1 << 17];
        buffer.int8(1);
        buffer.bytes(large);
        int length = buffer.size();
        buffer.int32(0);
        buffer.bytes(large);
        buffer.int8(2);
        buffer.setInt32(length, 7);
        large[0] = 5;
        ByteBuffer expected = ByteBuffer.allocate(2 * large.length + 6);
        expected.put((byte) 1).put(large).putInt(7).put(large).put((byte) 2);
        assertThat(bytes()).isEqualTo(expected.array());
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        buffer.writeTo(sent);
        assertThat(sent.toByteArray()).isEqualTo(expected.array());
    }

    @Test
    void whatWasOneLargeValueIsNotKept() {
        buffer.room(3 << 20);
        buffer.clear();
        assertThat(buffer.array().length).isLessThan(1 << 20);
    }

    @Test
    void itsContentCannotBeChanged() {
        buffer.int8(1);
        ByteBuffer content = buffer.content();
        assertThatThrownBy(() -> content.put(0, (byte) 2)).isInstanceOf(ReadOnlyBufferException.class);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[buffer.size()];
        buffer.content().get(bytes);
        return bytes;
    }
}

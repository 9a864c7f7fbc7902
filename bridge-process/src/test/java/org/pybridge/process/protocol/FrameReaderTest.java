package org.pybridge.process.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames whose body is one large block of bytes, which are read to where they stay. */
class FrameReaderTest {
    private static final int HEADER = 13;
    private static final int BLOCK_HEADER = 5;
    private static final int MEBIBYTE = 1 << 20;

    /** A frame that announces a block, and has as many bytes as it does. */
    private static byte[] result(int size, int announced) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + BLOCK_HEADER + size);
        frame.putInt(HEADER - Integer.BYTES + BLOCK_HEADER + size);
        frame.put((byte) FrameKind.RESULT.ordinal()).putLong(7);
        frame.put((byte) 0xC6).putInt(announced);
        for (int i = 0; i < size; i++) {
            frame.put((byte) ((i * 31) >> 3));
        }
        return frame.array();
    }

    private static byte[] pong() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        FrameWriter.numbers(FrameKind.PONG, 8).writeTo(frame);
        return frame.toByteArray();
    }

    private static FrameReader reader(byte[]... frames) {
        ByteBuffer all = ByteBuffer.allocate(64 * MEBIBYTE);
        for (byte[] frame : frames) {
            all.put(frame);
        }
        return new FrameReader(new ByteArrayInputStream(all.array(), 0, all.position()));
    }

    @ParameterizedTest
    @ValueSource(ints = {MEBIBYTE, 3 * MEBIBYTE + 1, (16 << 20) + 1, 40 << 20})
    void aBlockIsWholeAndWhatFollowsIsReadNext(int size) throws IOException {
        byte[] frame = result(size, size);
        FrameReader reader = reader(frame, pong());
        Frame read = reader.read();
        assertThat(read.number()).isEqualTo(7);
        assertThat(read.body().remaining()).isZero();
        assertThat(read.block()).hasSize(size);
        assertThat(ByteBuffer.wrap(read.block())).isEqualTo(ByteBuffer.wrap(frame, HEADER + BLOCK_HEADER, size));
        assertThat(reader.read().kind()).isEqualTo(FrameKind.PONG);
    }

    @Test
    void aFrameThatIsKeptStaysAsItIsWhenABlockFollows() throws IOException {
        byte[] small = result(9, 9);
        FrameReader reader = reader(small, result(2 * MEBIBYTE, 2 * MEBIBYTE));
        Frame kept = reader.read();
        reader.keep(true);
        assertThat(reader.read().block()).hasSize(2 * MEBIBYTE);
        assertThat(kept.block()).isNull();
        assertThat(kept.body()).isEqualTo(ByteBuffer.wrap(small, HEADER, small.length - HEADER));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MEBIBYTE - 1, 2 * MEBIBYTE, -1})
    void aBlockThatIsNotAllOfTheBodyIsLeftToTheCodec(int announced) throws IOException {
        Frame read = reader(result(MEBIBYTE, announced)).read();
        assertThat(read.block()).isNull();
        assertThat(read.body().remaining()).isEqualTo(BLOCK_HEADER + MEBIBYTE);
    }

    @Test
    void anEndWithinABlockIsTold() {
        byte[] frame = result(2 * MEBIBYTE, 2 * MEBIBYTE);
        byte[] half = ByteBuffer.allocate(MEBIBYTE).put(frame, 0, MEBIBYTE).array();
        assertThatThrownBy(() -> reader(half).read())
                .isInstanceOf(EOFException.class)
                .hasMessage("the connection ended within a frame");
    }

    @Test
    void aBlockThatIsOnlyAnnouncedTakesNoMemory() {
        byte[] forged = ByteBuffer.allocate(HEADER + BLOCK_HEADER)
                .putInt(Integer.MAX_VALUE - 100)
                .put((byte) FrameKind.RESULT.ordinal())
                .putLong(7)
                .put((byte) 0xC6)
                .putInt(Integer.MAX_VALUE - 100 - (HEADER - Integer.BYTES) - BLOCK_HEADER)
                .array();
        assertThatThrownBy(() -> reader(forged).read()).isInstanceOf(EOFException.class);
    }
}

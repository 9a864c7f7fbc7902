package org.pybridge.process.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads frames: their length without these four bytes, kind, number and body. For one thread at a time.
 *
 * <p>The buffer grows with what has arrived, not with what a length announces, so a forged length takes no memory. What is no frame is
 * found by its header, before its length is believed: else the reader would wait for what never comes.
 */
public final class FrameReader {
    private static final int LENGTH = Integer.BYTES;
    private static final int HEADER = LENGTH + Byte.BYTES + Long.BYTES;
    public static final int LARGEST = Integer.MAX_VALUE - 64;
    private static final long ANY = -1;

    /** As much as the JDK reads from a file without taking memory for it. */
    private static final int USUAL = 8192;

    /** As much as a pipe holds at first; for more at once, the JDK would take memory from the system and give it back each time. */
    private static final int MOST_AT_ONCE = 1 << 16;

    /** As much as is taken on the word of a length alone. */
    private static final int TRUSTED = 16 << 20;

    /** A buffer that one large frame made longer than this is not kept. */
    private static final int MAX_RETAINED = 1 << 20;

    /** What a long block of bytes begins with in MessagePack: this, and how many there are. */
    private static final byte BLOCK = (byte) 0xC6;

    private static final int BLOCK_HEADER = Byte.BYTES + Integer.BYTES;

    private final InputStream stream;
    private final int largest;
    private byte[] bytes = new byte[USUAL];
    private int start;
    private int end;
    private boolean kept;
    private long expected = ANY;

    public FrameReader(InputStream stream) {
        this(stream, LARGEST);
    }

    /** Makes a reader that takes larger frames for none. */
    public FrameReader(InputStream stream, int largest) {
        this.stream = stream;
        this.largest = largest;
    }

    /** Tells whether nothing has come that was not read. */
    boolean isQuiet() throws IOException {
        return start == end && stream.available() == 0;
    }

    /** Reads a frame; blocks until it is complete. */
    public Frame read() throws IOException {
        fill(HEADER);
        ByteBuffer header = view(start, HEADER);
        int length = header.getInt();
        int code = header.get();
        long number = header.getLong();
        FrameKind kind = FrameKind.of(code);
        if (length < HEADER - LENGTH || length > largest || kind == null || (expected != ANY && number != expected)) {
            throw new BrokenFrameException("a frame of kind " + code + " for conversation " + number
                    + " that announces a length of " + Integer.toUnsignedString(length));
        }
        int size = length - (HEADER - LENGTH);
        if (kind == FrameKind.RESULT && size >= MAX_RETAINED && isBlock(size)) {
            start += HEADER + BLOCK_HEADER;
            return Frame.ofBlock(kind, number, exactly(size - BLOCK_HEADER));
        }
        fill(HEADER + size);
        ByteBuffer body = view(start + HEADER, size);
        start += HEADER + size;
        return Frame.of(kind, number, body);
    }

    /** Looks whether the body of a frame is bytes and nothing else. Those go where they stay, without a copy in between. */
    private boolean isBlock(int size) throws IOException {
        fill(HEADER + BLOCK_HEADER);
        ByteBuffer head = view(start + HEADER, BLOCK_HEADER);
        return head.get() == BLOCK && head.getInt() == size - BLOCK_HEADER;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] block = new byte[Math.min(length, TRUSTED)];
        int size = Math.min(length, end - start);
        System.arraycopy(bytes, start, block, 0, size);
        start += size;
        while (size < length) {
            if (size == block.length) {
                block = Arrays.copyOf(block, (int) Math.min(length, 4L * size));
            }
            size += some(block, size, true);
        }
        return block;
    }

    /** Says which conversation all further frames have to belong to. */
    void expect(long number) {
        expected = number;
    }

    /** Reads and drops everything up to the end of a mark; gives what it dropped, at most the first bytes of it. */
    public String skipPast(byte[] mark) throws IOException {
        StringBuilder dropped = new StringBuilder();
        int matched = 0;
        while (matched < mark.length) {
            fill(1);
            byte next = bytes[start++];
            if (next == mark[matched]) {
                matched++;
            } else {
                // Right because the first byte of our marks is nowhere else in them.
                matched = next == mark[0] ? 1 : 0;
            }
            if (dropped.length() < USUAL) {
                dropped.append((char) (next & 0xff));
            }
        }
        dropped.setLength(Math.max(0, dropped.length() - mark.length));
        return dropped.toString();
    }

    /** Reads a byte. */
    public byte single() throws IOException {
        fill(1);
        return bytes[start++];
    }

    /** Reads a length and as many bytes. */
    public byte[] block() throws IOException {
        fill(LENGTH);
        int length = view(start, LENGTH).getInt();
        if (length < 0 || length > LARGEST) {
            throw new BrokenFrameException("a block announces a length of " + Integer.toUnsignedString(length));
        }
        fill(LENGTH + length);
        byte[] block = new byte[length];
        view(start + LENGTH, length).get(block);
        start += LENGTH + length;
        return block;
    }

    private ByteBuffer view(int from, int length) {
        return ByteBuffer.wrap(bytes, from, length).slice();
    }

    /** Says whether the last frame is to stay as it is when further ones are read. */
    void keep(boolean whole) {
        kept = whole;
    }

    private void fill(int wanted) throws IOException {
        if (kept && end - start < wanted) {
            byte[] rest = new byte[Math.max(USUAL, end - start)];
            System.arraycopy(bytes, start, rest, 0, end - start);
            bytes = rest;
            end -= start;
            start = 0;
            kept = false;
        }
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > MAX_RETAINED && wanted <= USUAL) {
                bytes = new byte[USUAL];
            }
        }
        while (end - start < wanted) {
            makeRoom(wanted);
            end += some(bytes, end, end > start);
        }
    }

    private int some(byte[] into, int at, boolean begun) throws IOException {
        int read = stream.read(into, at, Math.min(MOST_AT_ONCE, into.length - at));
        if (read < 0) {
            throw new EOFException(begun ? "the connection ended within a frame" : "the connection ended");
        }
        return read;
    }

    private void makeRoom(int wanted) {
        if (start > 0 && bytes.length - start < wanted) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(Math.max(bytes.length, wanted), Math.max(TRUSTED, 4L * bytes.length)));
        }
    }
}

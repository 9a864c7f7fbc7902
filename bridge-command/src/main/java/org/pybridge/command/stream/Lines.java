package org.pybridge.command.stream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/**
 * Decodes an output and hands it on line by line, each as soon as it has ended. A line ends with {@code \n}, {@code \r\n} or {@code \r}, the
 * last of which is how progress bars begin again. What cannot be decoded becomes U+FFFD.
 */
public final class Lines implements Sink {
    private static final int PIECE = 8 * 1024;
    /** No charset has a longer sequence that can be left over between two pieces. */
    private static final int LEFT_OVER = 16;

    private final Consumer<? super String> consumer;
    private final MemoryLimit limit;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(PIECE + LEFT_OVER);
    private final CharBuffer chars = CharBuffer.allocate(PIECE + LEFT_OVER);
    private final StringBuilder line = new StringBuilder();
    private boolean afterReturn;
    private volatile boolean truncated;

    public Lines(Consumer<? super String> consumer, Charset charset, MemoryLimit limit) {
        this.consumer = consumer;
        this.limit = limit;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    @Override
    public void accept(byte[] buffer, int length) {
        for (int from = 0; from < length; from += PIECE) {
            bytes.put(buffer, from, Math.min(PIECE, length - from));
            decode(false);
        }
    }

    @Override
    public void end() {
        decode(true);
        CoderResult flushed = decoder.flush(chars);
        assert flushed.isUnderflow() : "the buffer is empty before";
        split();
        if (!line.isEmpty()) {
            deliver();
        }
    }

    @Override
    public boolean truncated() {
        return truncated;
    }

    private void decode(boolean last) {
        bytes.flip();
        CoderResult result;
        do {
            result = decoder.decode(bytes, chars, last);
            split();
        } while (result.isOverflow());
        bytes.compact();
    }

    private void split() {
        chars.flip();
        int from = 0;
        for (int at = 0; at < chars.limit(); at++) {
            char c = chars.get(at);
            boolean secondHalf = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (c == '\n' || c == '\r') {
                if (!secondHalf) {
                    append(from, at);
                    deliver();
                }
                from = at + 1;
            }
        }
        append(from, chars.limit());
        chars.clear();
    }

    private void append(int from, int to) {
        int room = limit.room(line.length(), to - from);
        line.append(chars, from, from + room);
        if (room < to - from) {
            truncated = true;
            limit.reached();
        }
    }

    private void deliver() {
        String complete = line.toString();
        line.setLength(0);
        consumer.accept(complete);
    }
}

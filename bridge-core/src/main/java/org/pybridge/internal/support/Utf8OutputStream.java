package org.pybridge.internal.support;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Text as it comes out of a file descriptor, in pieces: decoded as UTF-8, where a character cut in two waits for its rest, and bytes that
 * are no text become U+FFFD. Thread-safe.
 */
public final class Utf8OutputStream extends OutputStream {
    private static final int LONGEST_CHARACTER = 4;

    private final Consumer<String> sink;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer rest = ByteBuffer.allocate(0);

    /**
     * Makes a stream.
     *
     * @param sink takes the text, in the writing thread
     */
    public Utf8OutputStream(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length);
        all.put(rest).put(bytes, offset, length).flip();
        CharBuffer text = CharBuffer.allocate(all.remaining() + LONGEST_CHARACTER);
        decoder.decode(all, text, false);
        rest = all.slice();
        if (text.flip().hasRemaining()) {
            sink.accept(text.toString());
        }
    }
}

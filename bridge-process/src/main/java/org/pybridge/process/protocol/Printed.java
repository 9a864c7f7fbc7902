package org.pybridge.process.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pybridge.Output;

/**
 * Something that Python printed.
 *
 * @param isError whether it went to stderr
 * @param text the text
 */
public record Printed(boolean isError, String text) {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** Reads the body of a frame. */
    public static Printed of(Frame frame) throws LineException {
        ByteBuffer body = frame.body();
        int stream = body.hasRemaining() ? body.get() : 0;
        if (stream != STDOUT && stream != STDERR) {
            throw FrameBody.broken(frame, "is for stream " + stream);
        }
        return new Printed(stream == STDERR, StandardCharsets.UTF_8.decode(body).toString());
    }

    public void to(Output output) {
        if (isError) {
            output.stderr(text);
        } else {
            output.stdout(text);
        }
    }
}

package org.pybridge.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pybridge.Output;

/**
 * Something that Python printed.
 *
 * @param isError whether it went to stderr
 * @param text the text
 */
record Printed(boolean isError, String text) {
    private static final int STDERR = 2;

    /** Reads the body of a frame. */
    static Printed of(ByteBuffer body) {
        boolean isError = body.get() == STDERR;
        return new Printed(isError, StandardCharsets.UTF_8.decode(body).toString());
    }

    void to(Output output) {
        if (isError) {
            output.stderr(text);
        } else {
            output.stdout(text);
        }
    }
}

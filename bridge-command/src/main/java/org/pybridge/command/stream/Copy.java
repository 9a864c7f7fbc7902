package org.pybridge.command.stream;

import java.io.IOException;
import java.io.OutputStream;

/** Hands an output on to a stream, which stays open. */
public final class Copy implements Sink {
    private final OutputStream target;

    public Copy(OutputStream target) {
        this.target = target;
    }

    @Override
    public void accept(byte[] buffer, int length) throws IOException {
        target.write(buffer, 0, length);
    }

    @Override
    public void end() throws IOException {
        target.flush();
    }
}

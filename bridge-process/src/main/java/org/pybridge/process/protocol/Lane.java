package org.pybridge.process.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.pybridge.wire.WireBuffer;

/** The line of calls: a pair of streams that nobody else uses, so the caller's own thread writes and reads. */
public final class Lane implements FrameChannel, Closeable {
    private final FrameReader reader;
    private final OutputStream output;
    private final @Nullable Closeable connection;

    /** Makes a lane over two pipes, whose process closes them. */
    public Lane(FrameReader reader, OutputStream output) {
        this.reader = reader;
        this.output = output;
        this.connection = null;
    }

    /** Makes a lane over a connection that is closed with it. */
    public Lane(FrameReader reader, OutputStream output, Closeable connection) {
        this.reader = reader;
        this.output = output;
        this.connection = connection;
    }

    @Override
    public void send(WireBuffer frame) throws LineException {
        try {
            frame.writeTo(output);
            output.flush();
        } catch (IOException failed) {
            throw new LineException(failed);
        } finally {
            // Large blocks in it are the caller's.
            frame.clear();
        }
    }

    @Override
    public Frame receive() throws LineException {
        try {
            return reader.read();
        } catch (IOException failed) {
            throw new LineException(failed);
        }
    }

    /** Tells whether nothing has come that was not read; for times between two calls. */
    public boolean isQuiet() {
        try {
            return reader.isQuiet();
        } catch (IOException ended) {
            return true; // The next call finds that out.
        }
    }

    @Override
    public void begin(long number) {
        reader.expect(number);
    }

    @Override
    public void keep(boolean whole) {
        reader.keep(whole);
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
        }
    }
}

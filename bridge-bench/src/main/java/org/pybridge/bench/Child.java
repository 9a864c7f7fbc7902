package org.pybridge.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A Python process without the library, for the rivals. Used by one thread. */
public final class Child implements AutoCloseable {
    private final Process process;
    private final DataOutputStream to;
    private final DataInputStream from;

    /**
     * Starts it.
     *
     * @param interpreter its Python
     * @param script beside {@code bench.py}
     * @throws IOException when it does not start
     */
    public Child(String interpreter, String script) throws IOException {
        process = new ProcessBuilder(
                        interpreter, PythonFiles.directory().resolve(script).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new DataOutputStream(process.getOutputStream());
        from = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Sends a frame and reads the one that comes back. */
    byte[] exchange(byte[] frame) throws IOException {
        to.writeInt(frame.length);
        to.write(frame);
        to.flush();
        return from.readNBytes(from.readInt());
    }

    /** Sends a frame so many times, and then reads what comes back; the pipes have to hold all of it. */
    byte[] exchange(byte[] frame, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            to.writeInt(frame.length);
            to.write(frame);
        }
        to.flush();
        byte[] last = frame;
        for (int i = 0; i < times; i++) {
            last = from.readNBytes(from.readInt());
        }
        return last;
    }

    /**
     * Waits until it has printed a line.
     *
     * @throws IOException when it ends before
     */
    public void awaitLine() throws IOException {
        while (from.read() != '\n') {
            // The line's words do not matter.
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

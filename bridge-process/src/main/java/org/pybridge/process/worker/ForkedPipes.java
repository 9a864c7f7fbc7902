package org.pybridge.process.worker;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.process.protocol.SocketStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of two pipes that a forked worker has made, opened through its {@code /proc} entry. A pipe carries a small frame in less time
 * than a socket, and a process that the JDK has not started has none from us.
 */
record ForkedPipes(InputStream input, OutputStream output) implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ForkedPipes.class);
    private static final byte[] TAKEN = {1};
    private static final byte[] NOT_TAKEN = {0};

    /**
     * Opens the worker's pipes, and tells it.
     *
     * @param descriptors the worker's numbers of the ends that are ours: to write to, and to read from
     * @param socket the connection over which it waits for the answer, and which it goes on with where there are no pipes
     * @return the pipes; null where they cannot be opened, as when the worker is another user's
     */
    static @Nullable ForkedPipes open(long pid, List<Long> descriptors, SocketStream socket) throws IOException {
        ForkedPipes pipes = opened(pid, descriptors);
        socket.output().write(pipes == null ? NOT_TAKEN : TAKEN);
        if (pipes != null) {
            socket.close();
        }
        return pipes;
    }

    @SuppressWarnings("resource") // closed with the lane
    private static @Nullable ForkedPipes opened(long pid, List<Long> descriptors) {
        if (descriptors.size() != 2) {
            return null;
        }
        String directory = "/proc/" + pid + "/fd/";
        try {
            OutputStream output = new FileOutputStream(directory + descriptors.get(0));
            try {
                return new ForkedPipes(new FileInputStream(directory + descriptors.get(1)), output);
            } catch (IOException denied) {
                output.close();
                throw denied;
            }
        } catch (IOException denied) {
            LOG.debug("the pipes of worker {} cannot be opened, a socket has to do", pid, denied);
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        output.close();
        input.close();
    }
}

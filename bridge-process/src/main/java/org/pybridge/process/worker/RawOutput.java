package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.pybridge.Output;
import org.pybridge.internal.support.Utf8OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written to the worker's descriptors 1 and 2 past Python's {@code sys.stdout}: by native code, by child processes, by Python
 * when it crashes. A thread of its own reads it all the time, so nobody who writes there ever waits for a call; and a call looks itself
 * before it ends, so that its output is whole. Thread-safe.
 */
public final class RawOutput implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RawOutput.class);
    private static final int CHUNK = 64 * 1024;

    private final Channel out;
    private final Channel err;
    private final Tail tail = new Tail();
    private final Selector selector = Selector.open();
    private final ReentrantLock reading = new ReentrantLock();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    private final byte[] chunk = new byte[CHUNK];

    /** One of the two. */
    private record Channel(SocketChannel socket, Utf8OutputStream text, boolean isError) {}

    RawOutput(SocketChannel out, SocketChannel err, Supplier<Output> current) throws IOException {
        this.out = open(out, new Utf8OutputStream(text -> current.get().stdout(text)), false);
        this.err = open(err, new Utf8OutputStream(text -> current.get().stderr(text)), true);
    }

    private Channel open(SocketChannel socket, Utf8OutputStream text, boolean isError) throws IOException {
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_READ);
        return new Channel(socket, text, isError);
    }

    /** Reads until both have ended or were closed. */
    void attend() {
        try {
            while (!selector.keys().isEmpty()) {
                selector.select();
                selector.selectedKeys().clear();
                drain();
            }
        } catch (IOException | ClosedSelectorException end) {
            LOG.debug("the raw output of a worker has ended: {}", end.getMessage());
        }
    }

    /** Delivers what was written until now. */
    public void drain() {
        reading.lock();
        try {
            drain(out);
            drain(err);
        } finally {
            reading.unlock();
        }
    }

    private void drain(Channel channel) {
        if (!channel.socket.isOpen()) {
            return;
        }
        try {
            int read = channel.socket.read(buffer);
            while (read > 0) {
                deliver(channel);
                read = channel.socket.read(buffer);
            }
            if (read < 0) {
                channel.socket.close();
            }
        } catch (IOException reset) {
            close(channel.socket);
        }
    }

    private void deliver(Channel channel) {
        int length = buffer.flip().remaining();
        buffer.get(chunk, 0, length).clear();
        if (channel.isError) {
            tail.add(chunk, length);
        }
        try {
            channel.text.write(chunk, 0, length);
        } catch (RuntimeException failed) {
            LOG.debug("an output did not take what was written to a descriptor", failed);
        }
    }

    /** Gives the end of what was written to descriptor 2. */
    String lastErrors() {
        reading.lock();
        try {
            return tail.text();
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void close() {
        drain();
        close(out.socket);
        close(err.socket);
        try {
            selector.close();
        } catch (IOException failed) {
            LOG.debug("a selector did not close", failed);
        }
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            LOG.debug("a connection did not close", failed);
        }
    }

    /** The last bytes of many. */
    private static final class Tail {
        private static final int MAX_RETAINED = 16 * 1024;

        private final byte[] bytes = new byte[MAX_RETAINED];
        private long written;

        void add(byte[] from, int length) {
            for (int i = Math.max(0, length - MAX_RETAINED); i < length; i++) {
                bytes[(int) ((written + i) % MAX_RETAINED)] = from[i];
            }
            written += length;
        }

        String text() {
            int length = (int) Math.min(written, MAX_RETAINED);
            byte[] ordered = new byte[length];
            for (int i = 0; i < length; i++) {
                ordered[i] = bytes[(int) ((written - length + i) % MAX_RETAINED)];
            }
            return new String(ordered, StandardCharsets.UTF_8);
        }
    }
}

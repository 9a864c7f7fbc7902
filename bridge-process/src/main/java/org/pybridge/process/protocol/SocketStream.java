package org.pybridge.process.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A socket as two streams, for one reading and one writing thread at a time. A blocking channel would be closed when a thread that
 * uses it is interrupted, and the worker would die of it; so the channel does not block, and the threads wait elsewhere.
 */
public final class SocketStream implements Closeable {
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final Selector arrived;

    public SocketStream(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        readable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        writable = Selector.open();
        channel.register(writable, SelectionKey.OP_WRITE);
        arrived = Selector.open();
        channel.register(arrived, SelectionKey.OP_READ);
    }

    public InputStream input() {
        return new InputStream() {
            /** Tells only whether there is something, or the end. Another thread may be reading. */
            @Override
            public int available() throws IOException {
                arrived.selectNow();
                int ready = arrived.selectedKeys().size();
                arrived.selectedKeys().clear();
                return ready;
            }

            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
                int read = channel.read(into);
                while (read == 0 && length > 0) {
                    await(readable);
                    read = channel.read(into);
                }
                return read;
            }
        };
    }

    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
                while (from.hasRemaining()) {
                    if (channel.write(from) == 0) {
                        await(writable);
                    }
                }
            }
        };
    }

    /** Waits without being kept from it by an interrupt, which is for others to see. */
    private static void await(Selector selector) throws IOException {
        boolean interrupted = false;
        try {
            selector.select();
            while (selector.selectedKeys().isEmpty() && Thread.interrupted()) {
                interrupted = true;
                selector.select();
            }
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException closed) {
            throw new IOException("the connection was closed", closed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
        arrived.close();
    }
}

package org.pybridge.process.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.support.StaleFiles;

/**
 * Where a starting worker finds us: a Unix domain socket in a directory that only this user can enter, or a port of the loopback
 * interface where there are none. Who connects shows the worker's secret first. For one thread at a time.
 */
final class ConnectionListener implements AutoCloseable {
    /** What fits into a socket address on all systems. */
    private static final int LONGEST_PATH = 90;

    private static final int ROUND_MILLIS = 20;
    private static final int MOST_STRANGERS = 64;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final @Nullable Path directory;
    private final String address;
    private final Queue<Stranger> strangers = new ArrayDeque<>();

    private ConnectionListener(ServerSocketChannel server, @Nullable Path directory, String address)
            throws IOException {
        this.server = server;
        this.directory = directory;
        this.address = address;
        this.selector = Selector.open();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    static ConnectionListener open() throws IOException {
        Path directory = directory();
        Path socket = directory.resolve("s");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
            try {
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                server.bind(UnixDomainSocketAddress.of(socket));
                return new ConnectionListener(server, directory, ":" + socket);
            } catch (UnsupportedOperationException | IOException unavailable) {
                Files.deleteIfExists(socket);
            }
        }
        Files.delete(directory);
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
        return new ConnectionListener(server, null, bound.getAddress().getHostAddress() + ":" + bound.getPort());
    }

    /** Makes a directory with the rights rwx------. */
    private static Path directory() {
        try {
            return Files.createTempDirectory(StaleFiles.prefix());
        } catch (IOException denied) {
            throw new InterpreterLostException(
                    "no worker can be started, because there is no writable directory for temporary files: "
                            + System.getProperty("java.io.tmpdir")
                            + "; name one with -Djava.io.tmpdir=DIRECTORY, as a volume where the file system is read-only",
                    denied,
                    false,
                    null);
        }
    }

    /** Gives the address as the worker wants it: a path after a colon, or a host and a port. */
    String address() {
        return address;
    }

    /** A connection that showed the secret. */
    record Guest(ConnectionRole role, SocketChannel socket) {}

    /** Waits for the next connection of the worker; gives null when nobody can come any more. */
    @Nullable
    Guest accept(byte[] secret, BooleanSupplier hope) throws IOException {
        while (true) {
            letIn();
            Guest guest = authenticate(secret);
            if (guest != null) {
                return guest;
            }
            if (!hope.getAsBoolean()) {
                return null;
            }
            selector.select(ROUND_MILLIS);
            selector.selectedKeys().clear();
        }
    }

    private void letIn() throws IOException {
        for (SocketChannel socket = server.accept(); socket != null; socket = server.accept()) {
            socket.configureBlocking(false);
            if (strangers.size() == MOST_STRANGERS) {
                strangers.remove().close();
            }
            strangers.add(new Stranger(socket, socket.register(selector, SelectionKey.OP_READ)));
        }
    }

    /** Looks who has shown the secret by now. One that shows nothing keeps nobody waiting. */
    private @Nullable Guest authenticate(byte[] secret) throws IOException {
        for (Iterator<Stranger> each = strangers.iterator(); each.hasNext(); ) {
            Stranger stranger = each.next();
            if (stranger.isSilent()) {
                continue;
            }
            each.remove();
            Guest guest = stranger.guest(secret);
            if (guest == null) {
                stranger.close();
                continue;
            }
            if (directory == null) {
                guest.socket().setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return guest;
        }
        return null;
    }

    /** A connection that has not shown the secret yet. */
    private static final class Stranger {
        private static final int SHOWN = WorkerStart.SECRET_BYTES + Byte.BYTES;

        private final SocketChannel socket;
        private final SelectionKey key;
        private final ByteBuffer shown = ByteBuffer.allocate(SHOWN);
        private boolean ended;

        Stranger(SocketChannel socket, SelectionKey key) {
            this.socket = socket;
            this.key = key;
        }

        /** Tells whether it may show more. */
        boolean isSilent() {
            try {
                ended = socket.read(shown) < 0;
            } catch (IOException broken) {
                ended = true;
            }
            return shown.hasRemaining() && !ended;
        }

        @Nullable
        Guest guest(byte[] secret) {
            byte[] claimed = new byte[secret.length];
            if (shown.hasRemaining()) {
                return null;
            }
            shown.flip().get(claimed);
            ConnectionRole role = ConnectionRole.of(shown.get());
            if (role == null || !MessageDigest.isEqual(claimed, secret)) {
                return null;
            }
            key.cancel();
            return new Guest(role, socket);
        }

        void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Stranger stranger : strangers) {
            stranger.close();
        }
        selector.close();
        if (directory != null) {
            Files.deleteIfExists(directory.resolve("s"));
            Files.deleteIfExists(directory);
        }
    }
}

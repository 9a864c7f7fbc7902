package org.pybridge.process;

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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Leftovers;

/**
 * Where a starting worker finds us: a Unix domain socket in a directory that only this user can enter, or a port of the loopback
 * interface where there are none. Who connects shows the worker's secret first. For one thread at a time.
 */
final class Rendezvous implements AutoCloseable {
    /** What fits into a socket address on all systems. */
    private static final int LONGEST_PATH = 90;

    private static final int ROUND_MILLIS = 20;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final @Nullable Path directory;
    private final String address;

    private Rendezvous(ServerSocketChannel server, @Nullable Path directory, String address) throws IOException {
        this.server = server;
        this.directory = directory;
        this.address = address;
        this.selector = Selector.open();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    static Rendezvous open() throws IOException {
        // Made with the rights rwx------.
        Path directory = Files.createTempDirectory(Leftovers.prefix());
        Path socket = directory.resolve("s");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
            try {
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                server.bind(UnixDomainSocketAddress.of(socket));
                return new Rendezvous(server, directory, ":" + socket);
            } catch (UnsupportedOperationException | IOException unavailable) {
                Files.deleteIfExists(socket);
            }
        }
        Files.delete(directory);
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
        return new Rendezvous(server, null, bound.getAddress().getHostAddress() + ":" + bound.getPort());
    }

    /** Gives the address as the worker wants it: a path after a colon, or a host and a port. */
    String address() {
        return address;
    }

    /** A connection that showed the secret. */
    record Guest(Role role, SocketChannel socket) {}

    /** Waits for the next connection of the worker; gives null when nobody can come any more. */
    @Nullable
    Guest accept(byte[] secret, BooleanSupplier hope) throws IOException {
        while (true) {
            SocketChannel socket = server.accept();
            if (socket != null) {
                Guest guest = admit(socket, secret, hope);
                if (guest != null) {
                    return guest;
                }
                socket.close();
            } else if (!hope.getAsBoolean()) {
                return null;
            } else {
                selector.select(ROUND_MILLIS);
                selector.selectedKeys().clear();
            }
        }
    }

    private @Nullable Guest admit(SocketChannel socket, byte[] secret, BooleanSupplier hope) throws IOException {
        socket.configureBlocking(false);
        ByteBuffer shown = ByteBuffer.allocate(secret.length + 1);
        try (Selector arrival = Selector.open()) {
            socket.register(arrival, SelectionKey.OP_READ);
            while (shown.hasRemaining()) {
                if (socket.read(shown) < 0 || !hope.getAsBoolean()) {
                    return null;
                }
                if (shown.hasRemaining()) {
                    arrival.select(ROUND_MILLIS);
                    arrival.selectedKeys().clear();
                }
            }
        }
        byte[] claimed = new byte[secret.length];
        shown.flip().get(claimed);
        Role role = Role.of(shown.get());
        if (role == null || !MessageDigest.isEqual(claimed, secret)) {
            return null;
        }
        if (directory == null) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return new Guest(role, socket);
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
        if (directory != null) {
            Files.deleteIfExists(directory.resolve("s"));
            Files.deleteIfExists(directory);
        }
    }
}

package org.pybridge.process.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who connects to where a starting worker is waited for. */
@Timeout(30)
@EnabledOnOs(OS.LINUX)
class ConnectionListenerTest {
    private static final byte[] SECRET = new byte[WorkerStart.SECRET_BYTES];

    static {
        Arrays.fill(SECRET, (byte) 7);
    }

    private final List<SocketChannel> opened = new ArrayList<>();

    private void connect(ConnectionListener rendezvous, byte[]... parts) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        opened.add(socket);
        socket.connect(UnixDomainSocketAddress.of(rendezvous.address().substring(1)));
        for (byte[] part : parts) {
            socket.write(ByteBuffer.wrap(part));
        }
    }

    @Test
    void connectionsThatSayNothingOrSomethingElseKeepNobodyWaiting() throws IOException {
        try (ConnectionListener rendezvous = ConnectionListener.open()) {
            for (int i = 0; i < 30; i++) {
                connect(rendezvous);
                connect(rendezvous, new byte[] {1, 2});
                connect(rendezvous, new byte[SECRET.length + 1]);
                assertThat(rendezvous.accept(SECRET, () -> false)).isNull();
            }
            connect(rendezvous, SECRET, new byte[] {5});
            ConnectionListener.Guest guest = rendezvous.accept(SECRET, () -> true);
            assertThat(guest.role()).isEqualTo(ConnectionRole.LANE);
        } finally {
            for (SocketChannel each : opened) {
                each.close();
            }
        }
    }

    @Test
    void anUnknownRoleIsNotLetIn() throws IOException {
        try (ConnectionListener rendezvous = ConnectionListener.open()) {
            connect(rendezvous, SECRET, new byte[] {99});
            assertThat(rendezvous.accept(SECRET, () -> false)).isNull();
        } finally {
            opened.get(0).close();
        }
    }
}

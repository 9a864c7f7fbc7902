package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that a starting process has made to us. For one thread. */
final class WorkerConnections {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerConnections.class);

    private final Map<ConnectionRole, SocketChannel> sockets = new EnumMap<>(ConnectionRole.class);
    private final List<SocketChannel> lanes = new ArrayList<>();

    /** Waits until so many have come. */
    void await(ConnectionListener rendezvous, byte[] secret, StartingProcess process, int expected) throws IOException {
        while (sockets.size() + lanes.size() < expected) {
            ConnectionListener.Guest guest = rendezvous.accept(secret, process::isPending);
            if (guest == null) {
                throw new IOException("it never connected");
            }
            if (guest.role() == ConnectionRole.LANE) {
                lanes.add(guest.socket());
            } else {
                sockets.put(guest.role(), guest.socket());
            }
        }
    }

    /** Gives the connection of a role of which there is one. */
    SocketChannel socket(ConnectionRole role) {
        return Objects.requireNonNull(sockets.get(role), role::name);
    }

    /** Gives the lanes, in the order in which they came. */
    List<SocketChannel> lanes() {
        return lanes;
    }

    void close() {
        List<SocketChannel> all = new ArrayList<>(sockets.values());
        all.addAll(lanes);
        for (SocketChannel socket : all) {
            try {
                socket.close();
            } catch (IOException failed) {
                LOG.debug("a connection did not close", failed);
            }
        }
    }
}

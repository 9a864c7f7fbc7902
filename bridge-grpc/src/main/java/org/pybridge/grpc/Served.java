package org.pybridge.grpc;

import io.grpc.Status;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.pybridge.internal.lease.Lender;

/** What the streams of one server share, and which of them there are. Thread-safe. */
final class Served {
    private final Lender lender;
    private final Limits limits;
    private final Authorizer authorizer;
    private final Permission usual;
    private final ServedExtensions extensions;
    private final ExecutorService threads;
    private final Cleaner cleaner;
    private final Set<ServerStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> ofClients = new ConcurrentHashMap<>();
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    /**
     * What one client may take.
     *
     * @param maxStreams streams of one client at once
     * @param maxCalls calls of one stream at once, callbacks of Python's threads included
     * @param maxObjects live objects of one stream
     * @param maxCallTime how long a call may run
     * @param maxMemory how many bytes of memory the arguments of a call may take
     */
    record Limits(int maxStreams, int maxCalls, int maxObjects, Duration maxCallTime, long maxMemory) {}

    Served(
            Lender lender,
            Limits limits,
            Authorizer authorizer,
            Permission usual,
            ServedExtensions extensions,
            ExecutorService threads,
            Cleaner cleaner) {
        this.lender = lender;
        this.limits = limits;
        this.authorizer = authorizer;
        this.usual = usual;
        this.extensions = extensions;
        this.threads = threads;
        this.cleaner = cleaner;
    }

    Lender lender() {
        return lender;
    }

    Limits limits() {
        return limits;
    }

    ServedExtensions extensions() {
        return extensions;
    }

    ExecutorService threads() {
        return threads;
    }

    Cleaner cleaner() {
        return cleaner;
    }

    /**
     * Decides what a client may do.
     *
     * @throws AccessRefusedException when it may do nothing
     */
    Permission permission(Peer peer) {
        Permission permission = authorizer.decide(peer, usual);
        if (permission.isRefusal()) {
            throw new AccessRefusedException(permission.refusal());
        }
        return permission;
    }

    /** Takes a stream, and says what it may call. */
    EntryPointRules admit(ServerStream stream, Peer peer) {
        Permission permission = permission(peer);
        if (ofClients.merge(identity(peer), 1, Integer::sum) > limits.maxStreams()) {
            left(peer);
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription(
                            "a client may have " + limits.maxStreams()
                                    + " streams at once; make its pool smaller, or allow more: PythonServer.builder(python).maxStreams(n)")
                    .asRuntimeException();
        }
        streams.add(stream);
        return new EntryPointRules(permission, extensions, found);
    }

    /** A stream has ended; one that was never admitted is none of ours. */
    void dismiss(ServerStream stream, Peer peer) {
        if (streams.remove(stream)) {
            left(peer);
        }
    }

    private void left(Peer peer) {
        ofClients.computeIfPresent(identity(peer), (same, count) -> count == 1 ? null : count - 1);
    }

    /** Who proved a name is counted by that, others by where they are. */
    private static String identity(Peer peer) {
        String address = peer.address();
        int port = address.lastIndexOf(':');
        return peer.certificate().or(peer::token).orElse(port < 0 ? address : address.substring(0, port));
    }

    Set<ServerStream> streams() {
        return streams;
    }
}

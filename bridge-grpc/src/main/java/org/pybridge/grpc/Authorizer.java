package org.pybridge.grpc;

/** Decides what a client may do. Thread-safe; it is asked when a stream begins, and should be quick. */
@FunctionalInterface
public interface Authorizer {

    /**
     * Decides.
     *
     * @param peer who asks
     * @param usual what the server's {@code allow} and {@code allowCode} say
     * @return that, or another permission, or a {@linkplain Permission#refused refusal}
     */
    Permission decide(Peer peer, Permission usual);
}

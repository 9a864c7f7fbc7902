package org.pybridge.grpc;

import java.util.Optional;

/**
 * Who wants to be served. Immutable.
 *
 * @param address where the client is, as {@code /10.0.0.7:41234}
 * @param token the token that it sent ({@code authorization: Bearer ...}); empty when it sent none
 * @param certificate the name in the certificate that it has proven to be its own, as {@code CN=pricing,O=Shop}; empty without one
 */
public record Peer(String address, Optional<String> token, Optional<String> certificate) {
    /** The token is a secret, and not shown. */
    @Override
    public String toString() {
        return address + certificate.map(name -> " (" + name + ")").orElse("");
    }
}

package org.pybridge.grpc;

import org.pybridge.BridgeException;

/** A server does not serve this client, or does not let it call this. Nothing ran. */
public final class AccessRefusedException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a refusal.
     *
     * @param reason what was refused, and what would allow it
     */
    public AccessRefusedException(String reason) {
        super(reason, null, false);
    }
}

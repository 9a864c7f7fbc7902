package org.pybridge;

import org.pybridge.spi.Capability;

/** The backend cannot do what was asked. Nothing ran. */
public final class UnsupportedCapabilityException extends BridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports what is missing.
     *
     * @param backend the backend's name
     * @param capability what it cannot do
     */
    public UnsupportedCapabilityException(String backend, Capability capability) {
        super("backend " + backend + " cannot do " + capability + "; use one that can", null, false);
    }
}

package org.pybridge;

import org.jspecify.annotations.Nullable;

/** Python packages could not be installed. No Python code of the caller has run. */
public final class PackageInstallException extends BridgeException {
    private static final long serialVersionUID = 1L;

    private final String output;

    /**
     * Reports a failed installation.
     *
     * @param message what went wrong and what to do
     * @param output what the installer printed; empty when it never ran
     * @param cause the exception behind this one, or null
     */
    public PackageInstallException(String message, String output, @Nullable Throwable cause) {
        super(message, cause, false);
        this.output = output;
    }

    /**
     * Gives the installer's own output.
     *
     * @return the end of what it printed; empty when it never ran
     */
    public String output() {
        return output;
    }
}

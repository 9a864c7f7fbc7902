package org.pybridge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that PyBridge reports. Each exception carries its facts as data and says whether the Python code may have
 * run, so that a caller knows whether trying again is safe.
 */
public abstract class BridgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveRun;
    private transient volatile @Nullable CapturedOutput output;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, with what value, and what to do
     * @param cause the exception behind this one, or null
     * @param mayHaveRun whether Python code of the failed call may have run
     */
    protected BridgeException(String message, @Nullable Throwable cause, boolean mayHaveRun) {
        super(message, cause);
        this.mayHaveRun = mayHaveRun;
    }

    /**
     * Tells whether Python code of the failed call may have run.
     *
     * @return false when nothing ran, so that the call can be repeated without doing anything twice
     */
    public final boolean mayHaveRun() {
        return mayHaveRun;
    }

    /**
     * Returns what the failed call had printed until then, where the call captured it, as {@code run} does.
     *
     * @return the output, or empty where it went somewhere else, or nothing ran
     */
    public final Optional<CapturedOutput> printed() {
        return Optional.ofNullable(output);
    }

    /**
     * Adds what the failed call had printed, unless it has that already. Called by the library, before anybody has the exception.
     *
     * @param printed the output
     */
    public final void attachPrinted(CapturedOutput printed) {
        if (output == null) {
            output = printed;
        }
    }
}

package org.pybridge;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a script ended, as data: its result or its error, and what it printed in both cases. Immutable. */
public final class Attempt {
    private final @Nullable ScriptResult result;
    private final @Nullable BridgeException error;

    private Attempt(@Nullable ScriptResult result, @Nullable BridgeException error) {
        this.result = result;
        this.error = error;
    }

    static Attempt of(ScriptResult result) {
        return new Attempt(Objects.requireNonNull(result, "result"), null);
    }

    static Attempt of(BridgeException error) {
        return new Attempt(null, Objects.requireNonNull(error, "error"));
    }

    /**
     * Returns what the script left behind.
     *
     * @return the result, or empty when it failed
     */
    public Optional<ScriptResult> result() {
        return Optional.ofNullable(result);
    }

    /**
     * Returns why the script failed.
     *
     * @return the exception that {@code run} would have thrown, or empty when it did not fail
     */
    public Optional<BridgeException> error() {
        return Optional.ofNullable(error);
    }

    /**
     * Returns what the script printed, until it failed if it did.
     *
     * @return the text; empty when nothing ran
     */
    public String stdout() {
        return result != null
                ? result.stdout()
                : printed().map(CapturedOutput::stdout).orElse("");
    }

    /**
     * Returns what the script wrote to stderr, until it failed if it did. The traceback is in {@link #error()}.
     *
     * @return the text; empty when nothing ran
     */
    public String stderr() {
        return result != null
                ? result.stderr()
                : printed().map(CapturedOutput::stderr).orElse("");
    }

    /**
     * Returns whether the output was longer than the limit, so that its end is missing.
     *
     * @return true when some of it was left out
     */
    public boolean truncated() {
        return result != null
                ? result.truncated()
                : printed().map(CapturedOutput::truncated).orElse(false);
    }

    private Optional<CapturedOutput> printed() {
        return Objects.requireNonNull(error).printed();
    }

    /**
     * Returns what the script left behind.
     *
     * @return the result
     * @throws BridgeException the error, when it failed
     */
    public ScriptResult orElseThrow() {
        if (error != null) {
            throw error;
        }
        return Objects.requireNonNull(result);
    }

    @Override
    public String toString() {
        return error != null ? "failed: " + error.getMessage() : String.valueOf(result);
    }
}

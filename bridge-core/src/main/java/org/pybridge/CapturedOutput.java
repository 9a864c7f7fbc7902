package org.pybridge;

/** Output kept in memory up to a limit. Thread-safe. Made by {@link Output#capture(int)}. */
public final class CapturedOutput implements Output {
    private final int limit;
    private final StringBuilder stdout = new StringBuilder();
    private final StringBuilder stderr = new StringBuilder();
    private boolean truncated;

    CapturedOutput(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit is " + limit + " characters; it cannot be negative");
        }
        this.limit = limit;
    }

    @Override
    public synchronized void stdout(String text) {
        keep(stdout, text);
    }

    @Override
    public synchronized void stderr(String text) {
        keep(stderr, text);
    }

    /**
     * Gives what was written to stdout so far.
     *
     * @return the text, at most the limit
     */
    public synchronized String stdout() {
        return stdout.toString();
    }

    /**
     * Gives what was written to stderr so far.
     *
     * @return the text, at most the limit
     */
    public synchronized String stderr() {
        return stderr.toString();
    }

    /**
     * Tells whether there was more than the limit.
     *
     * @return true when the end of a stream is missing
     */
    public synchronized boolean truncated() {
        return truncated;
    }

    private void keep(StringBuilder kept, String text) {
        int room = Math.min(limit - kept.length(), text.length());
        kept.append(text, 0, room);
        truncated |= room < text.length();
    }
}

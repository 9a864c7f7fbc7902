package org.pybridge.testing.support;

import org.pybridge.Output;

/** Output that is kept until it is asked for. Thread-safe. */
public final class Recorded implements Output {
    private final StringBuffer stdout = new StringBuffer();
    private final StringBuffer stderr = new StringBuffer();

    @Override
    public void stdout(String text) {
        stdout.append(text);
    }

    @Override
    public void stderr(String text) {
        stderr.append(text);
    }

    /** Forgets everything, and begins anew. */
    public void clear() {
        stdout.setLength(0);
        stderr.setLength(0);
    }

    public String out() {
        return stdout.toString();
    }

    public String err() {
        return stderr.toString();
    }
}

package org.pybridge.graalpy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.pybridge.Output;
import org.pybridge.PyError;
import org.pybridge.PythonException;

/** An output that takes so many characters and no more. Its exception is none that Python's {@code except Exception} catches. */
final class LimitedOutput implements Output {
    private static final List<String> BASES = List.of("Exception", "BaseException", "object");

    private final Output to;
    private final long limit;
    private final AtomicLong left;

    LimitedOutput(Output to, long limit) {
        this.to = to;
        this.limit = limit;
        this.left = new AtomicLong(limit);
    }

    /** Takes note of characters that go elsewhere. */
    void count(int characters) {
        if (left.addAndGet(-characters) < 0) {
            String message = "the call has written more than " + limit + " characters, the limit of Access.maxOutput";
            throw new PythonException(
                    new PyError("OSError", BASES, message, List.of(), List.of(), List.of(), null, null, List.of()));
        }
    }

    @Override
    public void stdout(String text) {
        count(text.length());
        to.stdout(text);
    }

    @Override
    public void stderr(String text) {
        count(text.length());
        to.stderr(text);
    }

    @Override
    public void end() {
        to.end();
    }
}

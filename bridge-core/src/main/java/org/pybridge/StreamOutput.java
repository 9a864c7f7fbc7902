package org.pybridge;

import java.io.PrintStream;
import java.util.Objects;

/** Output that goes on to two streams. */
record StreamOutput(PrintStream out, PrintStream err) implements Output {
    StreamOutput {
        Objects.requireNonNull(out, "stdout");
        Objects.requireNonNull(err, "stderr");
    }

    @Override
    public void stdout(String text) {
        out.print(text);
    }

    @Override
    public void stderr(String text) {
        err.print(text);
    }

    @Override
    public void end() {
        out.flush();
        err.flush();
    }
}

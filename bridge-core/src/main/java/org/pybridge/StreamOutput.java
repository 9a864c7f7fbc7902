package org.pybridge;

import java.io.PrintStream;

/** Output that goes on to two streams. */
record StreamOutput(PrintStream out, PrintStream err) implements Output {
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

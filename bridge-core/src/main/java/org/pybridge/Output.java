package org.pybridge;

import java.io.PrintStream;

/**
 * Takes what Python prints. Python threads may write at the same time as the call that started them, so an output is thread-safe.
 */
public interface Output {

    /**
     * Takes text written to stdout.
     *
     * @param text any part of the output, not necessarily whole lines
     */
    void stdout(String text);

    /**
     * Takes text written to stderr.
     *
     * @param text any part of the output, not necessarily whole lines
     */
    void stderr(String text);

    /** Ends the output of one call: what was held back to make a line whole is written now. */
    default void end() {}

    /**
     * Sends whole lines to the SLF4J loggers {@code python.stdout} (level info) and {@code python.stderr} (level warn).
     *
     * @return a new output
     */
    static Output toLog() {
        return new LogOutput();
    }

    /**
     * Sends text to two streams as it comes.
     *
     * @param stdout for stdout
     * @param stderr for stderr
     * @return a new output
     */
    static Output to(PrintStream stdout, PrintStream stderr) {
        return new StreamOutput(stdout, stderr);
    }

    /**
     * Keeps the beginning of the text in memory.
     *
     * @param limit the most characters to keep of each stream
     * @return a new output
     */
    static CapturedOutput capture(int limit) {
        return new CapturedOutput(limit);
    }
}

package org.pybridge;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Output that goes to SLF4J, a line an event. */
final class LogOutput implements Output {
    private static final Logger STDOUT = LoggerFactory.getLogger("python.stdout");
    private static final Logger STDERR = LoggerFactory.getLogger("python.stderr");

    private final Lines stdout = new Lines(STDOUT::info);
    private final Lines stderr = new Lines(STDERR::warn);

    @Override
    public void stdout(String text) {
        stdout.add(text);
    }

    @Override
    public void stderr(String text) {
        stderr.add(text);
    }

    @Override
    public void end() {
        stdout.end();
        stderr.end();
    }

    /** Cuts text into lines; a line longer than the limit is cut, because a log event has to end somewhere. */
    private static final class Lines {
        private static final int LONGEST = 64 * 1024;

        private final Consumer<String> sink;
        private final StringBuilder line = new StringBuilder();
        private volatile boolean begun;

        Lines(Consumer<String> sink) {
            this.sink = sink;
        }

        synchronized void add(String text) {
            int start = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                line.append(text, start, end);
                emit();
                start = end + 1;
            }
            line.append(text, start, text.length());
            begun = !line.isEmpty();
            if (line.length() > LONGEST) {
                end();
            }
        }

        /** Called after every call, so the common case takes no lock. */
        void end() {
            if (begun) {
                synchronized (this) {
                    emit();
                    begun = false;
                }
            }
        }

        private void emit() {
            sink.accept(line.toString());
            line.setLength(0);
        }
    }
}

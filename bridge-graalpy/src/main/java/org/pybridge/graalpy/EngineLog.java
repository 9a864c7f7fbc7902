package org.pybridge.graalpy;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Sends what the engine logs to SLF4J instead of the console. */
final class EngineLog extends Handler {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);

    @Override
    public void publish(LogRecord event) {
        LOG.atLevel(severity(event.getLevel().intValue()))
                .setCause(event.getThrown())
                .log(event.getMessage());
    }

    private static Level severity(int level) {
        if (level >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (level >= java.util.logging.Level.WARNING.intValue()) {
            return Level.WARN;
        }
        return level >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}

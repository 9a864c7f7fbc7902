package org.pybridge.graalpy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Python's numbers of log levels. */
final class LogLevel {
    private LogLevel() {}

    /** The lowest level that SLF4J's root logger takes, so that Python does not format what nobody reads. */
    static int lowest() {
        Logger root = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.isDebugEnabled()) {
            return 10;
        }
        if (root.isInfoEnabled()) {
            return 20;
        }
        return root.isWarnEnabled() ? 30 : 40;
    }
}

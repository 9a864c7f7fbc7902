package org.pybridge.internal.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a backend tells Python's {@code logging} of SLF4J. */
public final class PythonLogging {
    private PythonLogging() {}

    /**
     * Gives the lowest level that SLF4J's root logger takes, so that Python does not format what nobody reads.
     *
     * @return Python's number of the level
     */
    public static int lowestLevel() {
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

package org.pybridge.command.os;

import java.util.Map;
import java.util.Optional;

/** The names of the signals that end processes. Those whose numbers differ between systems are left out. */
public final class Signals {
    private static final int FIRST_STATUS = 128;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    private Signals() {}

    /** Gives the signal that an exit status stands for: 128 and its number, as the JVM and every shell write it. */
    public static Optional<String> ofStatus(int status) {
        return Optional.ofNullable(NAMES.get(status - FIRST_STATUS));
    }
}

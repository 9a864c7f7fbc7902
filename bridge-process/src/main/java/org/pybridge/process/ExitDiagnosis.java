package org.pybridge.process;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.pybridge.CrashReport;

/** Tells how a process ended. */
final class ExitDiagnosis {
    /** The JDK reports a signal as the shell does. */
    private static final int BY_SIGNAL = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int KILL = 9;
    private static final String TRACEBACK = "Fatal Python error:";

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    private ExitDiagnosis() {}

    static CrashReport of(Process process, String lastErrors, boolean memoryWasShort) {
        boolean isKnown = !process.isAlive() && process.exitValue() != ForkedProcess.UNKNOWN;
        int code = isKnown ? process.exitValue() : 0;
        boolean bySignal = code > BY_SIGNAL && code <= BY_SIGNAL + LAST_SIGNAL;
        int traceback = lastErrors.lastIndexOf(TRACEBACK);
        return new CrashReport(
                isKnown && !bySignal ? OptionalInt.of(code) : OptionalInt.empty(),
                bySignal ? Optional.of(signal(code - BY_SIGNAL)) : Optional.empty(),
                isOutOfMemory(bySignal ? code - BY_SIGNAL : 0, lastErrors, memoryWasShort),
                traceback < 0 ? "" : lastErrors.substring(traceback),
                lastErrors);
    }

    /** The kernel kills without a word; Python says it when it cannot even report a MemoryError. */
    private static boolean isOutOfMemory(int signal, String lastErrors, boolean memoryWasShort) {
        return (signal == KILL && memoryWasShort) || lastErrors.contains("MemoryError");
    }

    /** Says it in words. */
    static String words(CrashReport crash) {
        return ended(crash) + (crash.outOfMemory() ? ", because there was no memory left" : "");
    }

    private static String ended(CrashReport crash) {
        return crash.signal()
                .map(signal -> "signal " + signal + " ended the worker")
                .orElseGet(() -> crash.exitCode().isPresent()
                        ? "the worker ended with exit code " + crash.exitCode().getAsInt()
                        : "it is not known how the worker ended");
    }

    private static String signal(int number) {
        return SIGNALS.getOrDefault(number, "signal " + number);
    }
}

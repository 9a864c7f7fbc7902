package org.pybridge.process.worker;

import java.util.Optional;
import java.util.OptionalInt;
import org.pybridge.CrashReport;
import org.pybridge.command.os.Signals;

/** Tells how a process ended. */
public final class ExitDiagnosis {
    /** The JDK reports a signal as the shell does. */
    private static final int BY_SIGNAL = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int KILL = 9;
    private static final String TRACEBACK = "Fatal Python error:";

    private ExitDiagnosis() {}

    static CrashReport of(Process process, String lastErrors, boolean memoryWasShort) {
        boolean isKnown = !process.isAlive() && process.exitValue() != ForkedProcess.UNKNOWN;
        int code = isKnown ? process.exitValue() : 0;
        boolean bySignal = code > BY_SIGNAL && code <= BY_SIGNAL + LAST_SIGNAL;
        int traceback = lastErrors.lastIndexOf(TRACEBACK);
        return new CrashReport(
                isKnown && !bySignal ? OptionalInt.of(code) : OptionalInt.empty(),
                bySignal ? Optional.of(signal(code)) : Optional.empty(),
                isOutOfMemory(bySignal ? code - BY_SIGNAL : 0, lastErrors, memoryWasShort),
                traceback < 0 ? "" : lastErrors.substring(traceback),
                lastErrors);
    }

    /** The kernel kills without a word; Python says it when it cannot even report a MemoryError. */
    private static boolean isOutOfMemory(int signal, String lastErrors, boolean memoryWasShort) {
        return (signal == KILL && memoryWasShort) || lastErrors.contains("MemoryError");
    }

    /** Says it in words. */
    public static String words(CrashReport crash) {
        return ended(crash) + (crash.outOfMemory() ? ", because there was no memory left" : "");
    }

    private static String ended(CrashReport crash) {
        return crash.signal()
                .map(signal -> "signal " + signal + " ended the worker")
                .orElseGet(() -> crash.exitCode().isPresent()
                        ? "the worker ended with exit code " + crash.exitCode().getAsInt()
                        : "the exit status of the worker is unknown");
    }

    private static String signal(int code) {
        return Signals.ofStatus(code).orElse("signal " + (code - BY_SIGNAL));
    }
}

package org.pybridge.graalpy;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pybridge.Diagnosis;
import org.pybridge.internal.support.DaemonThread;

/**
 * How deep Python calls can nest: on GraalPy each takes some of the stack of the Java thread that it runs on, and where that is used up, the
 * engine raises {@code RecursionError}, whatever {@code sys.getrecursionlimit} says.
 */
final class ThreadStacks {
    /** What the JVM gives its threads on most systems. */
    private static final long USUAL = 1 << 20;

    /** Measured, with interpreted code and functions of one argument. */
    private static final long OF_A_CALL = 4_600;

    static final String ADVICE =
            "on GraalPy, Python calls nest as deep as the stack of the Java thread allows, some 200 on 1 MB:"
                    + " give the thread more (-Xss), or have calls run on threads of the library's own, which have "
                    + (DaemonThread.STACK_BYTES >> 20) + " MB: callsRunOn(CallThread.OWN)";

    private ThreadStacks() {}

    /** Tells about them, with an advice when they are smaller than usual. */
    static Diagnosis diagnose() {
        Map<String, String> facts = new LinkedHashMap<>();
        Optional<Long> callers = ofCallers();
        facts.put("callers", callers.map(ThreadStacks::inWords).orElse("unknown"));
        facts.put("own", inWords(DaemonThread.STACK_BYTES));
        boolean small = callers.filter(bytes -> bytes < USUAL).isPresent();
        return new Diagnosis(List.of(new Diagnosis.Section("stacks", facts)), small ? List.of(ADVICE) : List.of());
    }

    private static String inWords(long bytes) {
        return (bytes >> 10) + " KB, for about " + bytes / OF_A_CALL + " nested Python calls";
    }

    /** The size that threads have when nothing else is asked for; empty on JVMs that do not tell. */
    private static Optional<Long> ofCallers() {
        try {
            return ManagementFactory.getPlatformMXBeans(HotSpotDiagnosticMXBean.class).stream()
                    .findFirst()
                    .map(options -> Long.parseLong(
                            options.getVMOption("ThreadStackSize").getValue()))
                    .map(kilobytes -> kilobytes == 0 ? USUAL : kilobytes << 10);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}

package org.pybridge.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests ask about processes, from outside: the system, not the JVM. Thread-safe. */
public final class Processes {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Processes() {}

    /**
     * Tells whether a process does anything; one that nobody has buried yet does not.
     *
     * @param pid its number, as it was printed
     * @return false when it has ended
     */
    public static boolean isAlive(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid.strip(), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Waits for what must become true.
     *
     * @param condition asked again and again
     */
    public static void await(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
            LockSupport.parkNanos(1_000_000);
        }
    }
}

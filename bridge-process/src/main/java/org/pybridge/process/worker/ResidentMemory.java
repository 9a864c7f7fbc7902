package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory that a process has, as Linux tells it; other systems do not tell it without a program of their own. */
public final class ResidentMemory {
    private static final Path PROCESSES = Path.of("/proc");
    private static final String KEY = "VmRSS:";

    private ResidentMemory() {}

    /** Whether processes can be measured here. */
    public static boolean isKnown() {
        return Files.isReadable(PROCESSES.resolve("self/status"));
    }

    /** Measures a process: bytes, or empty when it has ended. */
    public static OptionalLong of(long pid) {
        try {
            return Files.readAllLines(PROCESSES.resolve(pid + "/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith(KEY))
                    .mapToLong(line -> Long.parseLong(line.substring(KEY.length(), line.lastIndexOf(' '))
                                    .strip())
                            << 10)
                    .findFirst();
        } catch (IOException ended) {
            return OptionalLong.empty();
        }
    }
}

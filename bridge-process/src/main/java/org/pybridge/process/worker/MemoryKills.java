package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often the kernel has killed a process of our control group because there was no memory left. Linux alone tells, by the version of
 * its control groups in one of two files.
 */
final class MemoryKills {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Path OURS = Path.of("/proc/self/cgroup");
    private static final String COUNTER = "oom_kill ";

    private MemoryKills() {}

    /** Gives the number until now; 0 when it is not known. */
    static long count() {
        return Stream.of(
                        file(":memory:", "memory", "memory.oom_control"),
                        file("0::", "", "memory.events"),
                        Optional.of(GROUPS.resolve("memory.events")))
                .flatMap(Optional::stream)
                .flatMap(MemoryKills::lines)
                .filter(line -> line.startsWith(COUNTER))
                .mapToLong(
                        line -> Long.parseLong(line.substring(COUNTER.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    private static Optional<Path> file(String mark, String controller, String name) {
        return lines(OURS)
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf('/') + 1))
                .map(group -> GROUPS.resolve(controller).resolve(group).resolve(name))
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file).stream() : Stream.empty();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }
}

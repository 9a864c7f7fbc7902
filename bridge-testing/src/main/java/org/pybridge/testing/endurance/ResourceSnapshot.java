package org.pybridge.testing.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a JVM holds at one moment. Immutable.
 *
 * @param threads those that are alive, apart from the JVM's own
 * @param descriptors how many files and sockets are open; 0 where the system does not tell
 */
public record ResourceSnapshot(Set<Thread> threads, long descriptors) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern OF_THE_JVM = Pattern.compile(
            "(Attach Listener|Cleaner-|CompletableFutureDelayScheduler|ForkJoinPool|junit-|nfi-gc|process reaper).*");

    public static ResourceSnapshot take() {
        Set<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !isOfTheJvm(thread))
                .collect(Collectors.toSet());
        return new ResourceSnapshot(threads, count());
    }

    /** Gives the bytes that a collection leaves in the heap. */
    static long heap() {
        // What the first one finds unreachable may need the second one to be freed.
        System.gc();
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        return jvm.totalMemory() - jvm.freeMemory();
    }

    /** The names of the threads that were not there before. */
    public Set<String> threadsSince(ResourceSnapshot before) {
        return threads.stream()
                .filter(thread -> !before.threads.contains(thread))
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that the JDK, JUnit and the first native module of GraalPy start by themselves, and end when they like. */
    private static boolean isOfTheJvm(Thread thread) {
        return OF_THE_JVM.matcher(thread.getName()).matches();
    }

    private static long count() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package org.pybridge.command.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process with all that came from it. Its descendants are known by their parents, as long as these live. A process whose parent has
 * ended belongs to nobody; on Linux it is found by a variable of its environment, which it has inherited and nobody else has.
 *
 * <p>A process that has cleared its environment after its parent had ended is not found.
 */
public final class ProcessTree {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path PROC = Path.of("/proc");
    /** Processes can start others while they are killed; each round finds those. */
    private static final int ROUNDS = 10;

    private static final Duration ROUND = Duration.ofMillis(200);
    private static final long SHORTEST_PAUSE = 500_000;
    private static final long LONGEST_PAUSE = 20_000_000;

    private final ProcessHandle root;
    private final byte[] mark;

    /**
     * Describes a tree.
     *
     * @param root the process that everything came from
     * @param variable the name of the environment variable that marks the tree
     * @param value its value, which no other tree has
     */
    public ProcessTree(ProcessHandle root, String variable, String value) {
        this.root = root;
        this.mark = (variable + "=" + value + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Ends all processes: asks them to (SIGTERM), waits, and kills those that are left (SIGKILL). Takes at most the grace time and two
     * seconds. An interrupt of the calling thread is ignored and forgotten.
     *
     * @param grace how long they have to end by themselves; zero kills them at once
     */
    public void end(Duration grace) {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        if (!grace.isZero()) {
            find(members);
            members.forEach(ProcessHandle::destroy);
            awaitEnd(members, grace);
        }
        for (int round = 0; round < ROUNDS; round++) {
            find(members);
            members.removeIf(member -> !isAlive(member));
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(members, ROUND);
        }
        LOG.warn("processes {} of {} could not be killed", pids(members), root.pid());
    }

    /** Adds what has come since the last time. Dead members are dropped first: they have no descendants to look for. */
    private void find(Set<ProcessHandle> members) {
        members.removeIf(member -> !isAlive(member));
        members.add(root);
        if (Files.isDirectory(PROC)) {
            addMarked(members);
        }
        addDescendants(members);
    }

    /**
     * Looks at all processes once. To ask each member for its descendants is to look at all processes each time, and so to be slower than
     * a command that starts processes without end.
     */
    private static void addDescendants(Set<ProcessHandle> members) {
        Map<ProcessHandle, List<ProcessHandle>> children = new HashMap<>();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.forEach(process -> process.parent()
                    .ifPresent(parent -> children.computeIfAbsent(parent, none -> new ArrayList<>())
                            .add(process)));
        }
        Deque<ProcessHandle> unasked = new ArrayDeque<>(members);
        while (!unasked.isEmpty()) {
            for (ProcessHandle child : children.getOrDefault(unasked.remove(), List.of())) {
                if (members.add(child)) {
                    unasked.add(child);
                }
            }
        }
    }

    private void addMarked(Set<ProcessHandle> members) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                // The handle first: it knows when its process began, so it never means a later process of the same
                // number.
                ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                        .filter(handle -> !members.contains(handle) && hasMark(process))
                        .ifPresent(members::add);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.debug("the processes cannot be listed", unreadable);
        }
    }

    private boolean hasMark(Path process) {
        try {
            return contains(Files.readAllBytes(process.resolve("environ")), mark);
        } catch (IOException foreignOrGone) {
            return false;
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        // Each variable ends with a zero, the one before it too.
        for (int at = 0; at <= text.length - part.length; at++) {
            if ((at == 0 || text[at - 1] == 0) && Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    /** The processes are not all children of this JVM, so there is nothing to wait for but their absence. */
    private static void awaitEnd(Set<ProcessHandle> members, Duration limit) {
        long begin = System.nanoTime();
        long pause = SHORTEST_PAUSE;
        while (members.stream().anyMatch(ProcessTree::isAlive) && System.nanoTime() - begin < limit.toNanos()) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            Thread.interrupted();
        }
    }

    /** A process that nobody has buried yet has a number, but does nothing any more. */
    private static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The state stands behind the name, which is in parentheses and can have some itself.
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<Long> pids(Set<ProcessHandle> members) {
        return members.stream().map(ProcessHandle::pid).toList();
    }
}

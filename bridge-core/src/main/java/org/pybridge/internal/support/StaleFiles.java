package org.pybridge.internal.support;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells by their names which temporary files belong to JVMs that are gone. Whoever makes a file that is to end with its JVM gives it the
 * prefix; a JVM that was killed could not delete its files, and a later one does. Thread-safe.
 *
 * <p>A process id says nothing in another container, so the name has the namespace of process ids, too. What comes from another one is
 * left over when it is a day old.
 */
public final class StaleFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StaleFiles.class);
    private static final Path SELF = Path.of("/proc/self");
    private static final Path NAMESPACES = Path.of("/proc/self/ns/pid");
    private static final String NAMESPACE = Long.toString(namespace(), Character.MAX_RADIX);
    private static final String BEGIN = "pybridge-";
    private static final Pattern NAME = Pattern.compile(BEGIN + "([0-9a-z]{1,12})-([0-9a-z]{1,12})-.*");
    private static final Duration LONG_AGO = Duration.ofDays(1);

    private StaleFiles() {}

    /**
     * Gives what the names of this JVM's files begin with.
     *
     * @return a prefix for {@link Files#createTempFile} and {@link Files#createTempDirectory}
     */
    public static String prefix() {
        String process = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
        return BEGIN + NAMESPACE + "-" + process + "-";
    }

    /**
     * Deletes what is left of JVMs that are gone: files, and directories with the files in them. What cannot be deleted stays.
     *
     * @param directory where to look; it need not exist
     */
    public static void reclaim(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, BEGIN + "*")) {
            for (Path each : found) {
                if (isLeft(each)) {
                    delete(each, found);
                }
            }
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be searched for what was left there", directory, unreadable);
        }
    }

    private static boolean isLeft(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || !isOurs(file)) {
            return false;
        }
        return name.group(1).equals(NAMESPACE)
                ? ProcessHandle.of(Long.parseLong(name.group(2), Character.MAX_RADIX))
                        .isEmpty()
                : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(Instant.now().minus(LONG_AGO));
    }

    /** Anybody can make files of such names where all users may write; only our own are deleted. */
    private static boolean isOurs(Path file) throws IOException {
        return !Files.exists(SELF)
                || Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(SELF));
    }

    /** Deletes a file or a directory of files. It is never looked for by its path again where the system can do without: that may lead elsewhere by now. */
    private static void delete(Path left, DirectoryStream<Path> around) {
        try {
            if (around instanceof SecureDirectoryStream<Path> secure) {
                delete(left.getFileName(), secure);
            } else {
                deleteByPath(left);
            }
            LOG.debug("{} was left by a JVM that was killed, and is deleted", left);
        } catch (IOException denied) {
            LOG.debug("{} is left, but cannot be deleted", left, denied);
        }
    }

    private static void delete(Path name, SecureDirectoryStream<Path> around) throws IOException {
        boolean isDirectory = around.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
        if (!isDirectory) {
            around.deleteFile(name);
            return;
        }
        try (SecureDirectoryStream<Path> inside = around.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path each : inside) {
                inside.deleteFile(each.getFileName());
            }
        }
        around.deleteDirectory(name);
    }

    private static void deleteByPath(Path left) throws IOException {
        if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(left)) {
                for (Path each : inside) {
                    Files.delete(each);
                }
            }
        }
        Files.deleteIfExists(left);
    }

    /** Systems that have none have one for all processes. */
    private static long namespace() {
        try {
            String digits = Files.readSymbolicLink(NAMESPACES).toString().replaceAll("\\D", "");
            return digits.isEmpty() ? 0 : Long.parseLong(digits);
        } catch (IOException | UnsupportedOperationException | NumberFormatException unknown) {
            return 0;
        }
    }
}

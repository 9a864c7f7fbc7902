package org.pybridge.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.pybridge.PackageInstallException;
import org.pybridge.packages.PythonPackages;

/**
 * The directories of installed packages. Each is named for what decides its content: the interpreter, the requirements, the contents
 * of their files and where they come from. Thread-safe, also between JVMs that share the cache.
 *
 * <p>A directory counts only once its mark is there, which is written last. Whoever installs has a lock on a file beside it, which the
 * system takes back even when the JVM is killed; the next one then removes the rest and begins anew.
 */
public final class PackageCache {
    /** Changes when the layout does, so that directories of older versions are left alone. */
    private static final String LAYOUT = "1";

    private static final String MARK = ".pybridge-complete";
    private static final long LOOK_AGAIN = 50_000_000;
    private static final int NAME_LENGTH = 32;

    private final PythonPackages packages;

    /**
     * Gives access to the directories.
     *
     * @param packages what is needed, and the cache
     */
    public PackageCache(PythonPackages packages) {
        this.packages = packages;
    }

    /** Puts packages where they belong. */
    @FunctionalInterface
    public interface Installer {
        /**
         * Installs.
         *
         * @param into an absolute path where nothing is yet, and which will not be moved
         * @throws PackageInstallException when it does not work
         */
        void install(Path into);
    }

    /**
     * Gives the directory with the packages, installed now if they are not there.
     *
     * @param interpreter all that tells one interpreter's packages from another's, as its path and version
     * @param installer makes the directory
     * @return the directory
     * @throws PackageInstallException when it cannot be made, or another JVM does not come to an end with it
     */
    public Path directory(String interpreter, Installer installer) {
        Path directory = packages.cache().resolve(name(interpreter));
        if (isComplete(directory)) {
            return directory;
        }
        Path lock = directory.resolveSibling(directory.getFileName() + ".lock");
        try {
            Files.createDirectories(packages.cache());
            try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = await(file)) {
                if (held == null) {
                    throw new PackageInstallException(
                            "somebody else has been installing " + packages + " for " + packages.timeout()
                                    + " and holds " + lock + "; end that process, or set a longer timeout",
                            "",
                            null);
                }
                if (!isComplete(directory)) {
                    install(directory, installer);
                }
                return directory;
            }
        } catch (IOException unusable) {
            throw new PackageInstallException(
                    "the package cache " + packages.cache() + " cannot be written (" + unusable
                            + "); make room or give it another directory with PythonPackages.Builder.cache",
                    "",
                    unusable);
        }
    }

    private static boolean isComplete(Path directory) {
        return Files.isRegularFile(directory.resolve(MARK));
    }

    private void install(Path directory, Installer installer) throws IOException {
        remove(directory);
        try {
            packages.report("installing " + packages + " into " + directory);
            installer.install(directory);
            Files.createFile(directory.resolve(MARK));
        } catch (RuntimeException | IOException failed) {
            remove(directory);
            throw failed;
        }
    }

    /** Waits for the lock, which a thread of this JVM can have, too; null when the time is up. */
    private @Nullable FileLock await(FileChannel file) throws IOException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < packages.timeout().toNanos()) {
            FileLock lock = tryLock(file);
            if (lock != null) {
                return lock;
            }
            if (Thread.currentThread().isInterrupted()) {
                return null;
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
        return null;
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    private String name(String interpreter) {
        MessageDigest digest = sha256();
        add(digest, LAYOUT, interpreter);
        add(digest, packages.requirements());
        for (Path file : packages.files()) {
            add(digest, "file", content(file));
        }
        add(digest, "index", packages.index().orElse(""));
        add(digest, packages.extraIndexes());
        add(digest, packages.findLinks());
        add(digest, packages.hashesRequired() + " " + packages.indexUsed());
        return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the requirements file " + file + " cannot be read", unreadable);
        }
    }

    private static void add(MessageDigest digest, List<String> texts) {
        add(digest, Integer.toString(texts.size()));
        texts.forEach(text -> add(digest, text));
    }

    /** Lengths keep texts apart. */
    private static void add(MessageDigest digest, String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(UTF_8);
            digest.update((bytes.length + ":").getBytes(UTF_8));
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

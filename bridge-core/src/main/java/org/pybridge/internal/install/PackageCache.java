package org.pybridge.internal.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.pybridge.PackageInstallException;
import org.pybridge.internal.support.Digest;
import org.pybridge.internal.support.FileTree;
import org.pybridge.packages.PythonPackages;

/**
 * The directories of installed packages. Each is named for what decides its content: the interpreter, the requirements, the contents
 * of their files and where they come from. Thread-safe, also between JVMs that share the cache.
 *
 * <p>A directory counts only once its mark is there, which is written last, and while all files that the mark lists are whole. Whoever installs has a lock on a file beside it, which the
 * system takes back even when the JVM is killed; the next one then removes the rest and begins anew.
 */
public final class PackageCache {
    /** Changes when the layout does, so that directories of older versions are left alone. */
    private static final String LAYOUT = "2";

    private static final String MARK = ".pybridge-complete";
    private static final String SAME = ".same";
    private static final long LOOK_AGAIN = 50_000_000;

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
        Optional<Path> finished = finished(name(interpreter));
        if (finished.isPresent()) {
            return finished.get();
        }
        Path directory = packages.cache().resolve(name(interpreter));
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
                Optional<Path> meanwhile = finished(directory.getFileName().toString());
                return meanwhile.isPresent() ? meanwhile.get() : install(directory, interpreter, installer);
            }
        } catch (IOException unusable) {
            throw new PackageInstallException(
                    "the package cache " + packages.cache() + " cannot be written (" + unusable
                            + "); make room or give it another directory with PythonPackages.Builder.cache",
                    "",
                    unusable);
        }
    }

    /** Gives what is installed and whole: by that name, or by the one that it had before its lock was written. */
    private Optional<Path> finished(String name) {
        if (packages.lock().filter(Files::notExists).isPresent()) {
            // The installer writes it.
            return Optional.empty();
        }
        Path directory = packages.cache().resolve(name);
        Path same = packages.cache().resolve(name + SAME);
        try {
            if (!Files.exists(directory) && Files.exists(same)) {
                directory = packages.cache().resolve(Files.readString(same));
            }
            Optional<Path> damaged = InstallManifest.of(directory, MARK).damaged();
            if (damaged.isPresent()) {
                packages.report(
                        damaged.get() + " was changed since it was installed; installing " + packages + " anew");
                return Optional.empty();
            }
            return Optional.of(directory);
        } catch (IOException incomplete) {
            return Optional.empty();
        }
    }

    private Path install(Path directory, String interpreter, Installer installer) throws IOException {
        remove(directory);
        try {
            packages.report("installing " + packages + " into " + directory);
            installer.install(directory);
            InstallManifest.take(directory, MARK);
        } catch (RuntimeException | IOException failed) {
            remove(directory);
            throw failed;
        }
        String now = name(interpreter);
        String before = directory.getFileName().toString();
        if (!now.equals(before)) {
            Files.writeString(directory.resolveSibling(now + SAME), before);
        }
        return directory;
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
        Digest digest = new Digest();
        digest.add(LAYOUT);
        digest.add(interpreter);
        digest.add(packages.requirements());
        packages.files().forEach(file -> digest.add(PackageLock.content(file)));
        digest.add(new PackageLock(packages).content());
        digest.add(packages.sources().toString());
        return digest.text();
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            FileTree.delete(directory);
        }
    }
}

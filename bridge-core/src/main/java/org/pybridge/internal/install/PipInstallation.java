package org.pybridge.internal.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.PackageInstallException;
import org.pybridge.packages.PackageSources;
import org.pybridge.packages.PythonPackages;

/**
 * One installation by pip: what pip is told, what it prints, and what that means. A backend runs the program. Used by one thread at a
 * time.
 */
public final class PipInstallation {
    private static final int LINES_KEPT = 200;
    private static final long LEAST_ROOM = 1 << 20;

    private final PythonPackages packages;
    private final String python;
    private final Path report;
    private final PackageLock lock;
    private final Deque<String> printed = new ArrayDeque<>();
    private final long begin = System.nanoTime();

    /**
     * Begins an installation; its time is counted from now.
     *
     * @param packages what to install
     * @param into the directory that is made; pip's report lies there until {@link #done}
     * @param python for whom, as messages call it
     * @throws PackageInstallException when the lock was made for other requirements
     */
    public PipInstallation(PythonPackages packages, Path into, String python) {
        this.packages = packages;
        this.python = python;
        this.report = into.resolve(".pip-report.json");
        this.lock = new PackageLock(packages);
        lock.check();
    }

    /**
     * Gives pip's arguments: the command, how to talk, where packages come from, and which.
     *
     * @return a list that can be changed
     */
    public List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(List.of("install", "--no-input", "--no-color", "--progress-bar", "off"));
        arguments.add("--disable-pip-version-check");
        arguments.addAll(sources());
        if (writesLock()) {
            arguments.addAll(List.of("--report", report.toString()));
        }
        arguments.addAll(wanted());
        return arguments;
    }

    /**
     * Tells whether a lock is written afterwards, for which pip has to report what it did.
     *
     * @return false without a lock, and when it is there
     */
    public boolean writesLock() {
        return lock.isWanted() && !lock.isThere();
    }

    /**
     * Gives the arguments that say which packages: what the lock says, or what is required.
     *
     * @return arguments of pip
     */
    public List<String> wanted() {
        if (lock.isThere()) {
            return List.of("--require-hashes", "-r", lock.file().toString());
        }
        List<String> wanted = new ArrayList<>();
        packages.files().forEach(file -> wanted.addAll(List.of("-r", file.toString())));
        wanted.addAll(packages.requirements());
        return wanted;
    }

    /**
     * Gives the arguments that say where packages come from, and which kinds are taken.
     *
     * @return options of pip
     */
    public List<String> sources() {
        PackageSources from = packages.sources();
        List<String> options = new ArrayList<>();
        from.index().ifPresent(url -> options.addAll(List.of("--index-url", url)));
        from.extraIndexes().forEach(url -> options.addAll(List.of("--extra-index-url", url)));
        from.trustedHosts().forEach(host -> options.addAll(List.of("--trusted-host", host)));
        from.findLinks().forEach(place -> options.addAll(List.of("--find-links", place)));
        if (!from.indexUsed()) {
            options.add("--no-index");
        }
        if (from.wheelsOnly()) {
            options.addAll(List.of("--only-binary", ":all:"));
        }
        if (from.hashesRequired()) {
            options.add("--require-hashes");
        }
        return options;
    }

    /**
     * Takes what the installer prints.
     *
     * @param line without its end
     */
    public void print(String line) {
        if (printed.size() == LINES_KEPT) {
            printed.removeFirst();
        }
        printed.addLast(line);
        packages.report(line);
    }

    /** Forgets what was printed: another program begins anew, and what the first one said explains nothing. */
    public void startOver() {
        printed.clear();
    }

    /**
     * Tells how much time is left.
     *
     * @return more than zero, even when the time is up
     */
    public Duration left() {
        Duration left = packages.timeout().minusNanos(System.nanoTime() - begin);
        return left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left;
    }

    /**
     * Ends an installation that went well: writes the lock where one is wanted.
     *
     * @throws PackageInstallException when it cannot be written
     */
    public void done() {
        if (Files.isRegularFile(report)) {
            lock.write(report);
        }
    }

    /**
     * Explains a failure by what pip printed.
     *
     * @param cause what the program ended with, or null
     * @return the exception to throw
     */
    public PackageInstallException failed(@Nullable Throwable cause) {
        List<String> said = List.copyOf(printed);
        return failure(
                diskIsFull() ? InstallAdvice.onFullDisk(said) : InstallAdvice.on(said, packages.sources()), cause);
    }

    private boolean diskIsFull() {
        try {
            return Files.getFileStore(packages.cache()).getUsableSpace() < LEAST_ROOM;
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Explains that the time was up.
     *
     * @param cause what ended the program, or null
     * @return the exception to throw
     */
    public PackageInstallException late(@Nullable Throwable cause) {
        return failure("they took longer than " + packages.timeout() + "; set a longer timeout", cause);
    }

    /**
     * Explains a failure that pip did not print.
     *
     * @param advice what is wrong and what to do
     * @param cause the exception behind it, or null
     * @return the exception to throw
     */
    public PackageInstallException failure(String advice, @Nullable Throwable cause) {
        return new PackageInstallException(
                packages + " could not be installed for " + python + ": " + advice, String.join("\n", printed), cause);
    }
}

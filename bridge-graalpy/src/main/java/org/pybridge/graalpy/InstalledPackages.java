package org.pybridge.graalpy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.install.PackageCache;
import org.pybridge.packages.PythonPackages;

/** The packages of one backend: installed when its first interpreter starts, if they are not in the cache. Thread-safe. */
final class InstalledPackages {
    private final PythonPackages packages;
    private final ReentrantLock installing = new ReentrantLock();
    private final AtomicInteger interpreters = new AtomicInteger();
    private volatile @Nullable Found found;

    InstalledPackages(PythonPackages packages) {
        this.packages = packages;
    }

    /**
     * What an interpreter needs to import them.
     *
     * @param path goes on {@code sys.path}
     * @param options the context's options
     * @param shareable false when one interpreter of a JVM can load them, and no other one after it
     */
    record Found(Path path, Map<String, String> options, boolean shareable) {}

    /**
     * Gives what the next interpreter needs.
     *
     * @throws org.pybridge.PackageInstallException when they cannot be installed
     * @throws InterpreterLostException when no further interpreter can have them
     */
    Found find() {
        Found ready = installed();
        if (!ready.shareable() && interpreters.getAndIncrement() > 0) {
            throw new InterpreterLostException(
                    packages + " have native modules, which GraalPy can load in only one interpreter of a JVM here: "
                            + (Patchelf.isUsed()
                                    ? "the program patchelf is missing, which several need (on Debian: apt install patchelf)"
                                    : "several need Linux")
                            + "; set the pool's size to 1, or use worker processes",
                    null);
        }
        return ready;
    }

    private Found installed() {
        Found known = found;
        if (known != null) {
            return known;
        }
        installing.lock();
        try {
            Found now = found;
            if (now == null) {
                now = locate();
                found = now;
            }
            return now;
        } finally {
            installing.unlock();
        }
    }

    private Found locate() {
        String identity = "graalpy " + EngineVersion.ofThisJvm() + " " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
        Path directory = new PackageCache(packages)
                .directory(
                        identity,
                        into -> new GraalPyInstaller(packages, EngineFacts.ofThisJvm(), GraalPyInstaller.standIn())
                                .install(into));
        InstalledLayout layout = new InstalledLayout(directory);
        try {
            if (!layout.hasNativeModules()) {
                return new Found(layout.modules(), Map.of(), true);
            }
            boolean isolated = Patchelf.isUsed() && (Files.isExecutable(layout.patchelf()) || Patchelf.isOnPath());
            return new Found(layout.modules(), options(layout, isolated), isolated);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + directory, unreadable);
        }
    }

    /** Native modules are loaded once for each interpreter, which GraalPy does only with this option, and patchelf. */
    private static Map<String, String> options(InstalledLayout layout, boolean isolated) {
        Map<String, String> options = new LinkedHashMap<>(isolation(isolated));
        options.put("python.Executable", layout.program().toString());
        return options;
    }

    /** Whether each interpreter has native modules to itself, those of the standard library, too. It costs nothing until one is imported. */
    static Map<String, String> isolation(boolean isolated) {
        return Map.of(
                "python.WarnExperimentalFeatures", "false", "python.IsolateNativeModules", Boolean.toString(isolated));
    }
}

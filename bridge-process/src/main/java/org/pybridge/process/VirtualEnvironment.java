package org.pybridge.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pybridge.PackageInstallException;
import org.pybridge.packages.PythonPackages;
import org.pybridge.spi.PackageCache;

/**
 * A virtual environment with packages, made by the interpreter's own {@code venv} and {@code pip}.
 *
 * <p>Source: PEP 405.
 */
final class VirtualEnvironment {
    private static final int LINES_KEPT = 200;

    private final PythonPackages packages;
    private final PythonExecutable base;
    private final Map<String, Optional<String>> environment;
    private final Deque<String> printed = new ArrayDeque<>();

    VirtualEnvironment(PythonPackages packages, PythonExecutable base, Map<String, Optional<String>> environment) {
        this.packages = packages;
        this.base = base;
        this.environment = environment;
    }

    /** Gives its interpreter; it is made now if it is not there. */
    Path interpreter() {
        String identity = base.path() + "\n" + base.implementation() + "\n" + base.version();
        return Checks.interpreterOf(new PackageCache(packages).directory(identity, this::make));
    }

    private void make(Path directory) {
        long begin = System.nanoTime();
        run(List.of(base.path(), "-I", "-m", "venv", directory.toString()), packages.timeout());
        List<String> pip = new ArrayList<>(List.of(
                Checks.interpreterOf(directory).toString(), "-I", "-m", "pip", "install", "--no-input", "--no-color"));
        pip.addAll(List.of("--disable-pip-version-check", "--progress-bar", "off"));
        pip.addAll(sources());
        packages.files().forEach(file -> pip.addAll(List.of("-r", file.toString())));
        pip.addAll(packages.requirements());
        run(pip, packages.timeout().minusNanos(System.nanoTime() - begin));
    }

    private List<String> sources() {
        List<String> options = new ArrayList<>();
        packages.index().ifPresent(url -> options.addAll(List.of("--index-url", url)));
        packages.extraIndexes().forEach(url -> options.addAll(List.of("--extra-index-url", url)));
        packages.findLinks().forEach(place -> options.addAll(List.of("--find-links", place)));
        if (!packages.indexUsed()) {
            options.add("--no-index");
        }
        if (packages.hashesRequired()) {
            options.add("--require-hashes");
        }
        return options;
    }

    private void run(List<String> line, Duration left) {
        Command command = Command.of(line.get(0), line.subList(1, line.size()))
                .mergeStderr()
                .stdout(Redirect.toLines(this::take))
                .deadline(left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left);
        for (Map.Entry<String, Optional<String>> variable : environment.entrySet()) {
            command = variable.getValue().isPresent()
                    ? command.environment(variable.getKey(), variable.getValue().get())
                    : command.withoutEnvironment(variable.getKey());
        }
        try {
            command.run().orThrow();
        } catch (CommandTimeoutException late) {
            throw failure("they took longer than " + packages.timeout() + "; set a longer timeout", late);
        } catch (CommandException failed) {
            throw failure(InstallAdvice.on(List.copyOf(printed)), failed);
        }
    }

    private void take(String line) {
        if (printed.size() == LINES_KEPT) {
            printed.removeFirst();
        }
        printed.addLast(line);
        packages.report(line);
    }

    private PackageInstallException failure(String advice, CommandException cause) {
        return new PackageInstallException(
                packages + " could not be installed for " + base.path() + ": " + advice,
                String.join("\n", printed),
                cause);
    }
}

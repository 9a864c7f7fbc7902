package org.pybridge.graalpy;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.pybridge.spi.DaemonThread;
import org.pybridge.spi.PipInstallation;

/** One process that installs: its output is told line by line, and it ends in time, or with this JVM. */
final class InstallerRun {
    private final PipInstallation installation;
    private final Map<String, String> environment;

    InstallerRun(PipInstallation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    /**
     * Runs a program. Its stdin stays open: the installer ends when that does.
     *
     * @return its exit code
     */
    int run(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        DaemonThread reader = new DaemonThread("pybridge-installer", () -> read(process));
        reader.start();
        try {
            if (!process.waitFor(installation.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw installation.late(null);
            }
            reader.join(installation.left().toMillis());
            return process.exitValue();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw installation.failure("the thread that waited for it was interrupted", cancelled);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                installation.print(line);
            }
        } catch (IOException ended) {
            installation.print("its output broke off: " + ended.getMessage());
        }
    }
}

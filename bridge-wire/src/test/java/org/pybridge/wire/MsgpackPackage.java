package org.pybridge.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds a Python with the package msgpack, or makes one, once for all builds. */
final class MsgpackPackage {
    private static final Path HOME = Path.of("target", "python-with-msgpack");

    private MsgpackPackage() {}

    static Optional<String> python() {
        if (has("python3")) {
            return Optional.of("python3");
        }
        String made = HOME.resolve("bin").resolve("python3").toAbsolutePath().toString();
        if (!Files.exists(HOME)) {
            run("python3", "-m", "venv", HOME.toString());
            run(made, "-m", "pip", "--disable-pip-version-check", "-q", "install", "--retries", "0", "msgpack>=1.0");
        }
        return has(made) ? Optional.of(made) : Optional.empty();
    }

    private static boolean has(String python) {
        return run(python, "-I", "-c", "import msgpack._cmsgpack");
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(2, TimeUnit.MINUTES)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

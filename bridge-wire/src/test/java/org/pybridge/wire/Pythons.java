package org.pybridge.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds Pythons for the tests, and makes one with the package msgpack, once for all builds. */
final class Pythons {
    private static final String PLAIN = "python3";
    private static final Path HOME = Path.of("target", "python-with-msgpack");

    private Pythons() {}

    /** The one on the path, where it is of 3.9 or later. */
    static Optional<String> plain() {
        return run(PLAIN, "-I", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                ? Optional.of(PLAIN)
                : Optional.empty();
    }

    /** One with the package msgpack in C. */
    static Optional<String> withPackage() {
        if (plain().isEmpty() || hasPackage(PLAIN)) {
            return plain();
        }
        String made = HOME.resolve("bin").resolve("python3").toAbsolutePath().toString();
        if (!Files.exists(HOME)) {
            run(PLAIN, "-m", "venv", HOME.toString());
            run(made, "-m", "pip", "--disable-pip-version-check", "-q", "install", "--retries", "0", "msgpack>=1.0");
        }
        return hasPackage(made) ? Optional.of(made) : Optional.empty();
    }

    private static boolean hasPackage(String python) {
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

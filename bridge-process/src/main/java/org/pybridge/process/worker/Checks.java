package org.pybridge.process.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pybridge.command.os.NativeText;
import org.pybridge.spi.EntryPoint;

/** Checks what a backend is described with; each refusal says what to do. */
public final class Checks {
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private Checks() {}

    /** Finds a program: by its path, or by its name in the directories of PATH. */
    public static Path program(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("executable is " + quoted(name) + "; give a name or a path without NUL");
        }
        return name.contains("/") || name.contains(File.separator) ? file(Path.of(name)) : onPath(name);
    }

    private static Path onPath(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String directory : path.split(File.pathSeparator)) {
            Optional<Path> found = directory.isEmpty() ? Optional.empty() : candidate(directory, name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalArgumentException("executable is " + name + ", which is nowhere on the PATH, " + path
                + "; install Python 3.9 or later, or give the path of its interpreter");
    }

    private static Optional<Path> candidate(String directory, String name) {
        try {
            Path file = Path.of(directory, WINDOWS ? name + ".exe" : name);
            return Files.isExecutable(file) && !Files.isDirectory(file)
                    ? Optional.of(file.toAbsolutePath())
                    : Optional.empty();
        } catch (InvalidPathException strange) {
            return Optional.empty();
        }
    }

    private static Path file(Path file) {
        String said = "executable is " + file.toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(said
                    + ", which is a directory; give the interpreter in it, or use venv(...) for a virtual environment");
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(said + ", which does not exist; give the path of a Python interpreter");
        }
        if (!Files.isExecutable(file)) {
            throw new IllegalArgumentException(said + ", which may not be executed; change its rights with chmod +x");
        }
        return file.toAbsolutePath();
    }

    /** Finds the interpreter of a virtual environment. */
    public static Path interpreterOf(Path venv) {
        Path interpreter = WINDOWS
                ? venv.resolve("Scripts").resolve("python.exe")
                : venv.resolve("bin").resolve("python");
        if (!Files.isExecutable(interpreter)) {
            throw new IllegalArgumentException("venv is " + venv.toAbsolutePath() + ", where there is no "
                    + venv.relativize(interpreter) + "; make one with: python3 -m venv " + venv);
        }
        return interpreter.toAbsolutePath();
    }

    public static Path directory(String option, Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    option + " is " + directory.toAbsolutePath() + ", which is no directory; give one that exists");
        }
        return directory.toAbsolutePath();
    }

    public static String module(String option, String name) {
        if (name.endsWith(".py")) {
            throw new IllegalArgumentException(
                    option + " is " + quoted(name) + "; give the name of a module and not its file, as "
                            + quoted(name.substring(0, name.length() - 3)) + ", and its directory with path(...)");
        }
        if (!EntryPoint.isModule(name)) {
            throw new IllegalArgumentException(
                    option + " is " + quoted(name) + "; give the name of a module, as numpy or concurrent.futures");
        }
        return name;
    }

    public static long atLeast(String option, long value, long least, String unit) {
        if (value < least) {
            throw new IllegalArgumentException(
                    option + " is " + value + " " + unit + "; it has to be at least " + least);
        }
        return value;
    }

    public static void environment(Map<String, Optional<String>> environment) {
        environment.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "environment has the name " + quoted(name) + "; a name is not empty and has no = and no NUL");
            }
            NativeText.problem(name).ifPresent(problem -> {
                throw new IllegalArgumentException("environment's name " + quoted(name) + " " + problem);
            });
            value.flatMap(NativeText::problem).ifPresent(problem -> {
                throw new IllegalArgumentException("environment's " + name + " " + problem);
            });
        });
    }

    private static String quoted(String text) {
        return '"' + text.replace("\0", "\\0") + '"';
    }
}

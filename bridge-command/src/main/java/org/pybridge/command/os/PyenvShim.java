package org.pybridge.command.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The script that pyenv puts in front of every program of its Pythons. It takes 300 ms to find the real one, at each start; here three
 * files are read instead, in the order that pyenv documents: {@code PYENV_VERSION}, {@code .python-version} in the working directory or
 * above it, {@code version} in pyenv's own directory. Where the answer is not plain, such as a prefix of a version or {@code system}, there
 * is none, and the shim itself is run.
 */
public final class PyenvShim {
    private static final Pattern ROOT = Pattern.compile("^export PYENV_ROOT=\"([^\"]+)\"", Pattern.MULTILINE);
    private static final int LARGEST_SHIM = 4096;

    private final Path root;
    private final String program;

    private PyenvShim(Path root, String program) {
        this.root = root;
        this.program = program;
    }

    /** Recognises a shim. */
    public static Optional<PyenvShim> at(Path file) {
        Path folder = file.getParent();
        Path name = file.getFileName();
        if (folder == null || name == null || !folder.endsWith("shims")) {
            return Optional.empty();
        }
        Matcher root = ROOT.matcher(start(file));
        return root.find() ? Optional.of(new PyenvShim(Path.of(root.group(1)), name.toString())) : Optional.empty();
    }

    /**
     * Finds the program behind the shim.
     *
     * @param directory where the program will work, absolute
     * @param chosen what the program will see as {@code PYENV_VERSION}
     */
    public Optional<Path> resolve(Path directory, Optional<String> chosen) {
        return versions(directory, chosen).stream()
                .map(version ->
                        root.resolve("versions").resolve(version).resolve("bin").resolve(program))
                .findFirst()
                .filter(ProgramSearch::isProgram);
    }

    private List<String> versions(Path directory, Optional<String> chosen) {
        if (chosen.isPresent() && !chosen.get().isEmpty()) {
            return Arrays.asList(chosen.get().split(":"));
        }
        for (Path at = directory; at != null; at = parent(at)) {
            Path local = at.resolve(".python-version");
            if (Files.isRegularFile(local)) {
                return words(local);
            }
        }
        return words(root.resolve("version"));
    }

    private static @Nullable Path parent(Path directory) {
        return directory.getParent();
    }

    private static List<String> words(Path versionFile) {
        List<String> words = new ArrayList<>();
        start(versionFile)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return words;
    }

    private static String start(Path file) {
        try (var in = Files.newInputStream(file)) {
            // Latin-1, because it reads any byte, and what is looked for is ASCII.
            return new String(in.readNBytes(LARGEST_SHIM), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}

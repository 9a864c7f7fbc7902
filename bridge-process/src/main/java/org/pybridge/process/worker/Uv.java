package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pybridge.command.os.ProgramSearch;

/**
 * The installer uv, which needs a second where {@code venv} and {@code pip} need ten. It does not read pip's settings: where these say
 * which packages are taken, or from where, it is not used.
 */
final class Uv {
    /** Options that choose packages; the same words are in pip's files and, in capitals, in its variables. */
    private static final Set<String> CHOOSING = Set.of(
            "index-url",
            "extra-index-url",
            "find-links",
            "no-index",
            "require-hashes",
            "only-binary",
            "no-binary",
            "constraint");

    private static final Pattern CHOICE = Pattern.compile("(?m)^\\s*(" + String.join("|", CHOOSING) + ")\\s*[=:]");
    private static final Map<String, String> OTHER_NAMES = Map.of("--trusted-host", "--allow-insecure-host");

    private final String program;

    private Uv(Path program) {
        this.program = program.toString();
    }

    /** Finds it on the PATH of an environment, unless it would not do what pip does. */
    static Optional<Uv> find(Map<String, Optional<String>> environment) {
        ProgramSearch path = environment
                .getOrDefault("PATH", Optional.empty())
                .map(ProgramSearch::of)
                .orElseGet(ProgramSearch::onPath);
        return path.find("uv").filter(program -> !pipChooses(environment)).map(Uv::new);
    }

    private static boolean pipChooses(Map<String, Optional<String>> environment) {
        boolean byVariable = CHOOSING.stream()
                .map(option -> "PIP_" + option.replace('-', '_').toUpperCase(Locale.ROOT))
                .anyMatch(name -> value(name, environment).isPresent());
        return byVariable || files(environment).anyMatch(Uv::chooses);
    }

    private static Optional<String> value(String name, Map<String, Optional<String>> environment) {
        return environment.getOrDefault(name, Optional.ofNullable(System.getenv(name)));
    }

    /** Where pip looks for its settings. */
    private static Stream<Path> files(Map<String, Optional<String>> environment) {
        Path home = Path.of(value("HOME", environment).orElse("/"));
        Path settings = value("XDG_CONFIG_HOME", environment).map(Path::of).orElse(home.resolve(".config"));
        return Stream.concat(
                value("PIP_CONFIG_FILE", environment).map(Path::of).stream(),
                Stream.of(
                        Path.of("/etc/pip.conf"),
                        Path.of("/etc/xdg/pip/pip.conf"),
                        Path.of("/Library/Application Support/pip/pip.conf"),
                        home.resolve("Library/Application Support/pip/pip.conf"),
                        home.resolve(".pip/pip.conf"),
                        settings.resolve("pip/pip.conf")));
    }

    private static boolean chooses(Path file) {
        try {
            return Files.exists(file) && CHOICE.matcher(Files.readString(file)).find();
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** The command that makes an environment without pip. */
    List<String> environment(String python, Path directory) {
        return List.of(program, "venv", "--allow-existing", "--python", python, directory.toString());
    }

    /**
     * The command that installs what pip would.
     *
     * @param sources pip's options for where packages come from
     * @param wanted pip's arguments for which
     */
    List<String> install(Path python, List<String> sources, List<String> wanted) {
        List<String> line = new ArrayList<>(List.of(program, "pip", "install", "--no-progress", "--color", "never"));
        line.addAll(List.of("--python", python.toString(), "--index-strategy", "unsafe-best-match"));
        sources.forEach(option -> line.add(OTHER_NAMES.getOrDefault(option, option)));
        line.addAll(wanted);
        return line;
    }
}

package org.pybridge.internal.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of an installed directory and their sizes, as they were when it was made. What was added since does not matter: packages
 * keep data beside themselves.
 */
final class InstallManifest {
    private final Path directory;
    private final Map<String, Long> sizes;

    private InstallManifest(Path directory, Map<String, Long> sizes) {
        this.directory = directory;
        this.sizes = sizes;
    }

    /** Lists the files of a directory in a file there, which comes into being at once. */
    static void take(Path directory, String name) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".pyc")) {
                    lines.append(Files.size(file))
                            .append(' ')
                            .append(directory.relativize(file))
                            .append('\n');
                }
            }
        }
        Path unfinished = Files.writeString(directory.resolve(name + ".tmp"), lines);
        Files.move(unfinished, directory.resolve(name));
    }

    /**
     * Reads the list.
     *
     * @throws IOException when there is none
     */
    static InstallManifest of(Path directory, String name) throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve(name))) {
            int space = line.indexOf(' ');
            sizes.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
        }
        return new InstallManifest(directory, sizes);
    }

    /** Finds a file that is gone or has another size. */
    Optional<Path> damaged() {
        return sizes.entrySet().stream()
                .map(each -> sizeOf(each.getKey()) == each.getValue() ? null : directory.resolve(each.getKey()))
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    private long sizeOf(String file) {
        try {
            return Files.size(directory.resolve(file));
        } catch (IOException gone) {
            return -1;
        }
    }
}

package org.pybridge.command.os;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks programs up in a list of directories. The current directory is not one of them, not even where an empty or relative entry of the
 * {@code PATH} would make it one: a program would depend on where the JVM was started, or on who can write there.
 *
 * @param directories absolute, in the order in which they are searched
 */
public record ProgramSearch(List<Path> directories) {
    /** What systems use when there is no {@code PATH}. */
    private static final String STANDARD_PATH = "/usr/bin:/bin";

    /** Searches the directories of this JVM's {@code PATH}. */
    public static ProgramSearch onPath() {
        String path = System.getenv("PATH");
        return of(path == null ? STANDARD_PATH : path);
    }

    /** Searches the directories of a {@code PATH}. */
    public static ProgramSearch of(String path) {
        return new ProgramSearch(Arrays.stream(path.split(File.pathSeparator))
                .flatMap(ProgramSearch::parse)
                .filter(Path::isAbsolute)
                .distinct()
                .toList());
    }

    /** Finds a program by its name, which has no separator. */
    public Optional<Path> find(String name) {
        return candidates(name).filter(ProgramSearch::isProgram).findFirst();
    }

    /** Gives the files that have the name and cannot be run. */
    public List<Path> unusable(String name) {
        return candidates(name)
                .filter(file -> Files.exists(file) && !isProgram(file))
                .toList();
    }

    /** Tells whether a file can be run, as far as its kind and its permissions say. */
    public static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private Stream<Path> candidates(String name) {
        return directories.stream().map(directory -> directory.resolve(name));
    }

    private static Stream<Path> parse(String entry) {
        try {
            return Stream.of(Path.of(entry));
        } catch (InvalidPathException unusable) {
            return Stream.empty();
        }
    }
}

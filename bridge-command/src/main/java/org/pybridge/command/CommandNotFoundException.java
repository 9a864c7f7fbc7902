package org.pybridge.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The program of a command does not exist: neither in the directories of the {@code PATH}, nor, if it is a path, as a file. */
public final class CommandNotFoundException extends CommandStartException {
    private static final long serialVersionUID = 1L;

    private final String program;
    private final transient List<Path> searched;

    CommandNotFoundException(String command, String program, List<Path> searched, List<Path> unusable, String hint) {
        super(command, problem(program, searched, unusable) + hint, null);
        this.program = program;
        this.searched = List.copyOf(searched);
    }

    /**
     * Gives the name of the program.
     *
     * @return as it was given
     */
    public String program() {
        return program;
    }

    /**
     * Gives the directories that were searched.
     *
     * @return the {@code PATH} of this JVM in its order, without relative entries; empty when the program was given as a path
     */
    public List<Path> searched() {
        return searched;
    }

    private static String problem(String program, List<Path> searched, List<Path> unusable) {
        if (searched.isEmpty()) {
            return "the file " + program
                    + " does not exist; give an absolute path, or the program's name alone to look it up in the PATH";
        }
        return "the program '" + program + "' is in no directory of the PATH: " + list(searched)
                + (unusable.isEmpty() ? "" : " (found, but not an executable file: " + list(unusable) + ")")
                + "; install it, give its path, or start the JVM with a PATH that has it";
    }

    private static String list(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}

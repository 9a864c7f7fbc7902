package org.pybridge.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pybridge.process.os.NativeText;
import org.pybridge.process.os.ProgramSearch;

/**
 * A program by its name or its path, and its arguments: checked, described, and looked up.
 *
 * @param program a name to look up in the {@code PATH}, or, if it has a separator, a path
 * @param arguments handed over one by one; no shell reads them
 */
record CommandLine(String program, List<String> arguments) {
    private static final int LONGEST_DESCRIPTION = 200;
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    CommandLine {
        if (program.isEmpty()) {
            throw new IllegalArgumentException("program is empty; it must be a program's name or path");
        }
        check("program", program);
        arguments = List.copyOf(arguments);
        for (int i = 0; i < arguments.size(); i++) {
            check("argument " + (i + 1), arguments.get(i));
        }
    }

    CommandLine with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        for (String argument : more) {
            all.add(Objects.requireNonNull(argument, "argument"));
        }
        return new CommandLine(program, all);
    }

    /** Finds the program's file; a relative path begins in the directory where the command works. */
    Path find(Path directory) {
        if (program.indexOf(File.separatorChar) < 0) {
            ProgramSearch path = ProgramSearch.onPath();
            return path.find(program)
                    .orElseThrow(() -> new CommandNotFoundException(
                            describe(), program, path.directories(), path.unusable(program)));
        }
        Path file = directory.resolve(program);
        if (!Files.exists(file)) {
            throw new CommandNotFoundException(describe(), file.toString(), List.of(), List.of());
        }
        if (!ProgramSearch.isProgram(file)) {
            String kind = Files.isDirectory(file)
                    ? " is a directory, not a program"
                    : " is not executable; give it the permission (chmod +x), or run it by its interpreter";
            throw new CommandStartException(describe(), file + kind, null);
        }
        return file;
    }

    /** Gives the command as one would type it, not longer than a line or two. */
    String describe() {
        String all = Stream.concat(Stream.of(program), arguments.stream())
                .limit(LONGEST_DESCRIPTION)
                .map(CommandLine::quoted)
                .collect(Collectors.joining(" "));
        return all.length() <= LONGEST_DESCRIPTION ? all : all.substring(0, LONGEST_DESCRIPTION) + "...";
    }

    private static String quoted(String word) {
        String start = printable(word);
        return PLAIN.matcher(start).matches() ? start : "'" + start.replace("'", "'\\''") + "'";
    }

    /** A description ends up in logs and on terminals, where control characters would act. */
    private static String printable(String text) {
        String start = text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) : text;
        return start.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "\ufffd");
    }

    private static void check(String what, String text) {
        NativeText.problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(what + " '" + printable(text) + "' " + problem);
        });
    }
}

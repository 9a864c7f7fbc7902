package org.pybridge.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.command.os.NativeText;
import org.pybridge.command.os.ProgramSearch;

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
        for (int i = 0; i < arguments.size(); i++) {
            check("argument " + (i + 1), arguments.get(i));
        }
        arguments = List.copyOf(arguments);
    }

    CommandLine with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(Arrays.asList(more));
        return new CommandLine(program, all);
    }

    /** Finds the program's file; a relative path begins in the directory where the command works. */
    Path find(Path directory) {
        if (program.indexOf(File.separatorChar) < 0) {
            ProgramSearch path = ProgramSearch.onPath();
            return path.find(program)
                    .orElseThrow(() -> new CommandNotFoundException(
                            describe(), program, path.directories(), path.unusable(program), hint(directory)));
        }
        Path file = directory.resolve(program);
        if (!Files.exists(file)) {
            throw new CommandNotFoundException(describe(), file.toString(), List.of(), List.of(), hint(directory));
        }
        if (!ProgramSearch.isProgram(file)) {
            String kind = Files.isDirectory(file)
                    ? " is a directory, not a program"
                    : " is not executable; give it the permission (chmod +x), or run it by its interpreter";
            throw new CommandStartException(describe(), file + kind, null);
        }
        return file;
    }

    /** Whoever is used to a shell gives a whole line as the program. */
    private String hint(Path directory) {
        String[] words = program.strip().split("\\s+");
        boolean isLine = words.length > 1
                && (words[0].indexOf(File.separatorChar) < 0 || ProgramSearch.isProgram(directory.resolve(words[0])));
        return isLine
                ? "; no shell splits this into words, so give each by itself: Command.of(\""
                        + String.join("\", \"", words) + "\")"
                : "";
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

    private static void check(String what, @Nullable String text) {
        if (text == null) {
            throw new NullPointerException(what + " is null; leave it out, or give an empty text");
        }
        NativeText.problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(what + " '" + printable(text) + "' " + problem);
        });
    }
}

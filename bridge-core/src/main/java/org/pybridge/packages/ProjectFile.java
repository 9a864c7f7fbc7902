package org.pybridge.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dependencies in a {@code pyproject.toml}. It reads the one array that is wanted, and skips the rest line by line.
 *
 * <p>Source: PEP 621, and TOML 1.0 for strings, arrays and comments.
 */
final class ProjectFile {
    private static final Pattern TABLE = Pattern.compile("\\s*\\[\\s*([^\\[\\]]+?)\\s*]\\s*(#.*)?");
    private static final Pattern KEY =
            Pattern.compile("\\s*(\"dependencies\"|'dependencies'|dependencies)\\s*=\\s*\\[(.*)");
    private static final Pattern ELEMENT =
            Pattern.compile("\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(,)|(#[^\\n]*)|(]))", Pattern.DOTALL);

    private ProjectFile() {}

    static List<String> dependencies(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "pyproject is " + file.toAbsolutePath() + ", which is no file that can be read", unreadable);
        }
        String table = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher header = TABLE.matcher(lines.get(i));
            Matcher key = KEY.matcher(lines.get(i));
            if (header.matches()) {
                table = header.group(1);
            } else if (table.equals("project") && key.matches()) {
                String rest = key.group(2) + "\n" + String.join("\n", lines.subList(i + 1, lines.size()));
                return strings(rest, file);
            }
        }
        throw new IllegalArgumentException("pyproject is " + file.toAbsolutePath()
                + ", which has no array \"dependencies\" in its table [project]; name the packages with require");
    }

    private static List<String> strings(String array, Path file) {
        List<String> found = new ArrayList<>();
        Matcher element = ELEMENT.matcher(array);
        while (element.lookingAt()) {
            if (element.group(5) != null) {
                return found;
            }
            if (element.group(1) != null) {
                found.add(element.group(1).replaceAll("\\\\([\"\\\\])", "$1"));
            } else if (element.group(2) != null) {
                found.add(element.group(2));
            }
            element.region(element.end(), array.length());
        }
        throw new IllegalArgumentException(
                "pyproject is " + file.toAbsolutePath() + ", whose project.dependencies are no array of strings");
    }
}

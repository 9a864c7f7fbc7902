package org.pybridge.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The scripts that say what everyday Python is: those that were written down, by topic, and families that are generated. In a file, each
 * begins with a line {@code # --- name}, which may go on with the version or with the modules that it needs, in brackets.
 */
final class Corpus {
    private static final List<String> TOPICS = List.of(
            "data", "functions", "classes", "errors", "flow", "printing", "values", "library", "programs", "packages");

    private static final Pattern HEADING = Pattern.compile(
            "^# --- (?<name>.+?)(?: \\(3\\.(?<minor>\\d+)\\))?(?: \\(imports (?<imports>[^)]+)\\))?$",
            Pattern.MULTILINE);

    private Corpus() {}

    /** All scripts, always in the same order. */
    static List<CorpusScript> scripts() {
        return Stream.concat(TOPICS.stream().flatMap(topic -> written(topic).stream()), Mutations.scripts().stream())
                .toList();
    }

    private static List<CorpusScript> written(String topic) {
        String file = Resources.text("scripts/" + topic + ".py");
        List<MatchResult> headings = HEADING.matcher(file).results().toList();
        List<CorpusScript> scripts = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : file.length();
            MatchResult heading = headings.get(i);
            scripts.add(script(
                    topic, heading.group(), file.substring(heading.end(), end).strip()));
        }
        return scripts;
    }

    private static CorpusScript script(String topic, String heading, String code) {
        Matcher parts = HEADING.matcher(heading);
        if (!parts.matches()) {
            throw new IllegalArgumentException(heading);
        }
        String minor = parts.group("minor");
        String imports = parts.group("imports");
        return new CorpusScript(
                topic + ": " + parts.group("name"),
                code,
                minor == null ? 0 : Integer.parseInt(minor),
                imports == null ? List.of() : Arrays.asList(imports.split(", ")));
    }
}

package org.pybridge.testing.calls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.Resources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scripts that say what everyday Python is: those that were written down, by topic, and families that are generated. In a file, each
 * begins with a line {@code # --- name}, which may go on with the version or with the modules that it needs, in brackets.
 *
 * <p>The system property {@code pybridge.scripts} is a regular expression that chooses scripts by name, and {@code pybridge.site} a directory
 * with packages for those that need some.
 */
public final class Corpus {
    private static final Logger LOG = LoggerFactory.getLogger(Corpus.class);
    private static final String CHOSEN = System.getProperty("pybridge.scripts", ".*");
    private static final String SITE = System.getProperty("pybridge.site", "");
    private static final List<String> TOPICS = List.of(
            "data", "functions", "classes", "errors", "flow", "printing", "values", "library", "programs", "packages");

    private static final Pattern HEADING = Pattern.compile(
            "^# --- (?<name>.+?)(?: \\(3\\.(?<minor>\\d+)\\))?(?: \\(imports (?<imports>[^)]+)\\))?$",
            Pattern.MULTILINE);

    private Corpus() {}

    /** All scripts, always in the same order. */
    public static List<CorpusScript> scripts() {
        return Stream.concat(TOPICS.stream().flatMap(topic -> written(topic).stream()), Mutations.scripts().stream())
                .toList();
    }

    /** Gives interpreters the module {@code oracle}, and the packages. */
    public static PythonBuilder setUp(PythonBuilder builder) {
        return builder.module("oracle", Resources.text("oracle.py"))
                .pool(pool -> pool.initScript("import sys\nsys.path += [p for p in ['" + SITE + "'] if p]"));
    }

    /** Leaves out what this Python cannot do and what was not chosen, and says so. */
    public static List<CorpusScript> thatRunIn(Python python, Collection<CorpusScript> all) {
        int minor = python.eval("import sys\nsys.version_info[1]").as(int.class);
        List<String> wanted = all.stream()
                .flatMap(script -> script.imports().stream())
                .distinct()
                .toList();
        List<String> there = python.call("oracle:importable", List.of(wanted), new TypeRef<List<String>>() {});
        List<CorpusScript> able = all.stream()
                .filter(script -> script.minor() <= minor && there.containsAll(script.imports()))
                .filter(script -> script.name().matches(CHOSEN))
                .toList();
        LOG.warn("{} of {} scripts run here; importable of {}: {}", able.size(), all.size(), wanted, there);
        return able;
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

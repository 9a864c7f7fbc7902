package org.pybridge.testing.calls;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is seen of a script, compared with what is right. */
public final class Differences {
    private static final Map<Pattern, String> FROM_RUN_TO_RUN = Map.of(
            Pattern.compile("<python-\\d+>"), "<python>",
            Pattern.compile("\\b(at|on) (0x)?[0-9a-fA-F]+\\b|\\b0x[0-9a-fA-F]{6,}\\b"), "<address>",
            Pattern.compile("(Thread-|ThreadPoolExecutor-|(?:started|stopped|daemon) | id=')\\d+"), "$1",
            // A thread is a daemon where the one that starts it is, as those of asynchronous calls are.
            Pattern.compile("\\b(started|stopped) daemon"), "$1",
            Pattern.compile("tmp[a-z0-9_]{8}\\b"), "<temporary>");

    private Differences() {}

    /** Describes each part that was seen and is not right; parts that were not seen are not compared. */
    public static List<String> between(
            CorpusScript script, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> seen) {
        return seen.keySet().stream()
                .filter(part -> !normal(expected.get(part)).equals(normal(seen.get(part))))
                .map(part -> "\n%s\n  %s is  %s\n  rather than %s"
                        .formatted(script, part, normal(seen.get(part)), normal(expected.get(part))))
                .toList();
    }

    /** Without what differs from run to run. */
    private static String normal(@Nullable Object part) {
        String text = String.valueOf(part);
        for (Map.Entry<Pattern, String> each : FROM_RUN_TO_RUN.entrySet()) {
            text = each.getKey().matcher(text).replaceAll(each.getValue());
        }
        return text;
    }
}

package org.pybridge.testing.endurance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.pybridge.testing.calls.CorpusScript;

/**
 * A function of a package that people use, and arguments for it. Immutable.
 *
 * @param module where it is
 * @param name its name there
 * @param arguments a list in JSON
 */
record EverydayFunction(String module, String name, String arguments) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<EverydayFunction> all() {
        return Stream.of(
                        "math gcd [12, 18]",
                        "math factorial [25]",
                        "statistics mean [[1, 2, 3, 4]]",
                        "statistics quantiles [[1, 2, 3, 4]]",
                        "json dumps [{\"a\": [1, null, true, \"ä\"]}]",
                        "json loads [\"{\\\"a\\\": [1.5, {}]}\"]",
                        "textwrap wrap [\"The quick brown fox jumps over the lazy dog\", 12]",
                        "re findall [\"[a-z]+\", \"one two 3 four\"]",
                        "difflib get_close_matches [\"appel\", [\"ape\", \"apple\", \"peach\"]]",
                        "calendar monthrange [2024, 2]",
                        "datetime date [2026, 11, 29]",
                        "decimal Decimal [\"1.10\"]",
                        "fractions Fraction [\"3/4\"]",
                        "urllib.parse urlsplit [\"https://example.org/a?b=c#d\"]",
                        "html escape [\"<a href='x'>\"]",
                        "shlex split [\"a 'b c' d\"]",
                        "base64 b64decode [\"dGV4dA==\"]",
                        "ast literal_eval [\"{'a': (1, 2)}\"]",
                        "unicodedata name [\"é\"]",
                        "collections Counter [\"mississippi\"]",
                        "string capwords [\"one two\"]",
                        "ipaddress ip_network [\"10.0.0.0/30\"]",
                        "click style [\"text\", \"red\"]",
                        "rich.markup escape [\"[bold]\"]",
                        "rich.text Text [\"text\"]",
                        "tqdm.auto tqdm.format_sizeof [123456]",
                        "dateutil.parser parse [\"2026-11-29T10:00:00Z\"]",
                        "numpy cumsum [[1, 2, 3]]",
                        "numpy linspace [0, 1, 5]",
                        "numpy array_equal [[1, 2], [1, 2]]",
                        "pandas isna [null]",
                        "pandas to_numeric [[\"1\", \"2.5\"]]",
                        "sklearn.metrics accuracy_score [[0, 1, 1], [0, 1, 0]]")
                .map(line -> line.split(" ", 3))
                .map(parts -> new EverydayFunction(parts[0], parts[1], parts[2]))
                .toList();
    }

    String entryPoint() {
        return module + ":" + name;
    }

    List<Object> argumentList() {
        try {
            return Collections.unmodifiableList(Arrays.asList(JSON.readValue(arguments, Object[].class)));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(arguments, malformed);
        }
    }

    /** A script that does the same. */
    CorpusScript script() {
        String code = "import json, %s\n%s.%s(*json.loads(%s))".formatted(module, module, name, quoted(arguments));
        return new CorpusScript("function: " + entryPoint() + arguments, code, 0, List.of(module));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.TypeRef;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolListener;
import org.pybridge.spi.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each script of the corpus has the value, the names, the output and the exception of a plain {@code exec} of it in a {@link BareInterpreter},
 * by each verb, and leaves the interpreter fit for the next one.
 *
 * <p>In the short form, each script is run by every fourth verb; with the system property {@code pybridge.differential.whole=true} by all.
 * {@code pybridge.scripts} is a regular expression that chooses scripts by name, and {@code pybridge.site} a
 * directory with packages for those that need some.
 */
@Timeout(1800)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DifferentialCases extends Cases {
    private static final Logger LOG = LoggerFactory.getLogger(DifferentialCases.class);
    private static final String CHOSEN = System.getProperty("pybridge.scripts", ".*");
    private static final String SITE = System.getProperty("pybridge.site", "");
    private static final boolean WHOLE = Boolean.getBoolean("pybridge.differential.whole");
    private static final int SHARES = 4;
    private static final int LEAST = 500;

    private static final Map<Pattern, String> FROM_RUN_TO_RUN = Map.of(
            Pattern.compile("<python-\\d+>"), "<python>",
            Pattern.compile("\\b(at|on) (0x)?[0-9a-fA-F]+\\b|\\b0x[0-9a-fA-F]{6,}\\b"), "<address>",
            Pattern.compile("(Thread-|ThreadPoolExecutor-|(?:started|stopped|daemon) | id=')\\d+"), "$1",
            Pattern.compile("tmp[a-z0-9_]{8}\\b"), "<temporary>");

    /** What each script does in a bare interpreter. */
    private final Map<CorpusScript, Map<String, @Nullable Object>> expected = new LinkedHashMap<>();

    /** Hears how many interpreters there were. */
    private static final class Interpreters implements PoolListener {
        final AtomicInteger started = new AtomicInteger();
        final List<DiscardReason> discarded = new ArrayList<>();

        @Override
        public void interpreterStartedNanos(long nanos) {
            started.incrementAndGet();
        }

        @Override
        public synchronized void interpreterDiscarded(DiscardReason reason) {
            discarded.add(reason);
        }
    }

    @BeforeEach
    void askTheBareInterpreterOnce() {
        needs(Capability.OBJECTS);
        if (expected.isEmpty()) {
            // Not by the contract's builder, because some scripts end a bare interpreter.
            try (Python python = setUp(Python.builder(contract().backend())).build()) {
                List<CorpusScript> scripts = thatRunIn(python, Corpus.scripts());
                List<Optional<Map<String, @Nullable Object>>> outcomes =
                        new BareInterpreter(contract()).outcomes(python, scripts);
                for (int i = 0; i < scripts.size(); i++) {
                    remember(scripts.get(i), outcomes.get(i));
                }
            }
        }
    }

    private void remember(CorpusScript script, Optional<Map<String, @Nullable Object>> outcome) {
        outcome.ifPresentOrElse(
                seen -> expected.put(script, seen), () -> LOG.warn("{} ends a bare interpreter", script));
    }

    private Python start(Recorded output, PoolListener listener) {
        return setUp(contract().builder())
                .output(() -> output)
                .listener(listener)
                .build();
    }

    private static PythonBuilder setUp(PythonBuilder builder) {
        return builder.module("oracle", Resources.text("oracle.py"))
                .pool(pool -> pool.size(1).initScript("import sys\nsys.path += [p for p in ['" + SITE + "'] if p]"));
    }

    /** Leaves out what this Python cannot do, and says so. */
    private static List<CorpusScript> thatRunIn(Python python, Collection<CorpusScript> all) {
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

    @ParameterizedTest
    @EnumSource
    void aScriptDoesWhatItDoesInABareInterpreter(Verb verb) {
        Recorded output = new Recorded();
        Interpreters interpreters = new Interpreters();
        List<String> differences = new ArrayList<>();
        try (Python python = start(output, interpreters)) {
            List<CorpusScript> scripts = thatRunIn(python, share(verb));
            for (CorpusScript script : scripts) {
                compare(
                        script,
                        Objects.requireNonNull(expected.get(script)),
                        verb.observe(python, output, script.code()),
                        differences);
            }
            assertThat(differences).isEmpty();
            assertThat(scripts).hasSizeGreaterThanOrEqualTo(WHOLE ? LEAST : 1);
            assertThat(python.statistics().lost()).isZero();
            assertThat(python.statistics().active()).isZero();
        }
        assertThat(interpreters.discarded).isEmpty();
        assertThat(interpreters.started).hasValue(1);
    }

    /** Each script is run by as many verbs as the form says; the verbs take turns. */
    private List<CorpusScript> share(Verb verb) {
        List<CorpusScript> all = List.copyOf(expected.keySet());
        return IntStream.range(0, all.size())
                .filter(i -> WHOLE || (i + verb.ordinal()) % SHARES == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static void compare(
            CorpusScript script,
            Map<String, @Nullable Object> expected,
            Map<String, @Nullable Object> seen,
            List<String> differences) {
        seen.forEach((part, actual) -> {
            String right = normal(expected.get(part));
            if (!right.equals(normal(actual))) {
                differences.add("\n%s\n  %s is  %s\n  rather than %s".formatted(script, part, normal(actual), right));
            }
        });
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

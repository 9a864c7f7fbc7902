package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.pool.DiscardReason;
import org.pybridge.pool.PoolListener;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Recorded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each script of the corpus has the value, the names, the output and the exception of a plain {@code exec} of it in a {@link BareInterpreter},
 * by each verb, and leaves the interpreter fit for the next one.
 *
 * <p>In the short form, each script is run by every fourth verb; with the system property {@code pybridge.differential.whole=true} by all.
 */
@Timeout(1800)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DifferentialCases extends Cases {
    /** Scripts that show what other code has left in the interpreter. */
    private static final Set<String> SHOWING_STATE =
            Set.of("data: exec into a dict of one's own", "library: decimal contexts");

    private static final Logger LOG = LoggerFactory.getLogger(DifferentialCases.class);
    private static final boolean WHOLE = Boolean.getBoolean("pybridge.differential.whole");
    private static final int SHARES = 4;
    private static final int LEAST = 500;

    /** What each script does in a bare interpreter. */
    private final Map<CorpusScript, Map<String, @Nullable Object>> expected = new LinkedHashMap<>();

    /** Hears how many interpreters there were. */
    private static final class Interpreters implements PoolListener {
        final AtomicInteger started = new AtomicInteger();
        final List<DiscardReason> discarded = new ArrayList<>();

        @Override
        public void onInterpreterStarted(long nanos) {
            started.incrementAndGet();
        }

        @Override
        public synchronized void onInterpreterDiscarded(DiscardReason reason) {
            discarded.add(reason);
        }
    }

    @BeforeEach
    void askTheBareInterpreterOnce() {
        needs(Capability.OBJECTS);
        if (expected.isEmpty()) {
            // Not by the contract's builder, because some scripts end a bare interpreter.
            try (Python python = setUp(Python.builder(fixture().backend())).build()) {
                List<CorpusScript> scripts = Corpus.thatRunIn(python, Corpus.scripts()).stream()
                        .filter(script -> fixture().can(Capability.OWN_STATE) || !SHOWING_STATE.contains(script.name()))
                        .toList();
                List<Optional<Map<String, @Nullable Object>>> outcomes =
                        new BareInterpreter(fixture().backend()).outcomes(python, scripts);
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
        return setUp(fixture().builder())
                .output(() -> output)
                .listener(listener)
                .build();
    }

    private static PythonBuilder setUp(PythonBuilder builder) {
        return Corpus.setUp(builder).pool(pool -> pool.size(1));
    }

    @ParameterizedTest
    @EnumSource
    void aScriptDoesWhatItDoesInABareInterpreter(Verb verb) {
        Recorded output = new Recorded();
        Interpreters interpreters = new Interpreters();
        List<String> differences = new ArrayList<>();
        try (Python python = start(output, interpreters)) {
            List<CorpusScript> scripts = Corpus.thatRunIn(python, share(verb));
            for (CorpusScript script : scripts) {
                differences.addAll(Differences.between(
                        script,
                        Objects.requireNonNull(expected.get(script)),
                        verb.observe(python, output, script.code())));
            }
            assertThat(differences).isEmpty();
            assertThat(scripts).hasSizeGreaterThanOrEqualTo(WHOLE ? LEAST : 1);
            assertThat(python.statistics().died()).isZero();
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
}

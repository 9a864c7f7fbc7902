package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.PythonException;
import org.pybridge.ScriptResult;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Recorded;
import org.pybridge.testing.support.Resources;

/**
 * Each verb under each option of the pool, with the kinds of results taking turns, so that each pair of a verb, an option and a kind of
 * result is met. With the system property {@code pybridge.matrix=whole}, each verb has each kind of result under each option.
 */
@Timeout(600)
public abstract class MatrixCases extends Cases {
    private static final boolean WHOLE =
            System.getProperty("pybridge.matrix", "").equals("whole");

    @ParameterizedTest
    @EnumSource
    void everyVerbIsRightUnder(MatrixOption option) {
        needs(Capability.OBJECTS);
        needs(Capability.CALLBACKS);
        option.needed().ifPresent(this::needs);
        Recorded output = new Recorded();
        List<String> wrong = new ArrayList<>();
        try (Python python = start(option, output)) {
            int n = 10;
            for (MatrixVerb verb : MatrixVerb.values()) {
                for (MatrixResult result : results(verb, option)) {
                    n++;
                    use(python, verb, result, n, output, wrong);
                }
            }
            assertThat(wrong).isEmpty();
            Background.until(() -> python.statistics().active() == 0, python::statistics);
            check(python.statistics(), option);
        }
    }

    private Python start(MatrixOption option, Recorded output) {
        PythonBuilder builder = fixture()
                .builder()
                .module("matrix", Resources.text("matrix.py"))
                .pool(pool -> pool.size(1).acquireTimeout(Duration.ofSeconds(60)))
                .output(() -> output);
        option.set(builder);
        return builder.build();
    }

    private static Set<MatrixResult> results(MatrixVerb verb, MatrixOption option) {
        MatrixResult[] all = MatrixResult.values();
        return WHOLE
                ? EnumSet.allOf(MatrixResult.class)
                : EnumSet.of(all[(verb.ordinal() + option.ordinal()) % all.length]);
    }

    private static void use(
            Python python, MatrixVerb verb, MatrixResult result, int n, Recorded output, List<String> wrong) {
        output.clear();
        try {
            verb.use(python, result, n);
            if (result == MatrixResult.ERROR) {
                wrong.add(verb + " with " + result + " raised nothing");
            }
            if (!verb.captures()) {
                assertThat(output.out()).isEqualTo(result.stdout(n).repeat(verb.times()));
                assertThat(output.err()).isEqualTo(result.stderr(n).repeat(verb.times()));
            }
        } catch (PythonException raised) {
            if (result != MatrixResult.ERROR || !raised.getMessage().equals("ValueError: " + n)) {
                wrong.add(verb + " with " + result + ": " + raised);
            }
        } catch (RuntimeException | AssertionError failed) {
            wrong.add(verb + " with " + result + ": " + failed);
        }
    }

    private static void check(PoolStatistics now, MatrixOption option) {
        assertThat(List.of(now.died(), now.timeouts(), now.stopped(), now.leaked()))
                .as("%s", now)
                .containsOnly(0L);
        assertThat(List.of(now.waiting(), now.quarantined())).as("%s", now).containsOnly(0);
        assertThat(now.leases()).isGreaterThanOrEqualTo(MatrixVerb.values().length);
        assertThat(now.retired() > 0).as("%s", now).isEqualTo(option.replaces());
    }

    /** A script that imports leaves a module in its names, which must not keep the next caller waiting. */
    @ParameterizedTest
    @EnumSource
    void whatARunImportedHoldsUpNobody(MatrixOption option) {
        needs(Capability.OBJECTS);
        option.needed().ifPresent(this::needs);
        try (Python python = start(option, new Recorded())) {
            for (int n = 0; n < 3; n++) {
                ScriptResult evaluation = python.run("import math\ndef f():\n    return 1\nmath.sqrt(16)");
                assertThat(evaluation.as(double.class)).isEqualTo(4);
                assertThat(evaluation.globals()).containsOnlyKeys("math", "f");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aResetIsRefusedWhereCallersShareAnInterpreter(ResetPolicy policy) {
        PythonBuilder builder =
                fixture().builder().pool(pool -> pool.callersPerInterpreter(2).resetPolicy(policy));
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll("resetPolicy", policy.name(), "callersPerInterpreter");
    }
}

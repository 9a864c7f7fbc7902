package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.PythonBuilder;
import org.pybridge.Script;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.testing.calls.Corpus;
import org.pybridge.testing.endurance.Chaos;
import org.pybridge.testing.endurance.EverydayMix;
import org.pybridge.testing.endurance.ResourceSnapshot;
import org.pybridge.testing.endurance.Soak;
import org.pybridge.testing.pool.FairnessLoad;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Resources;
import org.pybridge.testing.support.Timeouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must hold under load, for long. A backend passes by one subclass that says how to make it, and how to count its interpreters. The
 * forms that a build runs are short; system properties make them long, and the figures are logged:
 *
 * <ul>
 *   <li>{@code pybridge.chaos.kills} and {@code pybridge.chaos.calls}: how many calls are stopped, among how many good ones,
 *   <li>{@code pybridge.soak.seconds}: how long interpreters are used up and replaced, {@code pybridge.soak.uses}: after how many uses, and
 *       {@code pybridge.soak.imports}: modules that each of them imports,
 *   <li>{@code pybridge.crowd.seconds}: how long a crowd waits in line,
 *   <li>{@code pybridge.everyday.seconds}: how long everyday code runs, {@code pybridge.everyday.seed}: in which order; it is logged, and for the short form the same each time,
 *       {@code pybridge.scripts}: a regular expression that chooses scripts by name, and {@code pybridge.site}: a directory with packages.
 * </ul>
 */
public abstract class EnduranceContract {
    /** The short form runs the same scripts each time. */
    private static final long SHORT_SEED = 20261129;

    /** From here on, a trend is more than noise, and waits are many enough for a percentile. */
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Between two engines, GraalPy 25.2 keeps up to twice as much of closed contexts. */
    private static final double MEGABYTES = 64;

    /** A count can come while the last interpreter is being closed. */
    private static final long DESCRIPTORS_OF_AN_INTERPRETER = 16;

    /** Threads that wait for more work end after a minute, so how many there are depends on what happened in it. */
    private static final int THREADS_AT_REST = 16;

    /** So many scripts are an everyday mix, in the short form. */
    private static final int FEW = 40;

    /** The most medians that an {@code eval} takes, but for one in a hundred. */
    private static final double SLOW_EVAL = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EnduranceContract.class);

    /** Makes the contract. */
    protected EnduranceContract() {}

    /**
     * Makes a backend; nothing is started yet.
     *
     * @return a new backend
     */
    protected abstract Backend backend();

    /**
     * Counts all interpreters that this JVM has, of whichever backend: contexts that memory holds, or worker processes.
     *
     * @return how many there are
     */
    protected abstract long interpreters();

    /** Calls are stopped all the time, which their neighbours do not notice, and nothing is left of them. */
    @Test
    @Timeout(3600)
    void callsThatAreStoppedHarmNoOthers() {
        needsInterrupt();
        leavesNothing(this::stopAmongOthers);
    }

    private void stopAmongOthers(long before) {
        int kills = Integer.getInteger("pybridge.chaos.kills", 30);
        Chaos chaos = new Chaos(kills, Integer.getInteger("pybridge.chaos.calls", 3_000));
        try (Python python = builder(pool -> pool.size(4).spares(1).eager(true))
                .listener(chaos)
                .build()) {
            chaos.run(python);
            LOG.warn("{}", chaos);
            assertThat(chaos.wrong()).isEmpty();
            assertThat(python.statistics().stopped()).isEqualTo(kills);
            assertThat(chaos.stopped()).isEqualTo(kills);
            assertThat(chaos.lateness().percentile(100)).isLessThan(Timeouts.SLACK);
            chaos.awaitWholePool(python);
            Background.until(
                    () -> interpreters() - before
                            <= python.statistics().live() + python.statistics().spares(),
                    () -> interpreters() + " interpreters, " + before + " before, " + python.statistics());
        }
    }

    /** Interpreters are used up and replaced all the time, and what the JVM holds stays the same. */
    @Test
    @Timeout(7200)
    void nothingGrowsWhileInterpretersAreReplaced() {
        leavesNothing(any -> useUp());
    }

    private void useUp() {
        Duration time = Duration.ofSeconds(Long.getLong("pybridge.soak.seconds", 8));
        long uses = Long.getLong("pybridge.soak.uses", 100);
        Soak soak = new Soak(time, backend().capabilities().contains(Capability.CALLBACKS));
        try (Python python = builder(
                        pool -> pool.size(2).spares(1).maxUses(uses).eager(true))
                .build()) {
            soak.run(python);
        }
        LOG.warn("{}", soak);
        assertThat(soak.wrong()).isEmpty();
        assertThat(soak.replaced()).isPositive();
        assertThat(soak.moreThreads()).isLessThanOrEqualTo(THREADS_AT_REST);
        assertThat(soak.moreDescriptors()).isLessThanOrEqualTo(DESCRIPTORS_OF_AN_INTERPRETER);
        if (time.compareTo(LONG) >= 0) {
            assertThat(soak.megabytesGrown()).isLessThan(MEGABYTES);
        }
    }

    /** Those who wait in line are served in turn. */
    @Test
    @Timeout(3600)
    void nobodyInACrowdWaitsMuchLongerThanOthers() {
        Duration time = Duration.ofSeconds(Long.getLong("pybridge.crowd.seconds", 1));
        FairnessLoad crowd = new FairnessLoad(64, time);
        try (Python python =
                builder(pool -> pool.size(2).eager(true)).listener(crowd).build()) {
            crowd.run(python);
        }
        LOG.warn("{}", crowd);
        assertThat(crowd.fewestCalls()).isGreaterThanOrEqualTo((int) (crowd.meanCalls() / 3));
        if (time.compareTo(LONG) >= 0) {
            assertThat(crowd.longWait()).isLessThan(crowd.meanWait().multipliedBy(3));
        }
    }

    /** Everyday code is right in any order, by any verb and beside any other, and costs no interpreter. */
    @Test
    @Timeout(7200)
    void everydayCodeIsRightTogether() {
        assumeTrue(backend().capabilities().contains(Capability.OBJECTS), "the backend declares that it lacks OBJECTS");
        leavesNothing(any -> mix());
    }

    private void mix() {
        Duration time = Duration.ofSeconds(Long.getLong("pybridge.everyday.seconds", 8));
        boolean isLong = time.compareTo(LONG) >= 0;
        long seed = Long.getLong("pybridge.everyday.seed", isLong ? System.nanoTime() : SHORT_SEED);
        EverydayMix mix = EverydayMix.choose(
                backend(), () -> everyday(pool -> pool.size(1)), seed, isLong ? Integer.MAX_VALUE : FEW);
        try (Python python = everyday(pool -> {})) {
            mix.run(python, time);
            LOG.warn("{}", mix);
            assertThat(mix.wrong()).isEmpty();
            assertThat(python.statistics().died()).isZero();
            assertThat(python.statistics().retired()).isZero();
            assertThat(python.statistics().active()).isZero();
        }
        if (isLong && mix.tellsSlowEvals()) {
            assertThat(mix.slowEval()).isLessThan(SLOW_EVAL);
        }
    }

    private Python everyday(Consumer<PoolBuilder> change) {
        return Corpus.setUp(Python.builder(backend()))
                .pool(change)
                .output(() -> Output.capture(1))
                .build();
    }

    private void needsInterrupt() {
        assumeTrue(
                backend().capabilities().contains(Capability.INTERRUPT),
                "the backend declares that it lacks INTERRUPT");
    }

    /** Runs what makes and closes a Python; a thread of it may end with the collection that finds it unreachable. */
    private void leavesNothing(LongConsumer work) {
        long before = interpreters();
        ResourceSnapshot atFirst = ResourceSnapshot.take();
        work.accept(before);
        Background.until(() -> interpreters() <= before, () -> interpreters() + " interpreters, " + before + " before");
        Background.until(
                () -> {
                    System.gc();
                    return ResourceSnapshot.take().threadsSince(atFirst).isEmpty();
                },
                () -> ResourceSnapshot.take().threadsSince(atFirst));
    }

    private PythonBuilder builder(Consumer<PoolBuilder> change) {
        return Python.builder(backend())
                .pool(pool -> change.accept(pool.initScript(script()).acquireTimeout(Duration.ofMinutes(5))));
    }

    private static Script script() {
        String imports = Stream.of(
                        System.getProperty("pybridge.soak.imports", "").split(","))
                .filter(module -> !module.isBlank())
                .map(module -> "import " + module + "\n")
                .collect(Collectors.joining());
        return new Script(Resources.text("endurance.py") + imports, "endurance.py");
    }
}

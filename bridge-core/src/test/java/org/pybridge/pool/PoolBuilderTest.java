package org.pybridge.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which values the options of a pool take, each and together. */
class PoolBuilderTest {
    private static final Duration BELOW_ZERO = Duration.ofSeconds(-1);
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    @ParameterizedTest(name = "{0}")
    @MethodSource("valuesOutOfRange")
    void aValueOutOfRangeIsRefusedAtOnceWithTheOptionsNameAndItsRange(
            String option, String rest, Consumer<PoolBuilder> change) {
        PoolBuilder builder = PoolConfig.builder();
        assertThatThrownBy(() -> change.accept(builder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(option + " is " + rest);
    }

    static Stream<Arguments> valuesOutOfRange() {
        String durations = "PT-1S; it cannot be negative";
        return Stream.of(
                wrong("size", "0; it must be at least 1", pool -> pool.size(0)),
                wrong("size", "-1; it must be at least 1", pool -> pool.size(-1)),
                wrong("callersPerInterpreter", "0; it must be at least 1", pool -> pool.callersPerInterpreter(0)),
                wrong("acquireTimeout", durations, pool -> pool.acquireTimeout(BELOW_ZERO)),
                wrong("closeTimeout", durations, pool -> pool.closeTimeout(BELOW_ZERO)),
                wrong("initTimeout", durations, pool -> pool.initTimeout(BELOW_ZERO)),
                wrong("grace", durations, pool -> pool.grace(BELOW_ZERO)),
                wrong("maxQuarantined", "-1; it must be at least 0", pool -> pool.maxQuarantined(-1)),
                wrong("spares", "-1; it must be at least 0", pool -> pool.spares(-1)),
                wrong("maxUses", "-1; it must be at least 1, or 0 for no limit", pool -> pool.maxUses(-1)),
                wrong("maxAge", durations, pool -> pool.maxAge(BELOW_ZERO)),
                wrong("jitter", "0.6; it must be between 0.0 and 0.5", pool -> pool.jitter(0.6)),
                wrong("jitter", "-0.1; it must be between 0.0 and 0.5", pool -> pool.jitter(-0.1)),
                wrong("jitter", "NaN; it must be between 0.0 and 0.5", pool -> pool.jitter(Double.NaN)),
                wrong(
                        "maxMemoryGrowth",
                        "5; it must be at least 1048576, or 0 for no limit",
                        pool -> pool.maxMemoryGrowth(5)),
                wrong("validateAfterIdle", durations, pool -> pool.validateAfterIdle(BELOW_ZERO)),
                wrong(
                        "maintenanceTimeout",
                        "PT0S; it must be more than zero",
                        pool -> pool.maintenanceTimeout(Duration.ZERO)),
                wrong(
                        "maintenanceTimeout",
                        "PT-1S; it must be more than zero",
                        pool -> pool.maintenanceTimeout(BELOW_ZERO)),
                wrong("liveResultTimeout", durations, pool -> pool.liveResultTimeout(BELOW_ZERO)),
                wrong("maxFailuresInARow", "-1; it must be at least 0", pool -> pool.maxFailuresInARow(-1)),
                wrong("leakThreshold", durations, pool -> pool.leakThreshold(BELOW_ZERO)));
    }

    @Test
    void everyOptionThatHasARangeIsTriedOutsideOfIt() {
        assertThat(valuesOutOfRange().map(each -> each.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(setters()
                        .filter(setter -> setter.getParameterTypes()[0] == Duration.class
                                || (setter.getParameterTypes()[0].isPrimitive()
                                        && setter.getParameterTypes()[0] != boolean.class))
                        .map(Method::getName)
                        .toList());
    }

    @Test
    void theValuesInForceAreThoseOfAllOptions() {
        assertThat(PoolConfig.DEFAULT.options().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        setters().map(Method::getName).distinct().toList());
    }

    private static Stream<Method> setters() {
        return Arrays.stream(PoolBuilder.class.getMethods())
                .filter(method -> method.getReturnType() == PoolBuilder.class && method.getParameterCount() == 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void optionsThatContradictEachOtherAreRefusedWhenThePoolIsBuilt(
            String option, String rest, Consumer<PoolBuilder> change) {
        PoolBuilder builder = PoolConfig.builder();
        change.accept(builder);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option + " is " + rest);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                wrong(
                        "spares",
                        "3 and size is 2; spares can be at most as many as size",
                        pool -> pool.size(2).spares(3)),
                wrong(
                        "resetPolicy",
                        "SETTINGS and callersPerInterpreter is 2;",
                        pool -> pool.resetPolicy(ResetPolicy.SETTINGS).callersPerInterpreter(2)),
                wrong("jitter", "0.2; it requires maxUses or maxAge", pool -> pool.jitter(0.2)),
                wrong(
                        "validateAfterIdle",
                        "PT1S; it requires validation",
                        pool -> pool.validateAfterIdle(Duration.ofSeconds(1))));
    }

    @Test
    void aTimeThatNoClockCanCountIsTheLongestThatOneCan() {
        PoolConfig config = PoolConfig.builder()
                .acquireTimeout(FOR_EVER)
                .closeTimeout(FOR_EVER)
                .initTimeout(FOR_EVER)
                .grace(FOR_EVER)
                .maxAge(FOR_EVER)
                .maintenanceTimeout(FOR_EVER)
                .leakThreshold(FOR_EVER)
                .build();
        assertThat(config.options().values().stream()
                        .filter(Duration.class::isInstance)
                        .map(Duration.class::cast))
                .allSatisfy(each -> assertThat(each.toNanos()).isLessThan(Long.MAX_VALUE / 2));
        assertThat(config.acquireTimeout()).isGreaterThan(Duration.ofDays(365 * 50));
    }

    private static Arguments wrong(String option, String rest, Consumer<PoolBuilder> change) {
        return Arguments.of(option, rest, change);
    }
}

package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.testing.support.ConversionCases;

/** What contains itself or nests too deep is an error that names the place, and never a stack overflow. */
public abstract class NestingCases extends ConversionCases {

    private static Object nested(int depth) {
        Object inner = List.of();
        for (int i = 1; i < depth; i++) {
            inner = List.of(inner);
        }
        return inner;
    }

    private static String nestedCode(int depth, String wrapped) {
        return "v = []\nfor i in range(" + (depth - 1) + "): v = " + wrapped + "\nv";
    }

    static Stream<Arguments> depths() {
        return Stream.of(99, 100, 101, 102, 199, 200)
                .flatMap(depth -> Stream.of("[v]", "(v,)", "{'k': v}").map(wrapped -> arguments(depth, wrapped)));
    }

    @ParameterizedTest
    @MethodSource("depths")
    void whatIsUpToTheLimitIsCopied(int depth, String wrapped) {
        Object value = eval(nestedCode(depth, wrapped));
        for (int i = 1; i < depth; i++) {
            value = value instanceof Map<?, ?> map ? map.get("k") : ((List<?>) value).get(0);
        }
        assertThat(value).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 10_000})
    void whatIsDeeperInPythonIsRefusedWithItsPlace(int depth) {
        assertThat(misfit(nestedCode(depth, "[v]"), Object.class).path()).isEqualTo("$" + "[0]".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 102, 199, 200})
    void whatIsUpToTheLimitIsPassed(int depth) {
        assertThat(with(nested(depth), "n = 1\nwhile x: x = x[0]; n += 1\nn")).isEqualTo((long) depth);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 10_000})
    void whatIsDeeperInJavaIsRefusedBeforeAnythingRuns(int depth) {
        assertThat(refused(nested(depth)).mayHaveRun()).isFalse();
    }

    static Stream<Arguments> cycles() {
        return Stream.of(
                arguments("x = []; x.append(x); x", "$[0]"),
                arguments("x = {}; x['self'] = x; x", "$.self"),
                arguments("x = {}; x['a b'] = [1, x]; x", "$[\"a b\"][1]"),
                arguments("x = {7: []}; x[7].append((1, x)); x", "$[7][0][1]"),
                arguments("x = []; {'ok': 1, 'bad': [0, (x.append(x), x)]}", "$.bad[1][1][0]"));
    }

    @ParameterizedTest
    @MethodSource("cycles")
    void aCycleOfPythonsIsRefusedWithItsPlace(String code, String path) {
        assertThat(misfit(code, Object.class).path()).isEqualTo(path);
    }

    @Test
    void aListOfJavasThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThat(refused(list).mayHaveRun()).isFalse();
    }

    @Test
    void aMapOfJavasThatContainsItselfIsRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        assertThat(refused(map).path()).startsWith("$.x.self.self");
    }

    @Test
    void aValueThatIsThereTwiceIsNoCycle() {
        assertThat(eval("x = [1]\n[x, {'k': x}]")).isEqualTo(List.of(List.of(1L), Map.of("k", List.of(1L))));
    }
}

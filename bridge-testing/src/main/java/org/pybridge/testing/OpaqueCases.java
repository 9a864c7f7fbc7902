package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.TypeRef;

/** A Java object that Python has no type for goes through Python as itself. */
abstract class OpaqueCases extends ConversionCases {

    static Stream<Arguments> ways() {
        return Stream.of(
                arguments("x"),
                arguments("(lambda y: y)(x)"),
                arguments("class Holder: pass\nh = Holder(); h.kept = x; h.kept"),
                arguments("{'k': x}['k']"),
                arguments("[x, x][1]"),
                arguments("next(iter([x]))"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theSameInstanceComesBack(String code) {
        Object opaque = new Object();
        assertThat(with(opaque, code)).isSameAs(opaque);
    }

    @Test
    void theSameInstanceComesBackInsideAList() {
        Object opaque = new Object();
        assertThat(((List<?>) with(List.of(1, opaque), "x")).get(1)).isSameAs(opaque);
    }

    @Test
    void theSameInstanceComesBackInsideADict() {
        Object opaque = new Object();
        assertThat(((Map<?, ?>) with(opaque, "{'k': [x]}")).get("k")).isEqualTo(List.of(opaque));
    }

    @Test
    void theSameInstanceIsReadAsItsClass() {
        Thread thread = new Thread();
        assertThat(returned(thread, new TypeRef<Thread>() {})).isSameAs(thread);
    }
}

package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;

/** Depth and cycles, in both codecs of Python. */
class NestingTest {
    private static List<Peer> peers;

    @BeforeAll
    static void start() {
        Optional<Peer> withPackage = Peer.withPackage();
        peers = Stream.concat(Stream.of(Peer.own()), withPackage.stream()).toList();
    }

    @AfterAll
    static void stop() {
        peers.forEach(Peer::close);
    }

    static Stream<Arguments> nested() {
        return IntStream.of(100, 199, 200)
                .boxed()
                .flatMap(depth -> Stream.of(
                                "lambda v: [v]",
                                "lambda v: (v,)",
                                "lambda v: {'k': v}",
                                "lambda v: P(v, 1)",
                                "lambda v: Data(v)")
                        .map(build -> arguments(depth, build)));
    }

    @ParameterizedTest
    @MethodSource("nested")
    void whatIsUpToTheLimitIsRead(int depth, String build) {
        for (Peer peer : peers) {
            assertThat(depthOf(Things.read(peer.encodedWithFields("nested(%d, %s)".formatted(depth, build)))))
                    .isEqualTo(depth);
        }
    }

    private static int depthOf(Object value) {
        int depth = 1;
        for (Object inner = value; !List.of().equals(inner); depth++) {
            inner = inner instanceof Map<?, ?> map ? map.values().iterator().next() : ((List<?>) inner).get(0);
        }
        return depth;
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 250, 300, 600, 10_000})
    void whatIsDeeperInPythonIsRefusedWithItsPlace(int depth) {
        for (Peer peer : peers) {
            assertThat(refusal(peer, "nested(" + depth + ")"))
                    .contains("$" + "[0]".repeat(200) + ":")
                    .contains("list nested deeper than 200 levels");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lambda v: P(v, 1)", "lambda v: (v,)", "lambda v: [v]"})
    void whatIsTooDeepInPythonIsRefusedWhateverItIs(String build) {
        for (Peer peer : peers) {
            assertThat(refusal(peer, "nested(202, " + build + ")")).contains("nested deeper than 200 levels");
        }
    }

    /** Python refuses by itself what it sees to be too deep, and Java the rest. */
    private static String refusal(Peer peer, String expression) {
        try {
            byte[] bytes = peer.encoded(expression);
            return catchThrowableOfType(ConversionException.class, () -> Things.read(bytes))
                    .getMessage();
        } catch (Peer.Failure unconvertible) {
            return unconvertible.getMessage().replace("', '", ": ");
        }
    }

    static Stream<Arguments> cycles() {
        return Stream.of(
                arguments("x.append(x)", "('$[0]', 'list that contains itself'"),
                arguments("x.append({'a b': [1, x]})", "('$[0][\"a b\"][1]', 'list that contains itself'"),
                arguments("x.append((1, x))", "('$[0][1]', 'list that contains itself'"));
    }

    @ParameterizedTest
    @MethodSource("cycles")
    void aCycleIsRefusedWithItsPlace(String tie, String message) {
        for (Peer peer : peers) {
            Peer.Failure refused =
                    catchThrowableOfType(Peer.Failure.class, () -> peer.encoded("(lambda x: [" + tie + ", x][1])([])"));
            assertThat(refused).hasMessageStartingWith("Unconvertible: " + message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 256})
    void whatJavaWritesPythonReads(int depth) {
        for (Peer peer : peers) {
            assertThat(peer.difference("nested(" + depth + ")", Things.written(nested(depth))))
                    .isEmpty();
        }
    }

    @Test
    void javaWritesNothingDeeper() {
        ConversionException refused =
                catchThrowableOfType(ConversionException.class, () -> Things.written(nested(257)));
        assertThat(refused.mayHaveRun()).isFalse();
    }

    private static Object nested(int depth) {
        Object inner = List.of();
        for (int i = 1; i < depth; i++) {
            inner = List.of(inner);
        }
        return inner;
    }
}

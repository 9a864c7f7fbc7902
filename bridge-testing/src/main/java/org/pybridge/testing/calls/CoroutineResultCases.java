package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.Call;
import org.pybridge.PyModule;
import org.pybridge.PyObject;
import org.pybridge.PyTuple;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;

/** What a coroutine gives is read as what a function gives. */
@Timeout(120)
public abstract class CoroutineResultCases extends Cases {
    private static final String DEFINITION = "async def f():\n    return %s\n";

    record Point(int x, List<String> names) {}

    /** The module's coroutine functions. */
    @PyModule("lab")
    interface Lab {
        List<Object> asyncEcho(Object value);
    }

    /** Expressions of Python and their values in Java. */
    static Stream<Arguments> values() {
        return Stream.of(
                arguments("[1, 'x']", List.of(1L, "x")),
                arguments("[1, 2]", List.of(1L, 2L)),
                arguments("[]", List.of()),
                arguments("[None]", Collections.singletonList(null)),
                arguments("[{'a': 1}]", List.of(Map.of("a", 1L))),
                arguments("[[1], [2]]", List.of(List.of(1L), List.of(2L))),
                arguments("(1, 'x')", PyTuple.of(1L, "x")),
                arguments("(1, 2)", PyTuple.of(1L, 2L)),
                arguments("{'a': [1, (2,)]}", Map.of("a", List.of(1L, PyTuple.of(2L)))),
                arguments("{1}", Set.of(1L)),
                arguments("'x'", "x"),
                arguments("2 ** 70", new java.math.BigInteger("1180591620717411303424")),
                arguments("1.5", 1.5),
                arguments("True", true),
                arguments("None", null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aCoroutineGivesItsValue(String expression, @Nullable Object value) {
        String code = DEFINITION.formatted(expression) + "f()";
        assertThat(eval(code)).isEqualTo(value);
        assertThat(python().run(code).value().as(Object.class)).isEqualTo(value);
        try (Session session = python().session()) {
            assertThat(session.eval(code).as(Object.class)).isEqualTo(value);
        }
    }

    @Test
    void bytesOfACoroutineAreBytes() {
        assertThat(python().eval(DEFINITION.formatted("b'\\x00\\xff'") + "f()").as(byte[].class))
                .containsExactly(0, -1);
    }

    @Test
    void aRecordIsReadFromACoroutine() {
        String code = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    names: list\n"
                + DEFINITION.formatted("[P(1, ['a', 'b'])]") + "f()";
        assertThat(python().eval(code).as(new TypeRef<List<Point>>() {}))
                .containsExactly(new Point(1, List.of("a", "b")));
    }

    @Test
    void callsOfCoroutineFunctionsGiveLists() {
        Object mixed = List.of(1L, "x", List.of(2L));
        assertThat(python().call("lab:async_echo", List.of(mixed), Object.class))
                .isEqualTo(mixed);
        assertThat(python().call("lab:async_echo", List.of(mixed), PyObject.class)
                        .as(Object.class))
                .isEqualTo(mixed);
        assertThat(python().bind(Lab.class).asyncEcho(mixed)).isEqualTo(mixed);
        assertThat(python().callAll(Call.of("lab:async_echo").returning(Object.class), List.of(List.of(mixed))))
                .containsExactly(mixed);
    }

    @Test
    void aCoroutineAsAnArgumentOfACallbackStaysOne() {
        needs(Capability.CALLBACKS);
        AtomicReference<Object> given = new AtomicReference<>();
        Consumer<Object> take = given::set;
        String code = "async def f():\n    return 1\nc = f()\ntake(c)\nc.close()";
        python().exec(code, Map.of("take", take));
        assertThat(given.get()).isInstanceOf(PyObject.class);
    }
}

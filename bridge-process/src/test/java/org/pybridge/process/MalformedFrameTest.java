package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;

/**
 * A worker that sends each kind of frame with each wrong shape, over the lane of a call and over the side lane: the call is lost with one
 * named error, and the next one works.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class MalformedFrameTest {
    /** Bodies as Python expressions. */
    private static final Map<String, String> BODIES = new LinkedHashMap<>();

    /** What each kind takes, so that it is not malformed; and LOG and OUTPUT of a call that is over go to the log. */
    private static final Map<FrameKind, Set<String>> RIGHT = Map.of(
            FrameKind.RESULT, Set.of("a byte", "an int", "a list of an int", "a map", "a text", "many parts"),
            FrameKind.FORGET, Set.of("nothing", "a number", "two numbers"),
            FrameKind.SYNC, Set.of("a number"),
            FrameKind.KEPT, Set.of("a number"));

    private static final Set<FrameKind> RIGHT_ON_THE_SIDE = Set.of(FrameKind.SYNC);

    static {
        BODIES.put("nothing", "b''");
        BODIES.put("a byte", "b'\\1'");
        BODIES.put("half a number", "bytes(4)");
        BODIES.put("a number", "bytes(8)");
        BODIES.put("two numbers", "bytes(16)");
        BODIES.put("a number and a half", "bytes(12)");
        BODIES.put("an int", "encode(7, False, None)");
        BODIES.put("a text", "encode('text of some length', False, None)");
        BODIES.put("a list of an int", "encode([1], False, None)");
        BODIES.put("a map", "encode({'a': 1}, False, None)");
        BODIES.put("many parts", "encode([1] * 12, False, None)");
        BODIES.put("no value", "b'\\xc1\\xc1'");
        BODIES.put("a value that is cut", "encode(['text of some length'] * 3, False, None)[:-4]");
        BODIES.put("an unknown function", "bytes(7) + b'\\x63' + bytes(8) + encode([None, None], False, None)");
        BODIES.put("an unknown Java object", "b'\\xd7\\x15' + bytes(8)");
    }

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.builder(PythonProcess.builder().build())
                .pool(pool -> pool.size(1))
                .build();
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    static Stream<Arguments> frames() {
        List<Arguments> all = new ArrayList<>();
        for (FrameKind kind : FrameKind.values()) {
            BODIES.forEach((shape, body) -> {
                if (!RIGHT.getOrDefault(kind, Set.of()).contains(shape)) {
                    all.add(Arguments.of(kind, shape, body));
                }
            });
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("frames")
    void aMalformedFrameOfACallIsOneNamedErrorAndTheNextCallWorks(FrameKind kind, String shape, String body) {
        if (kind == FrameKind.OUTPUT && shape.equals("a byte")) {
            return; // Empty text for stdout.
        }
        expectLoss("""
                import sys, time
                from _pybridge_wire import encode
                lanes = sys.modules['_pybridge_lanes']
                lane = lanes.current()
                lanes.write(lane._descriptor, lanes.frame(%d, lane.number, %s))
                time.sleep(60)
                """.formatted(kind.ordinal(), body));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("frames")
    void aMalformedFrameOverTheSideLaneIsOneNamedErrorAndTheNextCallWorks(FrameKind kind, String shape, String body) {
        if (RIGHT_ON_THE_SIDE.contains(kind)
                || (kind == FrameKind.OUTPUT && shape.equals("a byte"))
                || (kind == FrameKind.CANCELLED && Set.of("a byte", "an int").contains(shape))) {
            return; // What is of a call that has ended is no offence.
        }
        expectLoss("""
                import sys, time
                from _pybridge_wire import encode
                lanes = sys.modules['_pybridge_lanes']
                lanes.Errand.side.post(%d, 77, %s)
                time.sleep(60)
                """.formatted(kind.ordinal(), body));
    }

    private static void expectLoss(String code) {
        Throwable thrown = catchThrowable(() -> python.exec(code));
        assertThat(thrown)
                .isExactlyInstanceOf(InterpreterLostException.class)
                .hasMessageStartingWith("the worker sent what nobody understands, and was ended: ");
        assertThat(((InterpreterLostException) thrown).mayHaveRun()).isTrue();
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
    }
}

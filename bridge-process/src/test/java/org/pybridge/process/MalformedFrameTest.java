package org.pybridge.process;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.pybridge.process.protocol.FrameKind;

/**
 * A worker that sends each kind of frame with each wrong shape, over the lane of a call and over the side lane: the call is lost with one
 * named error, and the next one works.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class MalformedFrameTest {
    /** Bodies as Python expressions. */
    private static final Map<String, String> BODIES = new LinkedHashMap<>();

    /** What each kind takes over the lane of a call, so that it is not malformed. A kind that is not here is refused whatever its body. */
    private static final Map<FrameKind, Set<String>> OF_A_CALL = Map.ofEntries(
            entry(FrameKind.RESULT, Set.of("a byte", "an int", "a list of an int", "a map", "a text", "many parts")),
            entry(FrameKind.KEPT, Set.of("a number")),
            entry(FrameKind.ERROR, Set.of()),
            entry(FrameKind.THROWN, Set.of()),
            entry(FrameKind.UNCONVERTIBLE, Set.of()),
            entry(FrameKind.INTERRUPTED, Set.of()),
            entry(FrameKind.CALLBACK, Set.of()),
            entry(FrameKind.OUTPUT, Set.of("a byte")), // Empty text for stdout.
            entry(FrameKind.LOG, Set.of()),
            entry(FrameKind.FORGET, Set.of("nothing", "a number", "two numbers")),
            entry(FrameKind.SYNC, Set.of("a number")));

    /** The same for the side lane. */
    private static final Map<FrameKind, Set<String>> ON_THE_SIDE = Map.of(
            FrameKind.CALLBACK, Set.of(),
            FrameKind.OUTPUT, Set.of("a byte"),
            FrameKind.LOG, Set.of(),
            FrameKind.FORGET, Set.of("nothing", "a number", "two numbers"),
            FrameKind.CANCELLED, Set.of("a byte", "an int"),
            FrameKind.SYNC, BODIES.keySet());

    private static final String ANY = "a number";

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

    static List<Arguments> framesOfACall() {
        return malformed(OF_A_CALL);
    }

    static List<Arguments> framesOnTheSide() {
        return malformed(ON_THE_SIDE);
    }

    private static List<Arguments> malformed(Map<FrameKind, Set<String>> right) {
        List<Arguments> all = new ArrayList<>();
        for (FrameKind kind : FrameKind.values()) {
            BODIES.forEach((shape, body) -> {
                if (right.containsKey(kind) ? !right.get(kind).contains(shape) : shape.equals(ANY)) {
                    all.add(Arguments.of(kind, shape, body));
                }
            });
        }
        return all;
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("framesOfACall")
    void aMalformedFrameOfACallIsOneNamedErrorAndTheNextCallWorks(FrameKind kind, String shape, String body) {
        expectLoss("""
                import time
                from _pybridge_wire import encode
                import _pybridge_conversations as conversations, _pybridge_frames as frames
                lane = conversations.current()
                frames.write(lane._descriptor, frames.frame(%d, lane.number, %s))
                time.sleep(60)
                """.formatted(kind.ordinal(), body));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("framesOnTheSide")
    void aMalformedFrameOverTheSideLaneIsOneNamedErrorAndTheNextCallWorks(FrameKind kind, String shape, String body) {
        expectLoss("""
                import time
                from _pybridge_wire import encode
                import _pybridge_conversations as conversations
                conversations.Errand.side.post(%d, 77, %s)
                time.sleep(60)
                """.formatted(kind.ordinal(), body));
    }

    private static void expectLoss(String code) {
        Throwable thrown = catchThrowable(() -> python.exec(code));
        assertThat(thrown)
                .isExactlyInstanceOf(InterpreterLostException.class)
                .hasMessageStartingWith("protocol error, and the worker was killed: ");
        assertThat(((InterpreterLostException) thrown).mayHaveRun()).isTrue();
        assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
    }
}

package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.testing.support.ChildJvm;

/** What Flight Recorder sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlightRecorderTest {
    private static final List<String> KINDS =
            List.of("LeaseWait", "Call", "Conversion", "InterpreterStart", "InterpreterDiscard");

    private Map<String, List<RecordedEvent>> events;

    /** A program for a runtime that has no Flight Recorder. */
    static final class Sum {
        public static void main(String[] arguments) {
            try (Python python = PythonProcess.start()) {
                System.out.println("sum " + python.eval("40 + 2"));
            }
        }
    }

    @BeforeAll
    void record(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("calls.jfr");
        try (Recording recording = new Recording()) {
            KINDS.forEach(kind -> recording.enable("org.pybridge." + kind).withoutThreshold());
            recording.start();
            runPython();
            recording.stop();
            recording.dump(file);
        }
        events = RecordingFile.readAllEvents(file).stream()
                .collect(Collectors.groupingBy(
                        event -> event.getEventType().getName().substring("org.pybridge.".length())));
    }

    private static void runPython() {
        try (Python python = Python.builder(PythonProcess.at("python3"))
                .pool(pool -> pool.size(1).acquireTimeout(Duration.ofMillis(10)))
                .build()) {
            python.call("math:sqrt", List.of(16.0), double.class);
            assertThatThrownBy(() -> python.eval("import os\nos._exit(3)"))
                    .isInstanceOf(InterpreterLostException.class);
            try (Session held = python.session()) {
                assertThatThrownBy(() -> python.eval("1")).isInstanceOf(PoolTimeoutException.class);
                held.exec("x = 1");
            }
        }
    }

    private RecordedEvent event(String kind, String field, Object value) {
        return events.get(kind).stream()
                .filter(event -> value.equals(event.getValue(field)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " with " + field + " " + value + " in " + events));
    }

    @Test
    void aCallHasItsFunctionOutcomeThreadAndStackTrace() {
        RecordedEvent call = event("Call", "function", "math:sqrt");
        assertThat(call.getString("backend")).isEqualTo("process");
        assertThat(call.getString("outcome")).isEqualTo("RETURNED");
        assertThat(call.getDuration()).isPositive();
        assertThat(call.getThread().getJavaName())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(call.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getName().equals("runPython"));
    }

    @Test
    void aCallThatFailsSaysHow() {
        assertThat(event("Call", "outcome", "LOST").getString("function")).isEqualTo("evaluate");
    }

    @Test
    void conversionsBothWaysNameTheirTypes() {
        assertThat(event("Conversion", "type", "java.lang.Double").getBoolean("toPython"))
                .isTrue();
        assertThat(event("Conversion", "type", "double").getBoolean("toPython")).isFalse();
    }

    @Test
    void everyStartIsRecorded() {
        assertThat(events.get("InterpreterStart"))
                .hasSize(2)
                .allSatisfy(start -> assertThat(start.getDuration()).isPositive());
    }

    @Test
    void aDiscardSaysWhy() {
        assertThat(events.get("InterpreterDiscard"))
                .singleElement()
                .satisfies(discard -> assertThat(discard.getString("reason")).isEqualTo("DIED"));
    }

    @Test
    void aWaitThatTookTooLongSaysSo() {
        assertThat(event("LeaseWait", "timedOut", true).getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(10));
        assertThat(event("LeaseWait", "timedOut", false).getDuration()).isPositive();
    }

    @Test
    void shortCallsAreLeftOutUnlessAskedFor() {
        assertThat(FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .filter(type -> type.getName().equals("org.pybridge.Call"))
                        .flatMap(type -> type.getSettingDescriptors().stream())
                        .filter(setting -> setting.getName().equals("threshold")))
                .singleElement()
                .satisfies(threshold -> assertThat(threshold.getDefaultValue()).isEqualTo("1 ms"));
    }

    @Test
    void aRuntimeWithoutFlightRecorderRunsPython() throws Exception {
        assertThat(ChildJvm.of(Sum.class)
                        .options("--limit-modules", "java.se,jdk.unsupported")
                        .output())
                .contains("sum 42");
    }
}

package org.pybridge.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryFramesTest {
    private static final String EXECUTOR = "org.pybridge.internal.call.CallExecutor";
    private static final String ENGINE = "com.oracle.truffle.polyglot.PolyglotValueDispatch";

    @ParameterizedTest
    @MethodSource("traces")
    void whatIsTheUsersIsLeft(List<String> trace, List<String> left) {
        StackTraceElement[] frames = trace.stream()
                .map(name -> new StackTraceElement(name, "f", null, 1))
                .toArray(StackTraceElement[]::new);

        assertThat(Arrays.stream(LibraryFrames.cut(frames)).map(StackTraceElement::getClassName))
                .isEqualTo(left);
    }

    static Stream<Arguments> traces() {
        return Stream.of(
                Arguments.of(List.of(ENGINE, EXECUTOR, "app.Main"), List.of("app.Main")),
                Arguments.of(
                        List.of(ENGINE, "app.Callback", ENGINE, EXECUTOR, "app.Main"),
                        List.of("app.Callback", "app.Main")),
                Arguments.of(List.of(EXECUTOR, "java.lang.Thread"), List.of()),
                Arguments.of(
                        List.of(EXECUTOR, "app.Task", "java.lang.Thread"), List.of("app.Task", "java.lang.Thread")),
                Arguments.of(List.of("app.Main", "java.lang.Thread"), List.of("app.Main", "java.lang.Thread")),
                Arguments.of(
                        List.of("org.pybridge.PythonOperations", "org.pybridge.examples.Main"),
                        List.of("org.pybridge.PythonOperations", "org.pybridge.examples.Main")));
    }

    @Test
    void allIsLeftWhereThePropertySaysSo() {
        StackTraceElement[] frames = {new StackTraceElement(EXECUTOR, "f", null, 1)};
        System.setProperty(LibraryFrames.FULL_STACK_TRACES, "true");
        try {
            assertThat(LibraryFrames.cut(frames)).isEqualTo(frames);
        } finally {
            System.clearProperty(LibraryFrames.FULL_STACK_TRACES);
        }
    }
}

package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pybridge.Call;
import org.pybridge.PyModule;
import org.pybridge.PyValue;
import org.pybridge.Python;
import org.pybridge.pool.CallThread;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.slf4j.MDC;

/** The caller's diagnostic context (SLF4J's MDC) is that of its callbacks, whatever thread they run on. */
@Timeout(60)
public abstract class ContextCases extends Cases {
    private static final String KEY = "request";
    private final Supplier<String> request = () -> MDC.get(KEY);

    /** Methods in the background. */
    @PyModule("lab")
    interface InBackground {
        CompletableFuture<String> apply(Supplier<String> function);
    }

    @BeforeEach
    void setContext() {
        needs(Capability.CALLBACKS);
        MDC.put(KEY, "seven");
    }

    @AfterEach
    void clearContext() {
        MDC.remove(KEY);
    }

    @ParameterizedTest
    @EnumSource(CallThread.class)
    void aCallbackHasItOnEveryThreadThatPythonRunsOn(CallThread thread) {
        try (Python own = fixture()
                .builder()
                .pool(pool -> pool.size(1).callsRunOn(thread))
                .build()) {
            assertThat(own.call("lab:apply", List.of(request), String.class)).isEqualTo("seven");
            MDC.put(KEY, "eight");
            assertThat(own.call("lab:apply", List.of(request), String.class)).isEqualTo("eight");
            MDC.remove(KEY);
            assertThat(own.call("lab:apply", List.of(request)).isNone()).isTrue();
        }
    }

    @Test
    void aCallbackOfACallWithALimitHasIt() {
        needs(Capability.INTERRUPT);
        Call<String> limited = Call.of("lab:apply")
                .with(request)
                .timeout(Duration.ofSeconds(30))
                .returning(String.class);
        assertThat(python().call(limited)).isEqualTo("seven");
    }

    @Test
    void aCallbackOnAThreadThatPythonStartedHasIt() {
        assertThat(python().call("lab:apply_in_threads", List.of(withIndex(), 2))
                        .as(Object.class))
                .isEqualTo(List.of("seven", "seven"));
        MDC.put(KEY, "eight");
        assertThat(python().call("lab:apply_in_threads", List.of(withIndex(), 2))
                        .as(Object.class))
                .isEqualTo(List.of("eight", "eight"));
    }

    private static Function<Long, String> withIndex() {
        return index -> MDC.get(KEY);
    }

    @Test
    void aCallbackOnAThreadOfAThreadHasIt() {
        Object seen = python().eval("""
            import threading
            seen = []
            def start(work):
                thread = threading.Thread(target=work)
                thread.start()
                thread.join()
            start(lambda: start(lambda: seen.append(request())))
            seen
            """, Map.of(KEY, request)).as(Object.class);
        assertThat(seen).isEqualTo(List.of("seven"));
    }

    @Test
    void aCallbackOfACallInTheBackgroundHasIt() throws Exception {
        CompletableFuture<String> future = python().async().call("lab:apply", List.of(request), String.class);
        assertThat(Background.result(future)).isEqualTo("seven");
    }

    @Test
    void aCallbackOfABoundMethodInTheBackgroundHasIt() throws Exception {
        CompletableFuture<String> future = python().bind(InBackground.class).apply(request);
        assertThat(Background.result(future)).isEqualTo("seven");
    }

    @Test
    void aBackgroundThreadKeepsNothingOfIt() throws Exception {
        Background.result(python().async().call("lab:apply", List.of(request), String.class));
        MDC.remove(KEY);
        for (int i = 0; i < 4; i++) {
            assertThat(Background.result(python().async().call("lab:apply", List.of(request), PyValue.class))
                            .isNone())
                    .isTrue();
        }
    }

    @Test
    void callsAtOnceEachHaveTheirOwn() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Supplier<String> meeting = () -> {
            both.countDown();
            Background.await(both);
            return MDC.get(KEY);
        };
        CompletableFuture<String> one = Background.start(() -> callWith("one", meeting));
        CompletableFuture<String> other = Background.start(() -> callWith("other", meeting));
        assertThat(List.of(Background.result(one), Background.result(other))).containsExactly("one", "other");
    }

    private String callWith(String context, Supplier<String> callback) {
        MDC.put(KEY, context);
        return python().eval("""
            import threading
            seen = []
            thread = threading.Thread(target=lambda: seen.append(f()))
            thread.start()
            thread.join()
            seen[0]
            """, Map.of("f", callback)).as(String.class);
    }
}

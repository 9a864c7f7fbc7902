package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Fixture;
import org.slf4j.MDC;

/** Calls from virtual threads, where the JDK has them. */
@Timeout(120)
public abstract class VirtualThreadCases extends Cases {
    private ExecutorService threads;

    @BeforeEach
    void findVirtualThreads() throws Throwable {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with JDK 21");
        threads = (ExecutorService) MethodHandles.publicLookup()
                .findStatic(
                        Executors.class,
                        "newVirtualThreadPerTaskExecutor",
                        MethodType.methodType(ExecutorService.class))
                .invoke();
    }

    @AfterEach
    void stopThreads() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private <T> T onVirtualThread(Callable<T> work) throws Exception {
        return threads.submit(work).get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCallbackHasTheDiagnosticContextOfItsVirtualCaller() throws Exception {
        needs(Capability.CALLBACKS);
        Supplier<String> request = () -> MDC.get("request");
        assertThat(onVirtualThread(() -> {
                    MDC.put("request", "seven");
                    return python().call("lab:apply", List.of(request), String.class);
                }))
                .isEqualTo("seven");
    }

    @Test
    void aThousandVirtualThreadsShareTwoInterpreters() throws Exception {
        Python python = python();
        List<Future<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            calls.add(threads.submit(() -> python.call("kit:add", List.of(number, 1), int.class)));
        }
        long sum = 0;
        for (Future<Integer> call : calls) {
            sum += call.get(60, TimeUnit.SECONDS);
        }
        assertThat(sum).isEqualTo(1000L * 1001 / 2);
    }

    @Test
    void aSessionIsHeldByAVirtualThread() throws Exception {
        Python python = python();
        assertThat(onVirtualThread(() -> {
                    try (Session session = python.session()) {
                        session.exec("x = 41");
                        return session.eval("x + 1").as(int.class);
                    }
                }))
                .isEqualTo(42);
    }

    @Test
    void aCallbackOfAVirtualThreadsCallCanCallPython() throws Exception {
        needs(Capability.CALLBACKS);
        Python python = python();
        Supplier<Integer> nested = () -> python.call("kit:add", List.of(1, 1), int.class);
        assertThat(onVirtualThread(() -> python.call("lab:apply", List.of(nested), int.class)))
                .isEqualTo(2);
    }

    @Test
    void aCallbackOfAVirtualThreadsSessionCanUseTheSession() throws Exception {
        needs(Capability.CALLBACKS);
        Python python = python();
        assertThat(onVirtualThread(() -> {
                    try (Session session = python.session()) {
                        session.exec("x = 41");
                        Supplier<Integer> read = () -> session.eval("x + 1").as(int.class);
                        return session.call("lab:apply", List.of(read), int.class);
                    }
                }))
                .isEqualTo(42);
    }

    @Test
    void aCallbacksCheckedExceptionReachesTheVirtualThread() throws Exception {
        needs(Capability.CALLBACKS);
        Python python = python();
        java.io.IOException thrown = new java.io.IOException("checked");
        Callable<Object> throwing = () -> {
            throw thrown;
        };
        assertThat(onVirtualThread(() -> catchThrowable(() -> python.call("lab:apply", List.of(throwing)))))
                .isSameAs(thrown);
    }

    @Test
    void virtualThreadsThatWaitForPythonDoNotHoldTheOthersUp() throws Exception {
        needs(Capability.CALLBACKS);
        Python python = python();
        CountDownLatch release = new CountDownLatch(1);
        Runnable wait = () -> Background.await(release);
        List<Future<?>> blocked = new ArrayList<>();
        // More than there are carriers: if a waiting one pinned its carrier, none would be left.
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            blocked.add(threads.submit(() -> python.call("lab:apply", List.of(wait))));
        }
        Background.until(
                () -> python.statistics().active() == 2 && python.statistics().waiting() == blocked.size() - 2);
        assertThat(onVirtualThread(() -> "progress")).isEqualTo("progress");
        release.countDown();
        for (Future<?> each : blocked) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aPythonIsStartedAndClosedByAVirtualThread() throws Exception {
        Fixture fixture = fixture();
        assertThat(onVirtualThread(() -> {
                    try (Python own =
                            fixture.builder().pool(pool -> pool.size(1)).build()) {
                        return own.eval("1 + 1").as(int.class);
                    }
                }))
                .isEqualTo(2);
    }

    @Test
    void aVirtualThreadsSessionStartsItsInterpreter() throws Exception {
        try (Python own = fixture().builder().pool(pool -> pool.size(2)).build();
                Session first = own.session()) {
            assertThat(onVirtualThread(() -> {
                        try (Session second = own.session()) {
                            return second.eval("1 + 1").as(int.class);
                        }
                    }))
                    .isEqualTo(2);
        }
    }
}

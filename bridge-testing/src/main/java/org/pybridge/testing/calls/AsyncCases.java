package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.AsyncPython;
import org.pybridge.Call;
import org.pybridge.ConversionException;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.PythonClosedException;
import org.pybridge.PythonException;
import org.pybridge.Script;
import org.pybridge.Session;
import org.pybridge.TypeRef;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Calls that return at once, and coroutines. */
@Timeout(120)
public abstract class AsyncCases extends Cases {

    @Test
    void anEvaluationCompletesItsFuture() throws Exception {
        assertThat(Background.result(python().async().eval("x + 1", Map.of("x", 1)))
                        .as(int.class))
                .isEqualTo(2);
    }

    @Test
    void aRunCompletesWithItsOutput() throws Exception {
        assertThat(Background.result(python().async().run(Script.of("print('hi')"), Map.of()))
                        .stdout())
                .isEqualTo("hi\n");
    }

    @Test
    void everyVerbOfPythonCanBeHadLater() throws Exception {
        AsyncPython later = python().async();
        Script script = new Script("print(x)\nx * 2", "twice.py");
        Map<String, Integer> globals = Map.of("x", 2);
        assertThat(Background.result(later.eval("1 + 1")).as(int.class)).isEqualTo(2);
        assertThat(Background.result(later.eval(script, globals)).as(int.class)).isEqualTo(4);
        assertThat(Background.result(later.run("print(1)")).stdout()).isEqualTo("1\n");
        assertThat(Background.result(later.run("print(x)", globals)).stdout()).isEqualTo("2\n");
        assertThat(Background.result(later.exec("x = 1"))).isNull();
        assertThat(Background.result(later.exec("x += 1", globals))).isNull();
        assertThat(Background.failure(later.exec(new Script("1 / 0", "zero.py"), Map.of())))
                .isInstanceOf(PythonException.class);
        assertThat(Background.result(later.call("kit:add", List.of(1, 2))).as(int.class))
                .isEqualTo(3);
        assertThat(Background.result(
                        later.callAll(Call.of("kit:add").returning(int.class), List.of(List.of(1, 2), List.of(3, 4)))))
                .containsExactly(3, 7);
    }

    @Test
    void aCallCompletesWithAGenericType() throws Exception {
        assertThat(Background.result(python().async().call("lab:two", List.of(1, 2), new TypeRef<List<Integer>>() {})))
                .containsExactly(1, 2);
    }

    @Test
    void noneCompletesWithNull() throws Exception {
        assertThat(Background.result(python().async().call("builtins:print", List.of(), String.class)))
                .isNull();
    }

    @Test
    void manyCallsAtOnceAllComplete() throws Exception {
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            futures.add(python().async().call("kit:add", List.of(i, 1), int.class));
        }
        long sum = 0;
        for (CompletableFuture<Integer> future : futures) {
            sum += Background.result(future);
        }
        assertThat(sum).isEqualTo(500L * 501 / 2);
    }

    @Test
    void aPythonExceptionCompletesTheFuture() throws Exception {
        assertThat(Background.failure(python().async().eval("1 / 0", Map.of()))).isInstanceOf(PythonException.class);
    }

    @Test
    void aResultThatDoesNotFitCompletesTheFuture() throws Exception {
        assertThat(Background.failure(python().async().call("lab:two", List.of(1, 2), int.class)))
                .isInstanceOf(ConversionException.class);
    }

    @Test
    void aCallbacksExceptionCompletesTheFutureAsTheSameInstance() throws Exception {
        needs(Capability.CALLBACKS);
        IllegalStateException thrown = new IllegalStateException("from Java");
        Runnable throwing = () -> {
            throw thrown;
        };
        assertThat(Background.failure(python().async().call(Call.of("lab:apply").with(throwing))))
                .isSameAs(thrown);
    }

    @Test
    void aCallAfterCloseCompletesWithPythonClosed() throws Exception {
        Python own = fixture().builder().pool(pool -> pool.size(1)).build();
        own.close();
        assertThat(Background.failure(own.async().eval("1", Map.of()))).isInstanceOf(PythonClosedException.class);
    }

    @Test
    void futuresThatAreQueuedAtCloseFail() throws Exception {
        needs(Capability.CALLBACKS);
        Python own = fixture().builder().pool(pool -> pool.size(1)).build();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Runnable wait = () -> {
            entered.countDown();
            Background.await(release);
        };
        CompletableFuture<?> running = own.async().call(Call.of("lab:apply").with(wait));
        Background.await(entered);
        List<CompletableFuture<?>> queued = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queued.add(own.async().eval("1", Map.of()));
        }
        CompletableFuture<?> closed = Background.start(() -> {
            own.close();
            return null;
        });
        for (CompletableFuture<?> each : queued) {
            assertThat(Background.failure(each)).isInstanceOf(PythonClosedException.class);
        }
        release.countDown();
        Background.result(running);
        Background.result(closed);
    }

    @Test
    void aCoroutineIsAwaited() throws Exception {
        assertThat(Background.result(python().async().call("lab:async_add", List.of(1, 2), int.class)))
                .isEqualTo(3);
    }

    @Test
    void aCoroutineCalledSynchronouslyRunsToItsEnd() {
        assertThat(python().call("lab:async_add", List.of(1, 2), int.class)).isEqualTo(3);
    }

    @Test
    void gatheredCoroutinesRunTogether() {
        assertThat(python().call("lab:async_sum", List.of(List.of(1, 2, 3)), int.class))
                .isEqualTo(6);
    }

    @Test
    void nestedAwaitsAreFollowed() {
        assertThat(python().call("lab:async_nested", List.of(20), int.class)).isEqualTo(20);
    }

    @Test
    void aCoroutinesExceptionReachesTheCaller() {
        assertThat(Raises.assertRaises(() -> python().call("lab:async_fail", List.of("lost")))
                        .type())
                .isEqualTo("KeyError");
    }

    @Test
    void aCoroutineAfterAFailedOneRuns() {
        Raises.assertRaises(() -> python().call("lab:async_fail", List.of("lost")));
        assertThat(python().call("lab:async_add", List.of(1, 2), int.class)).isEqualTo(3);
    }

    /** More of them than a process may have descriptors for event loops. */
    @Test
    void manyFailedCoroutinesLeaveNothingOpen() {
        for (int i = 0; i < 600; i++) {
            Raises.assertRaises(() -> python().call("lab:async_fail", List.of("nothing")));
        }
        assertThat(python().call("lab:async_add", List.of(1, 2), int.class)).isEqualTo(3);
    }

    @Test
    void aCallbackInACoroutineCanRunACoroutine() {
        needs(Capability.CALLBACKS);
        Python python = python();
        Consumer<Object> nested = any -> python.call("kit:add", List.of(1, 1), int.class);
        assertThat(python.eval("async def outer():\n    f(1)\n    return 'done'\nouter()", Map.of("f", nested))
                        .as(String.class))
                .isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "exec", "run", "call", "session exec", "session call", "handle"})
    void aCoroutineThatNobodyAwaitsRunsAnyway(String how) {
        needs(Capability.CALLBACKS);
        List<String> notes = new CopyOnWriteArrayList<>();
        Consumer<String> note = notes::add;
        Map<String, Object> globals = Map.of("note", note);
        String code = "import lab\nlab.async_note(note)";
        try (Session session = python().session()) {
            switch (how) {
                case "eval" -> python().eval(code, globals);
                case "exec" -> python().exec(code, globals);
                case "run" -> python().run(code, globals);
                case "call" -> python().call("lab:async_note", List.of(note));
                case "session exec" -> session.exec(code, globals);
                case "session call" -> session.call("lab:async_note", List.of(note));
                default ->
                    python().call("lab:async_note", List.of(note), PyObject.class)
                            .as(Object.class);
            }
        }
        assertThat(notes).containsExactly("ran");
    }

    @Test
    void whatACoroutinePrintsIsCapturedByItsRun() {
        assertThat(python().run("async def main():\n    print('inside')\nmain()")
                        .stdout())
                .isEqualTo("inside\n");
    }
}

package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Python;

/** Where output goes that does not come from the thread of a call, and when. */
@Timeout(120)
class WorkerOutputTest {
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

    @Test
    void aThreadOfTheOuterCallPrintsForItWhileACallInsideOfACallbackRuns() {
        AtomicReference<String> inner = new AtomicReference<>();
        Supplier<String> call = () -> {
            inner.set(python.run("""
                    import lab_threads, threading
                    print('inner')
                    lab_threads.go.set()
                    lab_threads.gone.wait()
                    own = threading.Thread(target=print, args=('thread of inner',))
                    own.start()
                    own.join()
                    print('inner ends')
                    """).stdout());
            return "done";
        };
        String outer = python.run("""
                import sys, threading, types
                lab_threads = sys.modules['lab_threads'] = types.ModuleType('lab_threads')
                lab_threads.go, lab_threads.gone = threading.Event(), threading.Event()
                def work():
                    lab_threads.go.wait()
                    print('thread of outer')
                    lab_threads.gone.set()
                thread = threading.Thread(target=work)
                thread.start()
                print('outer')
                call()
                thread.join()
                print('outer ends')
                """, Map.of("call", call)).stdout();
        assertThat(inner).hasValue("inner\nthread of inner\ninner ends\n");
        assertThat(outer).isEqualTo("outer\nthread of outer\nouter ends\n");
    }

    @Test
    void aThreadThatPrintsMuchWhileJavaHasItsTurnIsNotHeldUp() {
        Supplier<String> wait = () -> python.eval("""
                import sys
                sys.modules['lab_threads'].done.wait(60)
                """).as(boolean.class) ? "done" : "stuck";
        assertThat(python.run("""
                import sys, threading, types
                lab_threads = sys.modules['lab_threads'] = types.ModuleType('lab_threads')
                lab_threads.done = threading.Event()
                def work():
                    for i in range(200):
                        print('x' * 10000)
                    lab_threads.done.set()
                threading.Thread(target=work).start()
                wait()
                """, Map.of("wait", wait)).value().as(String.class))
                .isEqualTo("done");
    }

    @Test
    void whatADestructorPrintsOrAsksBetweenTwoCallsHarmsNothing() {
        long lost = python.statistics().died();
        Supplier<String> ask = () -> "asked";
        for (int i = 0; i < 20; i++) {
            python.call("builtins:exec", java.util.List.of("""
                    class Loud:
                        def __init__(self, ask):
                            self.ask, self.me = ask, self
                        def __del__(self):
                            print('gone')
                            self.ask()
                    for _ in range(500):
                        Loud(ask)
                    """, Map.of("ask", ask)));
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
        assertThat(python.statistics().died()).isEqualTo(lost);
    }
}

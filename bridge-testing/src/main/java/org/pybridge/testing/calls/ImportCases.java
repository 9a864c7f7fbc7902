package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.Python;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;

/** Modules that are being imported when somebody else wants them, and imports that were stopped. */
public abstract class ImportCases extends Cases {
    private static final int CALLERS = 4;

    @Test
    void callersWhoShareAnInterpreterWaitForAModuleThatIsBeingImported() throws Exception {
        String slow = "import time\ntime.sleep(0.3)\ndef same(x): return x\n";
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1).callersPerInterpreter(CALLERS))
                .module("slow", slow)
                .build()) {
            CyclicBarrier together = new CyclicBarrier(CALLERS);
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                calls.add(() -> {
                    together.await();
                    return python.call("slow:same", List.of(number), int.class);
                });
            }
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            assertThat(results).containsExactly(0, 1, 2, 3);
        } finally {
            threads.shutdown();
        }
    }

    @LosesInterpreter
    @Test
    void anImportThatWasStoppedBeginsAnewInTheNextCall() {
        String slow = """
                import time, kit
                if not hasattr(kit, "was_slow"):
                    kit.was_slow = True
                    time.sleep(30)
                def answer():
                    return 42
                """;
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .module("interrupted", slow)
                .build()) {
            assertThatThrownBy(() -> python.call(Call.of("interrupted:answer").timeout(Duration.ofSeconds(1))))
                    .isInstanceOf(CallTimeoutException.class);
            python.exec("import kit\nkit.was_slow = True");
            assertThat(python.call("interrupted:answer", List.of(), int.class)).isEqualTo(42);
            assertThat(python.eval("import interrupted\ninterrupted.answer()").as(int.class))
                    .isEqualTo(42);
        }
    }
}

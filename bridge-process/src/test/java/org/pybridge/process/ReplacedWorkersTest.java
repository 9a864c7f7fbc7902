package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.pool.ResetPolicy;
import org.pybridge.testing.support.Background;

/** A new worker for each borrower. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class ReplacedWorkersTest {
    private static final int BORROWERS = 200;
    private static final String STATE = """
            import builtins, os, random, signal, sys, threading, decimal
            found = [hasattr(builtins, 'left'), 'left' in sys.modules, os.environ.get('LEFT'),
                     decimal.getcontext().prec, threading.active_count(), os.getcwd(), len(sys.path),
                     signal.getsignal(signal.SIGALRM) is signal.SIG_DFL]
            builtins.left = sys.modules['left'] = 1
            os.environ['LEFT'] = 'x'
            decimal.getcontext().prec = 3
            os.chdir('/')
            sys.path.append('/left')
            signal.signal(signal.SIGALRM, lambda *a: None)
            signal.setitimer(signal.ITIMER_REAL, 600)
            threading.Thread(target=threading.Event().wait, daemon=True).start()
            [found, random.random(), os.getpid()]
            """;

    private static long descriptors() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void eachBorrowerFindsWhatTheFirstOneFoundAndNothingIsLeft() {
        try (Python python = Python.builder(PythonProcess.builder().build())
                .pool(pool -> pool.size(1).resetPolicy(ResetPolicy.FRESH))
                .build()) {
            Object first = null;
            Set<Object> seen = new HashSet<>();
            long before = 0;
            long begin = 0;
            for (int i = 0; i < BORROWERS; i++) {
                List<?> found;
                try (Session session = python.session()) {
                    found = (List<?>) session.eval(STATE).as(Object.class);
                }
                first = first == null ? found.get(0) : first;
                assertThat(found.get(0)).isEqualTo(first);
                assertThat(seen.add(found.get(1)))
                        .as("a random number of its own")
                        .isTrue();
                assertThat(seen.add(found.get(2))).as("a process of its own").isTrue();
                if (i == 10) {
                    before = descriptors();
                    begin = System.nanoTime();
                }
            }
            System.out.printf(
                    "a new worker for each of %d borrowers: %.1f ms each%n",
                    BORROWERS - 11, (System.nanoTime() - begin) / 1e6 / (BORROWERS - 11));
            // The last workers are ended apart from the calls.
            long most = before + 10;
            Background.until(() -> descriptors() <= most, ReplacedWorkersTest::descriptors);
            assertThat(ProcessHandle.current().descendants().count()).isLessThanOrEqualTo(4);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("pybridge-side")))
                    .hasSizeLessThanOrEqualTo(3);
        }
    }
}

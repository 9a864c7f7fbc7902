package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.Python;

/** A process that Python code started does not outlive its interpreter, which could not be closed as long as it lives. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {
    private final Engines engines = new Engines(32);

    private Python start() {
        return Python.builder(GraalPy.builder().build(engines))
                .pool(pool -> pool.size(1))
                .build();
    }

    @Test
    void aProcessEndsWithItsInterpreter() throws Exception {
        ProcessHandle child;
        try (Python python = start()) {
            child = child(python, "['sleep', '600']");
            assertThat(child.isAlive()).isTrue();
        }
        awaitEnd(child);
        assertThat(engines.open()).isEmpty();
    }

    @Test
    void aProcessThatWillNotEndIsKilledWithItsOwnChildren() throws Exception {
        ProcessHandle child;
        ProcessHandle grandchild;
        try (Python python = start()) {
            child = child(python, "['sh', '-c', 'trap \"\" TERM; sleep 600; sleep 600']");
            while (child.children().findAny().isEmpty()) {
                Thread.onSpinWait();
            }
            grandchild = child.children().findAny().orElseThrow();
        }
        awaitEnd(child);
        awaitEnd(grandchild);
        assertThat(engines.open()).isEmpty();
    }

    @Test
    void aCallThatWaitsForAProcessEndsInTimeAndTheProcessToo() {
        try (Python python = start()) {
            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> python.call(Call.of("builtins:exec")
                            .with("import subprocess\nsubprocess.run(['sleep', '601'])")
                            .timeout(Duration.ofSeconds(5))));
            assertThat(python.eval("6 * 7").as(int.class)).isEqualTo(42);
        }
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 601"));
        assertThat(engines.open()).isEmpty();
    }

    /** Starts a process; the number that the engine gives it in Python is its own. */
    private static ProcessHandle child(Python python, String command) {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        python.exec("import subprocess\nsubprocess.Popen(" + command + ")");
        return ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .findAny()
                .orElseThrow();
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        process.onExit().get(30, TimeUnit.SECONDS);
    }
}

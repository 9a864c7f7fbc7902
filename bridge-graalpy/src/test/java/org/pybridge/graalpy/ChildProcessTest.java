package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
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
import org.pybridge.Session;

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

    private static final String COROUTINES = """
            import asyncio
            from asyncio.subprocess import PIPE, STDOUT

            async def piped(data):
                child = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
                return (await child.communicate(data))[0], child.returncode

            async def shell():
                child = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 3", stdout=PIPE, stderr=PIPE)
                return *await child.communicate(), child.returncode

            async def lines():
                child = await asyncio.create_subprocess_exec("printf", "a\\nb\\n", stdout=PIPE, stderr=STDOUT)
                return [line async for line in child.stdout], await child.wait()

            async def unread():
                child = await asyncio.create_subprocess_exec("true", stdin=PIPE)
                return await child.wait()

            async def missing():
                try:
                    await asyncio.create_subprocess_exec("no-such-program")
                except FileNotFoundError:
                    return "missing"

            async def killed():
                child = await asyncio.create_subprocess_exec("sleep", "602", stdout=PIPE)
                try:
                    await asyncio.wait_for(child.communicate(), 0.1)
                except asyncio.TimeoutError:
                    child.kill()
                return await child.wait()

            async def all():
                return await asyncio.gather(piped(b"x" * 1_000_000), shell(), lines(), unread(), missing(), killed())
            """;

    @Test
    void asyncioStartsProcessesAndTalksWithThem() {
        try (Python python = start();
                Session session = python.session()) {
            session.exec(COROUTINES);
            assertThat(session.eval("""
                            (big, code), *others = asyncio.run(all())
                            assert big == b"x" * 1_000_000 and code == 0
                            str(others)""").as(String.class))
                    .isEqualTo("[(b'out\\n', b'err\\n', 3), ([b'a\\n', b'b\\n'], 0), 0, 'missing', -9]");
            assertThat(python.statistics().died()).isZero();
        }
    }

    @Test
    void aCoroutineThatWaitsForAProcessEndsInTimeAndTheProcessToo() {
        try (Python python = start()) {
            String code = "import asyncio\nasync def wait():\n"
                    + "  await (await asyncio.create_subprocess_exec('sleep', '603')).wait()\nasyncio.run(wait())";
            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> python.call(
                            Call.of("builtins:exec").with(code, Map.of()).timeout(Duration.ofSeconds(20))));
        }
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 603"));
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

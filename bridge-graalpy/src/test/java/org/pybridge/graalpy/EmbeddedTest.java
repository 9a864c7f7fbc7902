package org.pybridge.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Python;
import org.pybridge.PythonException;

/** What Python's own modules do inside of a JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class EmbeddedTest {
    private Python python;

    @BeforeAll
    void start() {
        python = Python.builder(GraalPy.builder().build())
                .pool(pool -> pool.size(1))
                .build();
    }

    @AfterAll
    void close() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
                "signal.signal(signal.SIGINT, signal.default_int_handler)",
                "signal.signal(signal.SIGHUP, lambda *any: None)",
                "signal.siginterrupt(signal.SIGTERM, True)",
                "signal.set_wakeup_fd(-1)",
                "signal.alarm(1)",
                "signal.setitimer(signal.ITIMER_REAL, 1)",
            })
    void signalsBelongToTheJvm(String code) {
        assertThat(raised("import signal\n" + code))
                .isEqualTo("ValueError: signal only works in main thread of the main interpreter; "
                        + "the signals of this process belong to the JVM");
    }

    @Test
    void aTimerThatNobodyStartedCanBeStopped() {
        assertThat(python.eval("import signal\nsignal.alarm(0), signal.setitimer(signal.ITIMER_REAL, 0)"))
                .hasToString("[0, [0.0, 0.0]]");
    }

    @Test
    void theParentProcessIsTheJvms() {
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
        assertThat(python.eval("import os\nos.getppid()").as(long.class)).isEqualTo(parent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getsid(0)",
                "getpgid(0)",
                "getpgrp()",
                "setsid()",
                "setpgid(0, 0)",
                "openpty()",
                "chown('/', 0, 0)",
                "lchown('/', 0, 0)",
                "fchown(0, 0, 0)",
            })
    void whatTheEngineCannotDoIsAnErrorThatPythonCanCatch(String code) {
        assertThat(python.eval("import errno, os\ntry:\n    os." + code
                                + "\nexcept OSError as error:\n    number = errno.errorcode[error.errno]\nnumber")
                        .as(String.class))
                .isEqualTo("ENOSYS");
    }

    @Test
    void theLocaleCanBeSetToThoseThatEverySystemHas() {
        assertThat(python.eval("""
                        import locale
                        before = locale.setlocale(locale.LC_ALL)
                        [locale.setlocale(locale.LC_ALL, name) for name in ('C', 'POSIX')], locale.setlocale(locale.LC_ALL, before) == before
                        """).toString())
                .isIn("[[C, C], true]", "[[C, posix], true]"); // The latter from Java 19 on.
    }

    @Test
    void aLocaleThatThisJvmCannotMakeIsPythonsError() {
        assertThat(python.eval("""
                        import locale
                        try:
                            set = locale.setlocale(locale.LC_ALL, 'de_DE')
                            locale.setlocale(locale.LC_ALL, '')
                        except locale.Error as error:
                            set = str(error)
                        set""").as(String.class)).matches("unsupported locale setting|de_DE.*");
    }

    @Test
    void anArchiveInMemoryIsReadWhereTheEngineHasNoBzip2() {
        assertThat(python.eval("""
                        import io, tarfile
                        archive = io.BytesIO()
                        with tarfile.open(fileobj=archive, mode="w") as written:
                            written.addfile(tarfile.TarInfo("a.txt"))
                        archive.seek(0)
                        tarfile.open(fileobj=archive).getnames()
                        """)).hasToString("[a.txt]");
    }

    @Test
    void bzip2WorksOrCannotBeImported() {
        assertThat(python.eval("""
                        try:
                            import bz2
                            seen = bz2.decompress(bz2.compress(b"text")) == b"text"
                        except ImportError as error:
                            seen = error.name == "bz2"
                        seen""").as(boolean.class)).isTrue();
    }

    @Test
    void aScriptHasAName() {
        assertThat(python.eval("import argparse, sys\nargparse.ArgumentParser().parse_args()\nsys.argv")
                        .as(Object.class))
                .isEqualTo(List.of(""));
    }

    @Test
    void helpIsThere() {
        assertThat(python.run("help(len)").stdout()).startsWith("Help on built-in function len");
    }

    private String raised(String code) {
        return String.valueOf(catchThrowableOfType(PythonException.class, () -> python.exec(code))
                .getMessage());
    }
}

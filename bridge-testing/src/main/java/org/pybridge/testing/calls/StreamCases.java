package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pybridge.Call;
import org.pybridge.CapturedOutput;
import org.pybridge.Output;
import org.pybridge.Python;
import org.pybridge.ScriptResult;
import org.pybridge.testing.support.Cases;

/** {@code sys.stdout} and its kin are what code knows from {@code io}. */
public abstract class StreamCases extends Cases {

    @Test
    void theStreamsAreTextStreams() {
        assertThat(eval("""
                import io, sys
                [isinstance(sys.stdout, io.TextIOBase), isinstance(sys.stderr, io.IOBase), isinstance(sys.stdin, io.TextIOBase),
                 isinstance(sys.stdout.buffer, io.BufferedIOBase), sys.stdout.writable(), sys.stdout.readable(),
                 sys.stdout.closed, sys.stdout.buffer.closed, sys.stdout.buffer.readable(), sys.stdout.isatty()]
                """)).isEqualTo(List.of(true, true, true, true, true, false, false, false, false, false));
    }

    @Test
    void whatOutputCannotDoIsUnsupported() {
        for (String use : List.of("tell()", "seek(0)", "read()", "readline()", "buffer.tell()", "buffer.read(1)")) {
            assertThat(raised("import sys\nsys.stdout." + use).error().type()).isEqualTo("io.UnsupportedOperation");
        }
    }

    @Test
    void aWrapperAroundTheBytesIsCaptured() {
        ScriptResult run = python().run("""
                import io, sys
                sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
                sys.stderr = io.TextIOWrapper(sys.stderr.detach(), encoding="utf-8")
                print("grün")
                print("blau", file=sys.stderr)
                """);
        restore(python());
        assertThat(run.stdout()).isEqualTo("grün\n");
        assertThat(run.stderr()).isEqualTo("blau\n");
    }

    /** The advice that is found everywhere, at the top of a module. */
    @Test
    void aModuleThatWrapsTheStreamsIsCapturedInEachCall() {
        String source = """
                import io, sys
                sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
                def say(text):
                    print(text)
                """;
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .module("talker", source)
                .build()) {
            for (String text : List.of("one", "two", "three")) {
                CapturedOutput output = Output.capture(100);
                python.call(Call.of("talker:say").with(text).output(output));
                assertThat(output.stdout()).isEqualTo(text + "\n");
            }
        }
    }

    @Test
    void aWrapperThatIsClosedLeavesTheStreamOpen() {
        assertThat(python().run("""
                import io, sys
                with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8") as wrapped:
                    wrapped.write("wrapped\\n")
                del wrapped
                print("after")
                """).stdout()).isEqualTo("wrapped\nafter\n");
    }

    @Test
    void bytesOfAnyKindCanBeWritten() {
        ScriptResult run = python().run("""
                import sys
                written = [sys.stdout.buffer.write(data) for data in (b"a", bytearray(b"b"), memoryview(b"c"))]
                sys.stdout.buffer.writelines([b"d", b"e"])
                sys.stdout.buffer.flush()
                written
                """);
        assertThat(run.stdout()).isEqualTo("abcde");
        assertThat(run.as(Object.class)).isEqualTo(List.of(1L, 1L, 1L));
    }

    private static void restore(Python python) {
        for (int i = 0; i < 4; i++) {
            python.exec("import sys\nsys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__");
        }
    }
}

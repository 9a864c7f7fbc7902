package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.PyFrame;
import org.pybridge.PythonException;
import org.pybridge.Script;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Sources and what tracebacks say about them. */
public abstract class SourceCases extends Cases {
    private static final String FAILING = "def f(n):\n    return 1 / n\n\n\nf(0)\n";

    private PythonException failing(Script script) {
        return Raises.assertRaises(() -> python().exec(script, Map.of()), PythonException.class);
    }

    @Test
    void aTracebackNamesTheGivenFileAndLinesWithTheirSource() {
        assertThat(failing(new Script(FAILING, "rules/price.py")).error().frames())
                .isEqualTo(List.of(
                        new PyFrame("rules/price.py", 5, "<module>", "f(0)"),
                        new PyFrame("rules/price.py", 2, "f", "return 1 / n")));
    }

    @Test
    void twoUnnamedScriptsKeepTheirOwnSourceLines() {
        try (var session = python().session()) {
            session.exec("def one():\n    raise ValueError('first')");
            session.exec("def two():\n    one()");
            PythonException error = Raises.assertRaises(() -> session.exec("two()"), PythonException.class);
            assertThat(error.error().frames())
                    .extracting(PyFrame::source)
                    .isEqualTo(List.of("two()", "one()", "raise ValueError('first')"));
        }
    }

    @Test
    void twoScriptsOfTheSameTextKeepTheirOwnFileNames() {
        failing(new Script(FAILING, "a.py"));
        assertThat(failing(new Script(FAILING, "b.py")).error().frames())
                .extracting(PyFrame::file)
                .containsOnly("b.py");
    }

    @Test
    void twoScriptsOfTheSameNameShowTheirOwnSource() {
        failing(new Script("raise ValueError('old')", "same.py"));
        PythonException error = failing(new Script("\nraise ValueError('new')", "same.py"));
        assertThat(error.error().frames())
                .isEqualTo(List.of(new PyFrame("same.py", 2, "<module>", "raise ValueError('new')")));
    }

    @Test
    void theSameScriptTwiceGivesTheSameLines() {
        List<PyFrame> first = failing(new Script(FAILING, "twice.py")).error().frames();
        assertThat(failing(new Script(FAILING, "twice.py")).error().frames()).isEqualTo(first);
    }

    @Test
    void theLastExpressionHasItsOwnLine() {
        assertThat(failing(new Script("x = 0\n\n1 / x", "last.py")).error().frames())
                .isEqualTo(List.of(new PyFrame("last.py", 3, "<module>", "1 / x")));
    }

    @Test
    void pythonsOwnTracebackModuleShowsTheSourceToo() {
        Script script = new Script("""
                import traceback
                try:
                    1 / 0
                except ZeroDivisionError:
                    text = traceback.format_exc()
                text""", "shown.py");
        assertThat(python().run(script, Map.of()).as(String.class)).contains("File \"shown.py\", line 3", "1 / 0");
    }

    @Test
    void aScriptReadFromAFileIsNamedAfterIt(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("r\u00e4tsel.py"), "x = '\u00fc'\nraise ValueError(x)");
        PythonException error = failing(Script.read(file));
        assertThat(error.error().frames())
                .isEqualTo(List.of(new PyFrame(file.toString(), 2, "<module>", "raise ValueError(x)")));
    }

    @Test
    void aFrameInAModuleOfAFileShowsItsSource() {
        PythonException error = raised("import shlex\nshlex.split('\"')");
        assertThat(error.error().frames())
                .filteredOn(frame -> frame.function().equals("split"))
                .singleElement()
                .satisfies(frame -> assertThat(frame.source()).isEqualTo("return list(lex)"));
    }

    @Test
    void theLibrarysOwnFramesAreNotInATraceback() {
        assertThat(raised("1 / 0").error().frames()).hasSize(1);
    }
}

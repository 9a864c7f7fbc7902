package org.pybridge.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.pybridge.UnsupportedCapabilityException;

/**
 * Runs the Java blocks of one page, one after the other, in this JVM. A comment behind a declaration is its expected value:
 * {@code int sum = 1 + 1; // 2}.
 */
final class JavaConsole implements AutoCloseable {
    private static final boolean DEFAULT_LINE =
            System.getProperty("pybridge.graalpy", "25.0.").startsWith("25.0.");

    private static final Pattern EXPECTATION = Pattern.compile("^[ \\t]*//[ \\t]*(.+)");

    private final JShell shell = JShell.builder()
            .executionEngine("local")
            .compilerOptions("-parameters")
            .build();

    JavaConsole() {
        for (String entry : classPath().split(File.pathSeparator)) {
            shell.addToClasspath(entry);
        }
        imports().forEach(this::run);
    }

    /** The imports that a JShell of the README starts with, too. */
    private static List<String> imports() {
        try {
            return Files.readAllLines(Path.of("jshell/graalpy.jsh")).stream()
                    .filter(line -> line.startsWith("import "))
                    .map(line -> line + ";")
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /**
     * Runs a block; an error, an exception or an unexpected value fails the test. On another line of GraalPy than the default, a block that
     * wants what the backend says it cannot do there ends the test.
     */
    void run(String code) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo next = analysis.analyzeCompletion(rest);
            assertThat(next.completeness().isComplete()).as(rest).isTrue();
            rest = Objects.requireNonNullElse(next.remaining(), "");
            String value = evaluate(next.source());
            Matcher expected = EXPECTATION.matcher(rest);
            if (expected.find()) {
                assertThat(value).as(next.source()).isEqualTo(expected.group(1).strip());
            }
        }
    }

    private String evaluate(String source) {
        String value = "";
        for (SnippetEvent event : shell.eval(source)) {
            if (event.causeSnippet() == null) {
                assertThat(event.status()).as(() -> problems(event.snippet())).isEqualTo(Snippet.Status.VALID);
                if (!DEFAULT_LINE) {
                    assumeThat(trace(event.exception())).doesNotContain(UnsupportedCapabilityException.class.getName());
                }
                assertThat(event.exception())
                        .as(() -> source + "\n" + trace(event.exception()))
                        .isNull();
                value = Objects.requireNonNullElse(event.value(), "");
            }
        }
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).translateEscapes() : value;
    }

    private static String trace(JShellException thrown) {
        return thrown instanceof EvalException failed
                ? failed.getExceptionClassName() + ": " + failed.getMessage()
                : String.valueOf(thrown);
    }

    private String problems(Snippet snippet) {
        StringBuilder text = new StringBuilder(snippet.source());
        shell.diagnostics(snippet).forEach(problem -> text.append('\n').append(problem.getMessage(null)));
        return text.toString();
    }

    @Override
    public void close() {
        shell.close();
    }
}

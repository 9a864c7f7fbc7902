package org.pybridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's dialogue with JShell, held with the JDK's own jshell, started as the README's command starts it. */
@Timeout(120)
class JShellTest {
    private static final String PROMPT = "jshell> ";

    /** CPython in the JVM needs Java 22. */
    static Stream<String> homes() {
        return Runtime.version().feature() < 22 ? Stream.of("graalpy") : Stream.of("graalpy", "cpython");
    }

    @ParameterizedTest
    @MethodSource("homes")
    void theReadmesDialogueGoesAsWritten(String home) throws IOException, InterruptedException {
        List<String> inputs = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (String line : dialogue().lines().toList()) {
            if (line.startsWith(PROMPT)) {
                inputs.add(line.substring(PROMPT.length()));
            } else {
                answers.add(line);
            }
        }
        String said = talk(home, inputs);

        assertThat(answers).isNotEmpty();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(said.lines()).anyMatch(line -> isAnswer(line, answer, inputs)));
    }

    /** Without a terminal an answer stands behind the prompt, and behind so much of its input as arrived before the rest. */
    private static boolean isAnswer(String line, String answer, List<String> inputs) {
        String shown = line.replaceFirst("^(jshell>[ \\x08]*)+", "").strip();
        int echoed = shown.length() - answer.length();
        return shown.endsWith(answer)
                && inputs.stream().anyMatch(input -> input.startsWith(shown.substring(0, echoed)));
    }

    private static String dialogue() {
        return Page.all().stream()
                .filter(page -> page.path().equals("README.md"))
                .flatMap(page -> page.blocks(""))
                .map(Page.Block::code)
                .filter(code -> code.startsWith(PROMPT))
                .findFirst()
                .orElseThrow();
    }

    private static String talk(String home, List<String> inputs) throws IOException, InterruptedException {
        Process jshell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jshell")
                                .toString(),
                        "--class-path",
                        JavaConsole.classPath(),
                        "--startup",
                        "jshell/" + home + ".jsh",
                        "--feedback",
                        "normal",
                        "-R--enable-native-access=ALL-UNNAMED",
                        // Neither reads nor changes the settings of the user who runs the test.
                        "-J-Djava.util.prefs.userRoot=target/prefs")
                .redirectErrorStream(true)
                .start();
        try (var toJShell = jshell.outputWriter(StandardCharsets.UTF_8)) {
            for (String input : inputs) {
                toJShell.write(input + "\n");
            }
            toJShell.write("python.close()\n/exit\n");
        }
        String said = new String(jshell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jshell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}

package org.pybridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a command works, what environment it sees, and how its program is found. */
@Timeout(30)
class CommandSurroundingsTest {

    @TempDir
    private Path directory;

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void argumentsArriveAsTheyAre() {
        String[] arguments = {"", " ", "$HOME", "`id`", "a;b", "*", "'\"\\", "-n", "é日😀", "line\nline"};

        String echoed = Command.of("printf", "%s\\0").with(arguments).run().stdout();

        assertThat(echoed.split("\0", -1)).startsWith(arguments);
    }

    @Test
    void theDirectoryIsWhereItWorks() throws IOException {
        assertThat(Command.of("pwd").directory(directory).run().stdout().strip())
                .isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void aDirectoryThatDoesNotExistIsNamed() {
        Path none = directory.resolve("none");

        assertThatThrownBy(() -> Command.of("pwd").directory(none).run())
                .isInstanceOf(CommandStartException.class)
                .hasMessage("pwd: its directory " + none + " does not exist");
    }

    @Test
    void aDirectoryThatIsAFileIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Command.of("pwd").directory(file).run())
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining(file + " is not a directory");
    }

    @Test
    void theEnvironmentIsInheritedAndAdded() {
        String seen = Command.of("env")
                .environment("PYBRIDGE_A", "1 = é")
                .environment(Map.of("PYBRIDGE_B", ""))
                .run()
                .stdout();

        assertThat(seen.lines()).contains("PYBRIDGE_A=1 = é", "PYBRIDGE_B=", "PATH=" + System.getenv("PATH"));
    }

    @Test
    void variablesAreRemoved() {
        String seen = Command.of("env")
                .environment("PYBRIDGE_A", "1")
                .withoutEnvironment("PATH", "PYBRIDGE_A", "NOT_THERE")
                .run()
                .stdout();

        assertThat(seen.lines()).noneMatch(line -> line.startsWith("PATH=") || line.startsWith("PYBRIDGE_A="));
    }

    @Test
    void aCleanEnvironmentHasOnlyWhatIsSet() {
        String seen = Command.of("env")
                .cleanEnvironment()
                .environment("ONLY", "this")
                .run()
                .stdout();

        assertThat(seen.lines().filter(line -> !line.startsWith("PYBRIDGE_COMMAND=")))
                .containsExactly("ONLY=this");
    }

    @Test
    void aDescriptionIsNotChangedByAnother() {
        Command first = Command.of("env").environment("PYBRIDGE_A", "1");
        Command second = first.environment("PYBRIDGE_A", "2");

        assertThat(first.run().lines()).contains("PYBRIDGE_A=1");
        assertThat(second.run().lines()).contains("PYBRIDGE_A=2");
    }

    @Test
    void aProgramThatIsNotInThePathListsThePath() {
        CommandNotFoundException failure = catchThrowableOfType(
                CommandNotFoundException.class,
                () -> Command.of("no-such-program", "x").run());

        assertThat(failure)
                .hasMessageStartingWith(
                        "no-such-program x: the program 'no-such-program' is in no directory of the PATH: ")
                .hasMessageContaining("/usr/bin")
                .hasMessageContaining("install it");
        assertThat(failure.searched()).contains(Path.of("/usr/bin"));
        assertThat(failure.program()).isEqualTo("no-such-program");
        assertThat(failure.mayHaveRun()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ls -la, '\"ls\", \"-la\"'",
        "ls -la /tmp, '\"ls\", \"-la\", \"/tmp\"'",
        "/bin/sh  -c, '\"/bin/sh\", \"-c\"'"
    })
    void aWholeLineAsTheProgramIsToldHowToBeSplit(String line, String words) {
        assertThatThrownBy(() -> Command.of(line).run())
                .isInstanceOf(CommandNotFoundException.class)
                .hasMessageEndingWith("give each by itself: Command.of(" + words + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-program", "/no/such dir/program"})
    void aPathWithASpaceIsNoLine(String program) {
        assertThatThrownBy(() -> Command.of(program).run())
                .isInstanceOf(CommandNotFoundException.class)
                .hasMessageNotContaining("shell");
    }

    @Test
    void theCurrentDirectoryIsNotSearched() throws IOException {
        program("mine", "#!/bin/sh\necho mine\n");

        assertThatThrownBy(() -> Command.of("mine").directory(directory).run())
                .isInstanceOf(CommandNotFoundException.class);
    }

    @Test
    void aPathBeginsInTheDirectoryOfTheCommand() throws IOException {
        program("mine", "#!/bin/sh\necho mine\n");

        assertThat(Command.of("./mine").directory(directory).run().stdout()).isEqualTo("mine\n");
    }

    @Test
    void anAbsolutePathIsRun() throws IOException {
        Path mine = program("mine", "#!/bin/sh\necho mine\n");

        assertThat(Command.of(mine.toString()).run().stdout()).isEqualTo("mine\n");
    }

    @Test
    void aPathThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> Command.of("/no/such/program").run())
                .isInstanceOf(CommandNotFoundException.class)
                .hasMessageContaining("the file /no/such/program does not exist");
    }

    @Test
    void aProgramThatIsADirectoryIsNamed() {
        assertThatThrownBy(() -> Command.of(directory.toString()).run())
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("is a directory, not a program");
    }

    @Test
    void aProgramWithoutPermissionIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("plain"), "text");

        assertThatThrownBy(() -> Command.of(file.toString()).run())
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("is not executable")
                .hasMessageContaining("chmod +x");
    }

    @Test
    void aScriptWhoseInterpreterDoesNotExistIsExplained() throws IOException {
        Path script = program("orphan", "#!/no/such/interpreter\n");

        assertThatThrownBy(() -> Command.of(script.toString()).run())
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("its interpreter");
    }

    @Test
    void tooLargeArgumentsAreExplained() {
        Command command = Command.of("true", "x".repeat(1_000_000));

        assertThatThrownBy(command::run)
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("larger than the system allows");
    }

    @Test
    void anOutputWhoseDirectoryDoesNotExistIsNamed() {
        Command command = Command.of("true").stdout(Redirect.toFile(directory.resolve("none/out")));

        assertThatThrownBy(command::run)
                .isInstanceOf(CommandStartException.class)
                .hasMessageContaining("the directory of its output");
    }

    @Test
    void theMessageIsAsOneWouldTypeIt() {
        assertThat(Command.of("git", "commit", "-m", "it's done", "")).hasToString("git commit -m 'it'\\''s done' ''");
    }

    @Test
    void controlCharactersDoNotReachTheMessage() {
        assertThat(Command.of("echo", "\u001b[2J", "a\nb")).hasToString("echo '\ufffd[2J' 'a\\nb'");
    }

    @Test
    void aLongCommandIsCutInMessages() {
        assertThat(Command.of("echo", "x".repeat(100_000)).toString()).hasSizeLessThan(300);
    }

    private static CommandResult inAnAsciiJvm(String... arguments) {
        // The JVM takes its charset from the locale.
        return Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AsciiJvm.class.getName())
                .with(arguments)
                .environment("LC_ALL", "POSIX")
                .environment("PYBRIDGE_TEXT", "h\u00e9")
                .run();
    }

    @Test
    void textOfAnotherCharsetIsRefusedInsteadOfChanged() {
        CommandResult result = inAnAsciiJvm("argument");

        assertThat(result.stdout()).as(result.stderr()).contains("U+00E9").contains("LC_ALL=C.UTF-8");
    }

    @Test
    void inheritedVariablesKeepTheirBytes() {
        CommandResult result = inAnAsciiJvm("variable");

        assertThat(result.stdout()).as(result.stderr()).contains("<h\u00e9>");
    }

    /** Runs in a JVM of its own, which knows no character but those of ASCII. */
    static final class AsciiJvm {
        private AsciiJvm() {}

        public static void main(String[] arguments) throws IOException {
            System.out.write(answer(arguments[0]));
            System.out.flush();
        }

        private static byte[] answer(String question) {
            if (question.equals("variable")) {
                return Command.of("sh", "-c", "echo \"<$PYBRIDGE_TEXT>\"").run().bytes();
            }
            try {
                return Command.of("printf", "h\u00e9").run().bytes();
            } catch (IllegalArgumentException refused) {
                return refused.getMessage().getBytes(StandardCharsets.UTF_8);
            }
        }
    }
}

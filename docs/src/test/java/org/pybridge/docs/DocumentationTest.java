package org.pybridge.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Every code block of the README and the pages is run, or as far as it is a command, checked. */
class DocumentationTest {
    /** The page whose code needs {@code java.lang.foreign}. */
    private static final String FOREIGN = "docs/cpython.md";

    private static final int FIRST_WITH_FOREIGN = 22;
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
    private static final Pattern PROFILES = Pattern.compile("-P(\\S+)");

    static List<Page> pages() {
        return Page.all();
    }

    static List<Page> pagesWithJava() {
        return Page.all().stream()
                .filter(page -> page.blocks("java").findAny().isPresent())
                .filter(page -> Runtime.version().feature() >= FIRST_WITH_FOREIGN
                        || !page.path().equals(FOREIGN))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pagesWithJava")
    void theJavaBlocksOfAPageRun(Page page) {
        try (JavaConsole console = new JavaConsole()) {
            page.blocks("java").forEach(block -> {
                System.out.println(page.path() + ":" + block.line());
                console.run(block.code());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theXmlBlocksOfAPageNameOurVersion(Page page) throws Exception {
        String version = version();
        for (Page.Block block : page.blocks("xml").toList()) {
            Document xml = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(block.code())));
            assertThat(xml.getElementsByTagName("groupId").item(0).getTextContent())
                    .isEqualTo("org.pybridge");
            if (xml.getElementsByTagName("version").getLength() > 0) {
                assertThat(xml.getElementsByTagName("version").item(0).getTextContent())
                        .isEqualTo(version);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theCommandsOfAPageNameModulesAndProfilesThatExist(Page page) {
        Stream.concat(page.blocks("sh"), page.blocks(""))
                .flatMap(block -> block.code().lines())
                .filter(line -> line.startsWith("mvn "))
                .forEach(command -> {
                    parts(MODULES, command)
                            .forEach(module -> assertThat(
                                            Page.project().resolve(module).resolve("pom.xml"))
                                    .as(command)
                                    .exists());
                    parts(PROFILES, command)
                            .forEach(profile ->
                                    assertThat(profiles()).as(command).contains(profile));
                });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theLinksOfAPageLeadToFiles(Page page) throws IOException {
        Path file = Page.project().resolve(page.path());
        Matcher link = LINK.matcher(Files.readString(file));
        while (link.find()) {
            assertThat(file.resolveSibling(link.group(1)).normalize())
                    .as(page.path())
                    .exists();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockIsOfALanguageThatIsTested(Page page) {
        assertThat(page.blocks())
                .allSatisfy(block -> assertThat(block.language()).isIn("java", "xml", "sh", ""));
    }

    @Test
    void theReadmeIsTested() {
        assertThatCode(() -> Page.all().stream()
                        .filter(page -> page.path().equals("README.md"))
                        .filter(page -> page.blocks("java").count() > 5)
                        .findFirst()
                        .orElseThrow())
                .doesNotThrowAnyException();
    }

    private static Stream<String> parts(Pattern option, String command) {
        Matcher found = option.matcher(command);
        return found.find() ? Arrays.stream(found.group(1).split(",")) : Stream.empty();
    }

    private static String profiles() {
        try (Stream<Path> files = Files.walk(Page.project(), 2)) {
            StringBuilder ids = new StringBuilder();
            for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
                Matcher id = Pattern.compile("<profile>.*?<id>(.*?)</id>", Pattern.DOTALL)
                        .matcher(Files.readString(pom));
                while (id.find()) {
                    ids.append(id.group(1)).append('\n');
                }
            }
            return ids.toString();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String version() throws IOException {
        Matcher version = Pattern.compile("<version>(.*?)</version>")
                .matcher(Files.readString(Page.project().resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}

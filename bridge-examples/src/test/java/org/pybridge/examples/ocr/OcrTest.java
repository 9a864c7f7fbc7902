package org.pybridge.examples.ocr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Python;
import org.pybridge.examples.Backends;
import org.pybridge.testing.support.ChildJvm;

class OcrTest {
    private static final Path WHEELS = Path.of(System.getProperty("pybridge.wheels", ""));

    @BeforeAll
    static void requireTesseract() {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).map(each -> Path.of(each, "tesseract")))
                .as("tesseract is installed")
                .anyMatch(Files::isExecutable);
    }

    @Test
    void theSampleIsReadInThisJvmAndWhatIsNoImageIsNamed(@TempDir Path directory) throws IOException {
        assumeThat(WHEELS).as("built wheels, without which this takes minutes").isDirectoryContaining("glob:**pillow*");
        Path broken = Files.write(directory.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        try (Python python = Python.builder(
                        Backends.of(Optional.empty(), Path.of("ocr-requirements.txt"), Path.of("src/main/ocr")))
                .build()) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Ocr ocr = new Ocr(python.bind(PageReader.class), new PrintStream(printed, true, UTF_8));
            assertThat(ocr.readSample().percent()).isGreaterThanOrEqualTo(95);
            ocr.read(broken);
            assertThat(printed.toString(UTF_8)).contains("broken.png was not read: it is no image that Pillow knows");
        }
        assertThat(ImageIO.read(Path.of("target/ocr/page.png").toFile()).getWidth())
                .isEqualTo(1240);
    }

    @Test
    void aMissingTesseractIsNamedAndWhatToInstall(@TempDir Path directory) throws IOException {
        Path page = directory.resolve("page.png");
        try (InputStream sample = Objects.requireNonNull(Ocr.class.getResourceAsStream("page.png"))) {
            Files.copy(sample, page);
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Python python = Python.builder(
                        Backends.of(Optional.of("python3"), Path.of("ocr-requirements.txt"), Path.of("src/main/ocr")))
                .pool(pool -> pool.initScript(
                        "import pytesseract\npytesseract.pytesseract.tesseract_cmd = '/no/such/tesseract'"))
                .build()) {
            Ocr ocr = new Ocr(python.bind(PageReader.class), new PrintStream(printed, true, UTF_8));
            ocr.read(page);
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
        assertThat(printed.toString(UTF_8))
                .contains("page.png was not read: the program tesseract is missing", "apt install tesseract-ocr");
    }

    /** In a JVM of its own, because CPython and a Pillow of GraalPy cannot be in one. */
    @ParameterizedTest
    @ValueSource(strings = {"python3", "bundled"})
    void theSampleIsReadByCPython(String home) throws IOException, InterruptedException {
        String printed = ChildJvm.of(Ocr.class).output("--python", home);
        Matcher accuracy = Pattern.compile("words are right: ([\\d.]+)%").matcher(printed);
        assertThat(accuracy.find()).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThanOrEqualTo(95);
    }
}

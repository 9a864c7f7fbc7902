package org.pybridge.examples.ocr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.examples.Backends;

/**
 * Reads text from images: the page that comes with it, whose text is known, or files. The words and their boxes come to Java as records,
 * which draws them on the page.
 *
 * <p>Arguments: {@code [--python PROGRAM|bundled] [IMAGE ...]}.
 */
public final class Ocr {
    private static final Path REQUIREMENTS = Path.of("ocr-requirements.txt");
    private static final Path MODULES = Path.of("src/main/ocr");
    private static final Path DRAWN = Path.of("target/ocr");

    private final PageReader reader;
    private final PrintStream out;

    Ocr(PageReader reader, PrintStream out) {
        this.reader = reader;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        Optional<String> home = Optional.empty();
        List<Path> images = new ArrayList<>();
        for (Iterator<String> left = Arrays.asList(arguments).iterator(); left.hasNext(); ) {
            String argument = left.next();
            if (argument.equals("--python") && left.hasNext()) {
                home = Optional.of(left.next());
            } else {
                images.add(Path.of(argument));
            }
        }
        try (PrintStream out = new PrintStream(System.out, true, UTF_8)) {
            run(home, images, out);
        }
    }

    static void run(Optional<String> home, List<Path> images, PrintStream out) throws IOException {
        out.println("Starting Python; its packages are installed when they are not there yet ...");
        try (Python python =
                Python.builder(Backends.of(home, REQUIREMENTS, MODULES)).build()) {
            Ocr ocr = new Ocr(python.bind(PageReader.class), out);
            if (images.isEmpty()) {
                ocr.readSample();
            }
            for (Path image : images) {
                ocr.read(image);
            }
        }
    }

    /** Reads the page that comes with this example. */
    Accuracy readSample() throws IOException {
        Reading reading = reader.read(resource("page.png"));
        Accuracy accuracy = Accuracy.of(new String(resource("page.txt"), UTF_8), reading.text());
        draw(reading, "page.png");
        out.printf("%d of %d words are right: %.1f%%%n", accuracy.right(), accuracy.all(), accuracy.percent());
        return accuracy;
    }

    /** Reads a file. One that cannot be read is named, and the next one can be. */
    void read(Path image) throws IOException {
        try {
            Reading reading = reader.read(Files.readAllBytes(image));
            out.println(reading.text());
            draw(reading, image.getFileName() + ".png");
        } catch (PythonException failed) {
            out.println(image + " was not read: " + advice(failed));
        }
    }

    private static String advice(PythonException failed) {
        String type = failed.error().type();
        if (type.endsWith("UnidentifiedImageError")) {
            return "it is no image that Pillow knows, or a damaged one";
        }
        if (type.endsWith("TesseractNotFoundError")) {
            return "the program tesseract is missing; on Debian: apt install tesseract-ocr";
        }
        return failed.toString();
    }

    private void draw(Reading reading, String name) throws IOException {
        Path file = Files.createDirectories(DRAWN).resolve(name);
        Overlay.write(reading, file);
        double sure =
                reading.words().stream().mapToDouble(Word::confidence).average().orElse(0);
        out.printf(
                "%d words, %.0f%% sure, turned by %.1f degrees; drawn in %s%n",
                reading.words().size(), sure, reading.angle(), file);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = Ocr.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}

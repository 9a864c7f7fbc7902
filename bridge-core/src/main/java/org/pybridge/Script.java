package org.pybridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Python code with the file name that tracebacks show. Immutable.
 *
 * @param code the source text
 * @param fileName the name in tracebacks; nothing is read from it
 */
public record Script(String code, String fileName) {
    private static final String UNNAMED = "<python>";

    /** Checks that both are there. */
    public Script {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(fileName, "fileName");
    }

    /**
     * Makes a script without a file name.
     *
     * @param code the source text
     * @return a script that tracebacks call {@code <python>}
     */
    public static Script of(String code) {
        return new Script(code, UNNAMED);
    }

    /**
     * Reads a script.
     *
     * @param file a UTF-8 file
     * @return its text under its name
     * @throws IOException when the file cannot be read
     */
    public static Script read(Path file) throws IOException {
        return new Script(Files.readString(file), file.toString());
    }
}

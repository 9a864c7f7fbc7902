package org.pybridge.command.os;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Text as the operating system gets it: bytes that end with a zero, in a charset that the JVM took from the locale. The JVM turns what that
 * charset does not have into question marks, so a program would work with another file than the one that was meant.
 */
public final class NativeText {
    private static final int FIRST_WITH_JNU_CHARSET = 18;

    private NativeText() {}

    /**
     * Says why the operating system would not get a text as it is.
     *
     * @return what is wrong and what to do, or empty
     */
    public static Optional<String> problem(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of(
                    "has a NUL character at index " + text.indexOf('\0') + ", where the operating system would cut it");
        }
        return problem(text, charset());
    }

    static Optional<String> problem(String text, Charset charset) {
        var encoder = charset.newEncoder();
        if (encoder.canEncode(text)) {
            return Optional.empty();
        }
        int lost = text.codePoints()
                .filter(c -> !encoder.canEncode(Character.toString(c)))
                .findFirst()
                .orElse('?');
        return Optional.of(String.format(
                "has the character U+%04X, which %s cannot express; that is the charset in which this JVM talks to the operating system: "
                        + "start it with the environment variable LC_ALL=C.UTF-8",
                lost, charset));
    }

    /** The charset in which the JDK passes arguments; it was another one before JEP 400. */
    private static Charset charset() {
        return Runtime.version().feature() < FIRST_WITH_JNU_CHARSET
                ? Charset.defaultCharset()
                : Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}

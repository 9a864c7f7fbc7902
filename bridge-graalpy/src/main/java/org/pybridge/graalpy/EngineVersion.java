package org.pybridge.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Engine;

/**
 * Which GraalPy is on the class path, and what differs between the lines that this library runs on. An engine of 25.0 that interprets
 * calls itself a development build, so its jar is asked.
 *
 * @param number as {@code 25.0.3}
 */
record EngineVersion(String number) {
    private static final String RESOURCE = "/META-INF/graalvm/org.graalvm.polyglot/version";
    private static final String FIRST_LINE = "25.0.";
    /** What a jar is that somebody has made of several, without their resources: the one that this library depends on, most likely. */
    private static final String UNKNOWN = FIRST_LINE + "?";

    private static final int JAVA_WITH_NATIVE_CODE = 22;

    private static final class OfThisJvm {
        private static final EngineVersion VERSION = read();
    }

    /** Gives the one of this JVM. */
    static EngineVersion ofThisJvm() {
        return OfThisJvm.VERSION;
    }

    private static EngineVersion read() {
        try (InputStream file = Engine.class.getResourceAsStream(RESOURCE)) {
            return new EngineVersion(
                    file == null ? UNKNOWN : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read the version in GraalVM's polyglot jar", unreadable);
        }
    }

    /** Tells whether it prints a warning where it has no native library for the JDK. */
    boolean warnsOfItsLibrary() {
        return !isFirstLine();
    }

    /** Tells whether a compiler for a stock JDK is published. */
    boolean hasCompiler() {
        return isFirstLine();
    }

    /** Tells whether Python can import native modules here, and use memory that is not its own. Later lines use Java's own means. */
    boolean hasNativeCode() {
        return isFirstLine() || Runtime.version().feature() >= JAVA_WITH_NATIVE_CODE;
    }

    /** Tells whether marshal has texts with lone surrogates as code points; later lines have them as UTF-8 would, as CPython. */
    boolean hasCodePoints() {
        return isFirstLine();
    }

    /** Tells whether an interrupt leaves a context in order. In later lines the thread may keep the context's lock, and nobody can call again. */
    boolean survivesInterrupts() {
        return isFirstLine();
    }

    private boolean isFirstLine() {
        return number.startsWith(FIRST_LINE);
    }

    @Override
    public String toString() {
        return number;
    }
}

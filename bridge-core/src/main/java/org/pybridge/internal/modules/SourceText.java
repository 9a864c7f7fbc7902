package org.pybridge.internal.modules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes a Python file as Python does: as UTF-8, unless one of its first two lines says otherwise. */
final class SourceText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Two lines, of which the first is a comment or blank when the second one counts. */
    private static final Pattern CODING = Pattern.compile(
            "\\A(?:[ \\t\\f]*(?:#[^\\r\\n]*)?\\r?\\n)??[ \\t\\f]*#[^\\r\\n]*?coding[:=][ \\t]*([-\\w.]+)");

    private SourceText() {}

    /**
     * Decodes a file.
     *
     * @param content its bytes
     * @param file its name, for errors
     * @throws IOException when it is not in the encoding that it should be in, or that is unknown
     */
    static String of(byte[] content, String file) throws IOException {
        Charset charset = charset(content, file);
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new IOException(
                    file + " is not in " + charset.name()
                            + "; save it in UTF-8, or name its encoding in the first line, as # coding: latin-1",
                    malformed);
        }
    }

    private static Charset charset(byte[] content, String file) throws IOException {
        Matcher coding = CODING.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!coding.find()) {
            return StandardCharsets.UTF_8;
        }
        String name = coding.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
        if (name.equals("utf-8") || name.startsWith("utf-8-")) {
            return StandardCharsets.UTF_8;
        }
        if (name.matches("(latin-1|iso-8859-1|iso-latin-1)(-.*)?")) {
            return StandardCharsets.ISO_8859_1;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException(
                    file + " is in the encoding \"" + coding.group(1)
                            + "\", which Java does not know; save it in UTF-8",
                    unknown);
        }
    }
}

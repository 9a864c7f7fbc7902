package org.pybridge.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as UTF-8. Half of a surrogate pair has no UTF-8; it is written as UTF-8 would write it if it could, as Python's
 * {@code surrogatepass} does, and marked as such.
 */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    /** Beyond this, an array in between is faster than a loop. */
    private static final int LONG = 256;

    private Utf8() {}

    /** Writes a string of MessagePack, or an extension where there are lone surrogates. */
    static void write(String text, WireBuffer to) {
        int length = length(text);
        if (length == text.length()) {
            Headers.string(length, to);
            ascii(text, to);
        } else if (length > LONG) {
            Headers.string(length, to);
            to.bytes(text.getBytes(StandardCharsets.UTF_8));
        } else if (length >= 0) {
            Headers.string(length, to);
            payload(text, to);
        } else {
            extension(Extension.TEXT, text, to);
        }
    }

    /** Writes text as the payload of an extension, lone surrogates or not. */
    static void extension(int type, String text, WireBuffer to) {
        Headers.extension(type, Math.abs(length(text)), to);
        payload(text, to);
    }

    /** Counts the bytes of a text; the number is negative when there are lone surrogates. */
    static int length(String text) {
        int units = text.length();
        int i = 0;
        while (i < units && text.charAt(i) < 0x80) {
            i++;
        }
        return i == units ? units : length(text, i);
    }

    private static int length(String text, int from) {
        int length = from;
        boolean alone = false;
        for (int i = from; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                length++;
            } else if (unit < 0x800) {
                length += 2;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length += 3;
                alone |= Character.isSurrogate(unit);
            }
        }
        return alone ? -length : length;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static void ascii(String text, WireBuffer to) {
        int length = text.length();
        if (length > LONG) {
            to.bytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        to.room(length);
        byte[] bytes = to.array();
        int at = to.position();
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
        to.position(at + length);
    }

    /** Writes a text's bytes, with lone surrogates as three bytes each. */
    static void payload(String text, WireBuffer to) {
        to.room(WireBuffer.length(3L * text.length()));
        byte[] bytes = to.array();
        int at = to.position();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes[at++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[at++] = (byte) (0xC0 | (unit >> 6));
                bytes[at++] = continuation(unit);
            } else if (isPair(text, i)) {
                at = four(text.codePointAt(i++), bytes, at);
            } else {
                bytes[at++] = (byte) (0xE0 | (unit >> 12));
                bytes[at++] = continuation(unit >> 6);
                bytes[at++] = continuation(unit);
            }
        }
        to.position(at);
    }

    private static int four(int point, byte[] bytes, int at) {
        bytes[at] = (byte) (0xF0 | (point >> 18));
        bytes[at + 1] = continuation(point >> 12);
        bytes[at + 2] = continuation(point >> 6);
        bytes[at + 3] = continuation(point);
        return at + 4;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    /** Reads UTF-8. */
    static String read(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // Java replaces what is malformed; where it may have, the strict way decides.
        return text.indexOf(REPLACEMENT) < 0 ? text : strict(bytes, from, length);
    }

    private static String strict(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new WireFormatException("a string is no UTF-8", malformed);
        }
    }

    /** Reads UTF-8 in which there may be surrogates. */
    static String readWithSurrogates(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int more = following(bytes[at]);
            text.appendCodePoint(point(bytes, at, more));
            at += 1 + more;
        }
        return text.toString();
    }

    /** How many bytes follow the first one of a character. */
    private static int following(byte first) {
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        if (ones == 1 || ones > 4) {
            throw noUtf8();
        }
        return Math.max(0, ones - 1);
    }

    private static int point(byte[] bytes, int at, int more) {
        if (at + more >= bytes.length) {
            throw noUtf8();
        }
        int point = more == 0 ? bytes[at] : bytes[at] & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                throw noUtf8();
            }
            point = (point << 6) | (bytes[at + i] & 0x3F);
        }
        if (point > Character.MAX_CODE_POINT) {
            throw noUtf8();
        }
        return point;
    }

    private static WireFormatException noUtf8() {
        return new WireFormatException("a text is no UTF-8", null);
    }
}

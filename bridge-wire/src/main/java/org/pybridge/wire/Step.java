package org.pybridge.wire;

import org.jspecify.annotations.Nullable;

/** The steps of a path such as {@code $.orders[3].price}. */
final class Step {
    private static final int LONGEST = 80;

    private Step() {}

    static String of(int index) {
        return "[" + index + "]";
    }

    static String of(@Nullable Object key) {
        if (!(key instanceof String text)) {
            return "[" + cut(String.valueOf(key)) + "]";
        }
        return isIdentifier(text) ? "." + text : "[\"" + cut(text) + "\"]";
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && Character.isUnicodeIdentifierStart(text.codePointAt(0))
                && text.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}

package org.pybridge.internal.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes of what Python logs what is safe in the application's log. A record cannot look like another one: its further lines are indented,
 * and control characters are escaped. Loggers are never freed, so Python has so many names and no more. Thread-safe.
 */
public final class LogText {
    /** The logger of all names beyond. */
    static final String OTHERS = "python.others";

    private static final int MOST_NAMES = 1000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 1 << 16;

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Gives the logger of a name in Python. */
    public String logger(String name) {
        String safe = escaped(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name, "\\n");
        if (names.size() < MOST_NAMES) {
            names.add(safe);
        }
        return names.contains(safe) ? safe : OTHERS;
    }

    /** Gives the text of a record. */
    public static String text(String message) {
        return escaped(
                message.length() > LONGEST_TEXT
                        ? message.substring(0, LONGEST_TEXT) + "... (" + message.length() + " characters)"
                        : message,
                System.lineSeparator() + "\t");
    }

    private static String escaped(String text, String newLine) {
        if (text.chars().noneMatch(LogText::isUnsafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\n') {
                safe.append(newLine);
            } else if (isUnsafe(each)) {
                safe.append(String.format("\\u%04x", (int) each));
            } else {
                safe.append(each);
            }
        }
        return safe.toString();
    }

    /** Line ends, escape sequences of terminals, and what turns the direction of text. */
    private static boolean isUnsafe(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL -> each != '\t';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}

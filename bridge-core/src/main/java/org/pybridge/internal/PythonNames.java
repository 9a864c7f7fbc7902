package org.pybridge.internal;

/** The rule between Java's and Python's names: {@code findNearest} is {@code find_nearest}, {@code toHTML} is {@code to_html}. */
final class PythonNames {
    private PythonNames() {}

    static String snakeCase(String camelCase) {
        return camelCase
                .replaceAll("(\\p{Ll}|\\d)(\\p{Lu})", "$1_$2")
                .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2")
                .toLowerCase(java.util.Locale.ROOT);
    }
}

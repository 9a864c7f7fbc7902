package org.pybridge.internal.support;

/** Python's spelling of Java's names: {@code findNearest} is {@code find_nearest}, {@code parseURLTwice} is {@code parse_url_twice}. */
public final class SnakeCase {
    private SnakeCase() {}

    public static String of(String camelCase) {
        StringBuilder snake = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char letter = camelCase.charAt(i);
            if (Character.isUpperCase(letter) && startsWord(camelCase, i)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(letter));
        }
        return snake.toString();
    }

    private static boolean startsWord(String name, int i) {
        if (i == 0 || name.charAt(i - 1) == '_') {
            return false;
        }
        boolean endsAcronym = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        return !Character.isUpperCase(name.charAt(i - 1)) || endsAcronym;
    }
}

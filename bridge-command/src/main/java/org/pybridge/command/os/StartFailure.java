package org.pybridge.command.os;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says why the operating system did not start a program, and what to do. The JDK gives the error as a text with its number:
 * {@code error=2} or, later, {@code error: 2}.
 */
public final class StartFailure {
    private static final Pattern NUMBER = Pattern.compile("error(?:=|: )(\\d+)");

    private StartFailure() {}

    /** Explains the exception of {@link ProcessBuilder#start()}. */
    public static String explain(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher number = NUMBER.matcher(message);
        return number.find() ? explain(Integer.parseInt(number.group(1)), message) : message;
    }

    private static String explain(int number, String message) {
        return switch (number) {
            case 2 -> "its interpreter, named in its first line (#!) or its binary format, does not exist";
            case 7 -> "its arguments and its environment are larger than the system allows; pass large data by input";
            case 11, 12 -> "the system has no room for another process; raise its limits or run fewer at once";
            case 13, 1 -> "this user has no permission to run it, or its file system does not allow programs";
            case 23, 24 ->
                "this JVM, or the whole system, has too many open files; raise the limit or run fewer at once";
            case 26 -> "it is open for writing; close it before it is run";
            default -> message;
        };
    }
}

package org.pybridge.graalpy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The program that lets several interpreters load the same native module, each a copy of its own. GraalPy uses it on Linux only. */
final class Patchelf {
    static final String NAME = "patchelf";

    private Patchelf() {}

    static boolean isUsed() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** Tells whether it would be used, and is not installed. */
    static boolean isWanted() {
        return isUsed() && !isOnPath();
    }

    static boolean isOnPath() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(each -> !each.isEmpty())
                .anyMatch(each -> Files.isExecutable(Path.of(each, NAME)));
    }
}

package org.pybridge.packages;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where programs keep what they can make again.
 *
 * <p>Source: the XDG Base Directory Specification, and the customs of macOS and Windows.
 */
final class UserCache {
    private UserCache() {}

    static Path directory() {
        return base(System.getProperty("os.name").toLowerCase(Locale.ROOT))
                .resolve("pybridge")
                .resolve("packages")
                .toAbsolutePath();
    }

    /** Takes the JVM's word, or HOME where that is none: of a user without an account, as in some containers, it says "?". */
    static Path home(@Nullable String property, @Nullable String variable) {
        return Stream.of(property, variable)
                .filter(each -> each != null && !each.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no home directory to keep packages in: user.home is "
                                + property + " and HOME is " + variable
                                + "; set HOME to an absolute path, or name a directory with cache(...)"));
    }

    private static Path base(String system) {
        if (system.startsWith("mac")) {
            return home().resolve("Library").resolve("Caches");
        }
        String variable = system.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
        String set = Objects.requireNonNullElse(System.getenv(variable), "");
        // The specification has relative paths ignored.
        return !set.isEmpty() && Path.of(set).isAbsolute() ? Path.of(set) : home().resolve(".cache");
    }

    private static Path home() {
        return home(System.getProperty("user.home"), System.getenv("HOME"));
    }
}

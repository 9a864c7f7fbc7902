package org.pybridge.packages;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

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

    private static Path base(String system) {
        Path home = Path.of(System.getProperty("user.home"));
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        String variable = system.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
        String set = Objects.requireNonNullElse(System.getenv(variable), "");
        // The specification has relative paths ignored.
        return !set.isEmpty() && Path.of(set).isAbsolute() ? Path.of(set) : home.resolve(".cache");
    }
}

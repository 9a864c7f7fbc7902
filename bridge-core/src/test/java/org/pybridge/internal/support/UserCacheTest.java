package org.pybridge.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where the user's cache is. */
@DisabledOnOs(OS.WINDOWS)
class UserCacheTest {

    @Test
    void theJvmsWordCountsAndElseThatOfTheEnvironment() {
        assertThat(cache("Linux", "/home/a", Map.of("HOME", "/b"))).hasToString("/home/a/.cache");
        assertThat(cache("Linux", "?", Map.of("HOME", "/b"))).hasToString("/b/.cache");
        assertThat(cache("Linux", "", Map.of("HOME", "/b"))).hasToString("/b/.cache");
        assertThat(cache("Linux", null, Map.of("HOME", "/b"))).hasToString("/b/.cache");
    }

    @Test
    void aRelativeDirectoryIsNone() {
        assertThat(cache("Linux", "?", Map.of())).isNull();
        assertThat(cache("Linux", "?", Map.of("HOME", "home"))).isNull();
        assertThat(cache("Linux", "/a", Map.of("XDG_CACHE_HOME", "cache"))).hasToString("/a/.cache");
    }

    @Test
    void eachSystemHasItsOwn() {
        Map<String, String> variables = Map.of("XDG_CACHE_HOME", "/xdg", "LOCALAPPDATA", "/local");
        assertThat(cache("Linux", "/a", variables)).hasToString("/xdg");
        assertThat(cache("Windows 11", "/a", variables)).hasToString("/local");
        assertThat(cache("Mac OS X", "/a", variables)).hasToString("/a/Library/Caches");
    }

    private static @Nullable Path cache(String system, @Nullable String home, Map<String, String> variables) {
        return UserCache.directory(system, home, variables::get).orElse(null);
    }
}

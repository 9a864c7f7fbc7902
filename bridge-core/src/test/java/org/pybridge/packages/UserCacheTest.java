package org.pybridge.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where the user's home is. */
@DisabledOnOs(OS.WINDOWS)
class UserCacheTest {

    @Test
    void theJvmsWordCountsAndElseThatOfTheEnvironment() {
        assertThat(UserCache.home("/home/a", "/b")).isEqualTo(Path.of("/home/a"));
        assertThat(UserCache.home("?", "/b")).isEqualTo(Path.of("/b"));
        assertThat(UserCache.home("", "/b")).isEqualTo(Path.of("/b"));
        assertThat(UserCache.home(null, "/b")).isEqualTo(Path.of("/b"));
    }

    @Test
    void aRelativeHomeIsRefused() {
        assertThatThrownBy(() -> UserCache.home("?", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("user.home is ?", "HOME is null", "cache(");
        assertThatThrownBy(() -> UserCache.home("?", "home")).isInstanceOf(IllegalArgumentException.class);
    }
}

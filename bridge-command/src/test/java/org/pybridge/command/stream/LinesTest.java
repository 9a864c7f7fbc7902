package org.pybridge.command.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    private final List<String> seen = new ArrayList<>();

    private Lines lines(int limit, boolean cuts) {
        return new Lines(seen::add, StandardCharsets.UTF_8, new MemoryLimit(limit, cuts));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8 * 1024, 100_000})
    void theSizeOfThePiecesMakesNoDifference(int size) {
        String text = ("héllo\r\n日本\n\n😀😀\rend" + "x".repeat(9_000) + "\n").repeat(3) + "rest\r";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Lines lines = lines(100_000, false);

        for (int from = 0; from < bytes.length; from += size) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
            lines.accept(piece, piece.length);
        }
        lines.end();

        assertThat(seen).isEqualTo(text.lines().toList());
    }

    @Test
    void whatIsTornAtTheEndIsReplaced() {
        Lines lines = lines(100, false);
        lines.accept(new byte[] {'a', (byte) 0xe6, (byte) 0x97}, 3);
        lines.end();

        assertThat(seen).containsExactly("a\ufffd");
    }

    @Test
    void aLineOfTheLimitIsWhole() {
        Lines lines = lines(3, false);
        lines.accept("abc\nabc\n".getBytes(StandardCharsets.UTF_8), 8);
        lines.end();

        assertThat(seen).containsExactly("abc", "abc");
        assertThat(lines.truncated()).isFalse();
    }

    @Test
    void aLongerLineIsCutUpToItsEnd() {
        Lines lines = lines(3, true);
        lines.accept("abcd\nxy\n".getBytes(StandardCharsets.UTF_8), 8);
        lines.end();

        assertThat(seen).containsExactly("abc", "xy");
        assertThat(lines.truncated()).isTrue();
    }

    @Test
    void aLongerLineIsAnErrorOtherwise() {
        Lines lines = lines(3, false);

        assertThatThrownBy(() -> lines.accept("abcd".getBytes(StandardCharsets.UTF_8), 4))
                .isInstanceOf(LimitReachedException.class);
    }
}

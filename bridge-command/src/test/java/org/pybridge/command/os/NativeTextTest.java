package org.pybridge.command.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NativeTextTest {

    @Test
    void anyTextCanBePassedInUtf8() {
        assertThat(NativeText.problem("é日😀\n", StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aCharacterThatWouldBecomeAQuestionMarkIsNamed() {
        assertThat(NativeText.problem("a日b", StandardCharsets.US_ASCII).orElseThrow())
                .startsWith("has the character U+65E5, which US-ASCII cannot express");
    }

    @Test
    void halfACharacterIsNamed() {
        assertThat(NativeText.problem("\ud83d!", StandardCharsets.UTF_8).orElseThrow())
                .contains("U+D83D");
    }

    @Test
    void anAstralCharacterIsNamedWhole() {
        assertThat(NativeText.problem("😀", StandardCharsets.ISO_8859_1).orElseThrow())
                .contains("U+1F600");
    }

    @Test
    void theEndOfATextInCIsNamed() {
        assertThat(NativeText.problem("ab\0c").orElseThrow()).startsWith("has a NUL character at index 2");
    }
}

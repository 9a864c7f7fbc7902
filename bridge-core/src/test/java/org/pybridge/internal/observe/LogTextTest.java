package org.pybridge.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python logs, as it goes into the application's log. */
class LogTextTest {
    private static final String NEXT = System.lineSeparator() + "\t";

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(LogText.text("äöü € 😀\tand a tab")).isEqualTo("äöü € 😀\tand a tab");
        assertThat(new LogText().logger("app.sub-1")).isEqualTo("app.sub-1");
    }

    @Test
    void furtherLinesAreIndentedSoThatNoneLooksLikeARecord() {
        assertThat(LogText.text("hello\n12:00:00 ERROR com.bank - approved\n"))
                .isEqualTo("hello" + NEXT + "12:00:00 ERROR com.bank - approved" + NEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\u001b", "\0", "\b", "\u0085", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f"})
    void whatAnotherProgramWouldTakeForACommandIsEscaped(String each) {
        String escaped = String.format("a\\u%04xb", (int) each.charAt(0));
        assertThat(LogText.text("a" + each + "b")).isEqualTo(escaped);
        assertThat(new LogText().logger("a" + each + "b")).isEqualTo(escaped);
    }

    @Test
    void aNameHasOneLineAndALimit() {
        LogText names = new LogText();
        assertThat(names.logger("app\nERROR other")).isEqualTo("app\\nERROR other");
        assertThat(names.logger("n".repeat(5_000_000))).isEqualTo("n".repeat(200));
    }

    @Test
    void aLongTextIsCut() {
        assertThat(LogText.text("x".repeat(100_000))).isEqualTo("x".repeat(1 << 16) + "... (100000 characters)");
    }

    @Test
    void thereAreSoManyNamesAndNoMore() {
        LogText names = new LogText();
        for (int i = 0; i < 1000; i++) {
            assertThat(names.logger("n" + i)).isEqualTo("n" + i);
        }
        assertThat(names.logger("another")).isEqualTo(LogText.OTHERS);
        assertThat(names.logger("n7")).isEqualTo("n7");
    }
}

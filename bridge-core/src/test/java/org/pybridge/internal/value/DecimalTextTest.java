package org.pybridge.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
    private static final String LONG = "9876543210".repeat(500);

    @ParameterizedTest
    @ValueSource(strings = {"%s", "-%s", "+%s", "0.%s", "-1.%s", "%sE+7", "-0.%sE-20", "000%s", "%se400"})
    void aLongNumberIsTheOneThatJavaReads(String form) {
        String text = String.format(form, LONG);
        assertThat(DecimalText.parse(text)).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%sx", "--%s", "-+%s", "%s.1.1", "%sE", "%sE99999999999", "-", "1-%s"})
    void whatIsNoNumberIsRefused(String form) {
        assertThatThrownBy(() -> DecimalText.parse(String.format(form, LONG)))
                .isInstanceOf(NumberFormatException.class);
    }

    /** Java's own constructor takes 80 s for it. */
    @Test
    @Timeout(40)
    void aMillionDigitsAreReadInLessThanQuadraticTime() {
        BigDecimal read = DecimalText.parse("1".repeat(1_600_000) + ".5");
        assertThat(read.precision()).isEqualTo(1_600_001);
        assertThat(read.scale()).isEqualTo(1);
    }
}

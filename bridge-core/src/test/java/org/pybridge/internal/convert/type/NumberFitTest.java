package org.pybridge.internal.convert.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;

class NumberFitTest {

    @Test
    void anIntegerOutOfRangeIsRefusedWithItsValue() {
        assertThatThrownBy(() -> NumberFit.integer(300L, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte"))
                .isInstanceOf(ConversionException.class)
                .hasMessage("$: int 300 does not fit byte");
    }

    @Test
    void aBoolIsNoNumber() {
        assertThatThrownBy(() -> NumberFit.integer(true, 0, 1, "int")).hasMessage("$: bool true does not fit int");
    }

    @Test
    void aFloatIsNoInteger() {
        assertThatThrownBy(() -> NumberFit.integer(3.5, -9, 9, "int")).hasMessage("$: float 3.5 does not fit int");
    }

    @Test
    void noneIsNoNumber() {
        assertThatThrownBy(() -> NumberFit.real(null, "double")).hasMessage("$: None does not fit double");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 1L << 53, Long.MIN_VALUE, 1L << 62})
    void anIntegerThatADoubleHoldsExactlyFits(long value) {
        assertThat((long) NumberFit.real(value, "double")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {(1L << 53) + 1, Long.MAX_VALUE})
    void anIntegerThatADoubleWouldRoundIsRefused(long value) {
        assertThatThrownBy(() -> NumberFit.real(value, "double")).isInstanceOf(ConversionException.class);
    }

    @Test
    void anIntegerBeyondTheDoublesIsRefused() {
        assertThatThrownBy(() -> NumberFit.real(BigInteger.TEN.pow(400), "double"))
                .isInstanceOf(ConversionException.class);
    }

    @Test
    void aDoubleThatAFloatWouldRoundIsRefused() {
        assertThat(NumberFit.single(0.5)).isEqualTo(0.5f);
        assertThat(NumberFit.single(Double.NaN)).isNaN();
        assertThatThrownBy(() -> NumberFit.single(0.1)).isInstanceOf(ConversionException.class);
    }

    @Test
    void aPathGrowsFromTheInsideOut() {
        ConversionException misfit = ConversionException.ofResult("str x", "double")
                .inside(".price")
                .inside("[3]")
                .inside(".orders");

        assertThat(misfit.path()).isEqualTo("$.orders[3].price");
    }
}

package org.pybridge.examples.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccuracyTest {
    @Test
    void aWordTooManyOrTooFewCostsOnlyItself() {
        assertThat(Accuracy.of("a b c d", "a b c d")).isEqualTo(new Accuracy(4, 4));
        assertThat(Accuracy.of("a b c d", "a x b c d")).isEqualTo(new Accuracy(4, 4));
        assertThat(Accuracy.of("a b c d", "b c d")).isEqualTo(new Accuracy(3, 4));
        assertThat(Accuracy.of("a b c d", "a b d c").percent()).isEqualTo(75);
    }
}

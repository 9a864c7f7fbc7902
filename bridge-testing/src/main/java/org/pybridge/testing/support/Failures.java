package org.pybridge.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

/** Cases whose Python code fails. After each, the pool must be whole. */
public abstract class Failures extends Cases {

    @AfterEach
    void thePoolIsUsableAfterwards() {
        assertThat(python().statistics().active()).isZero();
        assertThat(eval("40 + 2")).isEqualTo(42L);
    }
}

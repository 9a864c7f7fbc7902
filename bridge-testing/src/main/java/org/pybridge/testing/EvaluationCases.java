package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Evaluating code. */
abstract class EvaluationCases extends Cases {

    @Test
    void theValueOfABlockIsItsLastExpression() {
        assertThat(python().eval("x = 20\nx + 1").as(int.class)).isEqualTo(21);
    }
}

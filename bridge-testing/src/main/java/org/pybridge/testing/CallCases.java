package org.pybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Calling functions by name. */
abstract class CallCases extends Cases {

    @Test
    void aFunctionIsCalledByItsEntryPoint() {
        assertThat(python().call("kit:add", List.of(1, 2), int.class)).isEqualTo(3);
    }
}

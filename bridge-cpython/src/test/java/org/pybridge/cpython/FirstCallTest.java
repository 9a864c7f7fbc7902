package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pybridge.Python;

class FirstCallTest {

    @Test
    void itRuns() {
        try (Python python = CPython.start()) {
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
            assertThat(python.eval("sum(xs)", Map.of("xs", List.of(1, 2, 3))).as(long.class))
                    .isEqualTo(6);
        }
    }
}

package org.pybridge.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pybridge.Python;

/** Isolated interpreters that begin and end, one after the other, leave no memory behind. */
class InterpreterChurnTest {
    private static final int COUNT = Integer.getInteger("pybridge.interpreters", 500);
    private static final int PAGE = 4096;

    /** In bytes for each interpreter. It has some 4 MB while it lives; a leak of a hundredth of that would show. */
    private static final double MOST = 40_000;

    @Test
    @EnabledOnOs(OS.LINUX)
    void manyOneAfterTheOtherKeepTheMemoryFlat() throws IOException {
        int first = COUNT / 2;
        long[] resident = new long[COUNT - first];
        for (int i = 0; i < COUNT; i++) {
            try (Python python =
                    Python.builder(Pythons.builder().isolated().build()).build()) {
                assertThat(python.eval("import json\njson.loads('[1, 2]')").as(int[].class))
                        .containsExactly(1, 2);
            }
            if (i >= first) {
                resident[i - first] = resident();
            }
        }
        double slope = slope(resident);
        System.out.printf(
                "%d interpreters one after the other: %.0f bytes more resident for each, %d MB at the end%n",
                COUNT, slope, resident() >> 20);
        assertThat(slope).isLessThan(MOST);
    }

    private static long resident() throws IOException {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
        return Long.parseLong(pages[1]) * PAGE;
    }

    /** How much a figure grows from one sample to the next, by least squares. */
    private static double slope(long... figures) {
        double middle = (figures.length - 1) / 2.0;
        double above = 0;
        double below = 0;
        for (int i = 0; i < figures.length; i++) {
            above += (i - middle) * figures[i];
            below += (i - middle) * (i - middle);
        }
        return above / below;
    }
}

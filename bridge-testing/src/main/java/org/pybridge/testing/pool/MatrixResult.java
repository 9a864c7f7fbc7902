package org.pybridge.testing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pybridge.PyIterator;
import org.pybridge.PyObject;
import org.pybridge.PyValue;

/** A kind of result, made by the function of its name in the module {@code matrix}, and how it is used and found right. */
enum MatrixResult {
    COPIED {
        @Override
        void check(PyValue value, int n) {
            assertThat(value.as(Object.class)).isEqualTo(List.of((long) n, Map.of("n", List.of((long) n))));
        }
    },
    LIVE {
        @Override
        void check(PyValue value, int n) {
            try (PyObject box = (PyObject) value;
                    PyObject before = box.attribute("value");
                    PyObject after = box.callMethod("add", 2)) {
                assertThat(before.as(int.class)).isEqualTo(n);
                assertThat(after.as(int.class)).isEqualTo(n + 2);
            }
        }
    },
    GENERATOR {
        @Override
        void check(PyValue value, int n) {
            List<Integer> all = new ArrayList<>();
            try (PyObject generator = (PyObject) value;
                    PyIterator<Integer> numbers = generator.iterator(Integer.class)) {
                numbers.forEachRemaining(all::add);
            }
            assertThat(all).containsExactly(n, n + 1, n + 2);
        }
    },
    FUTURE,
    ERROR {
        @Override
        void check(PyValue value, int n) {
            throw new AssertionError("no error, but " + value);
        }
    },
    PRINTED;

    /** The name of the function that gives it. */
    final String function = name().toLowerCase(Locale.ROOT);

    /** Uses a value, which must be right. */
    void check(PyValue value, int n) {
        assertThat(value.as(int.class)).isEqualTo(n);
    }

    /** What it prints. */
    String stdout(int n) {
        return this == PRINTED ? "printed " + n + "\n" : "";
    }

    /** What it prints to stderr. */
    String stderr(int n) {
        return this == PRINTED ? "complained " + n + "\n" : "";
    }
}

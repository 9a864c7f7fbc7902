package org.pybridge.cpython;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.pybridge.Python;
import org.pybridge.spi.Backend;
import org.pybridge.testing.EnduranceContract;

/** Interpreters with a state of their own endure. */
class IsolatedEnduranceTest extends EnduranceContract {
    private static Python main;

    @BeforeAll
    static void start() {
        main = Python.builder(Pythons.builder().build()).build();
        // The first one makes the one in which threads rest, which stays.
        Python.builder(Pythons.builder().isolated().build()).build().close();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @Override
    protected Backend backend() {
        return Pythons.builder().isolated().build();
    }

    /** CPython knows them all. */
    @Override
    protected long interpreters() {
        return main.eval("import _interpreters\nlen(_interpreters.list_all())").as(long.class);
    }
}

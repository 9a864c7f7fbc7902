package org.pybridge.examples.sales;

import java.util.function.Consumer;
import org.pybridge.PyModule;
import org.pybridge.arrow.PyTable;

/** The functions of {@code sales.py}. */
@PyModule("sales")
interface Analysis {

    /** Says what each category earned in each month, a row for each; tells its steps. */
    PyTable byMonth(PyTable sales, PyTable products, Consumer<String> progress);

    /** Says what each category will earn in the next month, a row for each. */
    PyTable forecast(PyTable months);

    /** Draws what {@link #byMonth} says, as PNG. */
    byte[] plot(PyTable months);

    /** A row of {@link #byMonth}. */
    record Month(String category, String month, long quantity, double earned) {}

    /** A row of {@link #forecast}. */
    record Forecast(String category, double earned, double growth) {}
}

package org.pybridge.arrow;

import java.time.DateTimeException;
import org.pybridge.ConversionException;

/** Values of a table that do not fit a type of Java's. */
final class Misfits {
    private Misfits() {}

    static IllegalArgumentException missing() {
        return new IllegalArgumentException("the value is missing");
    }

    /** Returns the exception that names column and row. */
    static ConversionException of(TableField field, int row, TypeFit fit, RuntimeException cause) {
        String why = cause instanceof UnsupportedOperationException
                ? "the column is of another type"
                : cause instanceof IllegalArgumentException || cause instanceof MalformedTableException
                        ? String.valueOf(cause.getMessage())
                        : cause instanceof DateTimeException || cause instanceof ArithmeticException
                                ? "it is beyond what Java's type holds: " + cause.getMessage()
                                : "the table is damaged: " + cause;
        if (field.type() instanceof ColumnType.FloatingPoint && fit.isInteger()) {
            why += "; pandas makes floats of ints where one is missing: astype(\"Int64\") keeps them";
        }
        return ConversionException.ofResult(field.type().toString(), fit.name())
                .explained(why, cause)
                .inside("[" + row + "]")
                .inside("." + field.name());
    }
}

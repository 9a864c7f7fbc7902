package org.pybridge.arrow;

import java.lang.reflect.RecordComponent;
import org.pybridge.PyName;
import org.pybridge.internal.support.SnakeCase;

/** The names of columns that components of records are. */
final class ColumnNames {
    private ColumnNames() {}

    static String of(RecordComponent component) {
        PyName given = component.getAnnotation(PyName.class);
        return given != null ? given.value() : SnakeCase.of(component.getName());
    }
}

package org.pybridge.internal.convert.decode;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.Handles;
import org.pybridge.spi.PythonExtension;

/** Decodes what an extension knows as a table to the records of its rows, and everything else element by element. Immutable. */
final class RowsDecoder implements Decoder {
    private final Decoder ofElements;
    private final Decoder copying;
    private final Class<? extends Record> row;
    private final List<PythonExtension> extensions;
    private final Function<@Nullable Object, PyValue> values;

    RowsDecoder(
            Decoder ofElements,
            Class<? extends Record> row,
            List<PythonExtension> extensions,
            Function<@Nullable Object, PyValue> values) {
        this.ofElements = ofElements;
        this.copying = ofElements.copying(Copyable.Form.ELEMENTS);
        this.row = row;
        this.extensions = extensions;
        this.values = values;
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        List<?> rows = natural instanceof PyObject || natural instanceof Map ? rows(natural, levels) : null;
        return rows == null ? copying.decode(natural, levels) : ofElements.decode(rows, levels);
    }

    private @Nullable List<?> rows(Object natural, int levels) {
        PyValue value = values.apply(natural);
        try {
            for (PythonExtension extension : extensions) {
                List<?> rows = extension.rows(value, row);
                if (rows != null) {
                    Handles.closeAtTop(natural, levels);
                    return rows;
                }
            }
            return null;
        } catch (RuntimeException refused) {
            throw ConversionErrors.ofConverter(natural, row.getSimpleName(), refused);
        }
    }
}

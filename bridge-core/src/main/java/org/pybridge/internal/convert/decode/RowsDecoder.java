package org.pybridge.internal.convert.decode;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
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
        boolean isTable = true;
        try {
            List<?> rows = extensions.stream()
                    .<List<?>>map(extension -> extension.rows(value, row))
                    .filter(each -> each != null)
                    .findFirst()
                    .orElse(null);
            isTable = rows != null;
            return rows;
        } catch (BridgeException reported) {
            throw reported;
        } catch (RuntimeException refused) {
            throw ConversionErrors.of(natural, row.getSimpleName())
                    .explained(String.valueOf(refused.getMessage()), refused);
        } finally {
            if (isTable) {
                Handles.closeAtTop(natural, levels);
            }
        }
    }
}

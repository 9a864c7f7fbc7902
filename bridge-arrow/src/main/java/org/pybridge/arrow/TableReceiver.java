package org.pybridge.arrow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyTuple;
import org.pybridge.PyValue;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.SharedMemory;

/** Takes tables from Python: Python writes them to memory of Java's, where they are read in place. */
final class TableReceiver {
    private static final EntryPoint STORE = EntryPoint.of("_pybridge_arrow:store");

    private TableReceiver() {}

    /**
     * Takes a table.
     *
     * @param value an object of Python's that has a table, or a dict of columns
     * @throws IllegalArgumentException when it has none
     */
    static PyTable receive(PyValue value) {
        if (value instanceof LiveObject object) {
            return receive(object);
        }
        if (value.as(Object.class) instanceof Map<?, ?> columns) {
            return PyTable.of(named(columns));
        }
        throw new IllegalArgumentException(
                "it is no table; give a DataFrame, a table of pyarrow's, or a dict of columns");
    }

    private static Map<String, Object> named(Map<?, ?> columns) {
        Map<String, Object> named = new LinkedHashMap<>();
        columns.forEach((name, values) -> {
            if (values instanceof PyValue) {
                throw new IllegalArgumentException(
                        "column \"" + name
                                + "\" is an object that stays in Python, and no list; return a DataFrame, or a list of its values");
            }
            named.put(String.valueOf(name), values);
        });
        return named;
    }

    private static PyTable receive(LiveObject object) {
        if (!object.sharesMemory()) {
            throw new IllegalArgumentException(
                    "this Python has no memory in common with Java; have it return a dict of columns, which are lists");
        }
        List<SharedMemory> memories = new ArrayList<>();
        try {
            LiveObject left = store(object, memories);
            while (left != null) {
                try (LiveObject rest = left) {
                    left = store(rest, memories);
                }
            }
            return PyTable.over(memories);
        } catch (MalformedTableException unsupported) {
            throw new IllegalArgumentException(unsupported.getMessage(), unsupported);
        } catch (RuntimeException failed) {
            memories.forEach(SharedMemory::release);
            throw failed;
        }
    }

    /** Has Python write as much as goes into one region of memory; returns the rest, or null. */
    private static @Nullable LiveObject store(LiveObject object, List<SharedMemory> memories) {
        SharedMemory memory = SharedMemory.empty(0);
        memories.add(memory);
        PyTuple answer = (PyTuple) Objects.requireNonNull(
                object.apply(STORE, ResultMode.VALUE, memory.location().toString()));
        if (answer.get(0) instanceof byte[] bytes) {
            memory.release();
            memories.set(memories.size() - 1, SharedMemory.holding(List.of(ByteBuffer.wrap(bytes))));
        } else {
            memory.measure();
        }
        return (LiveObject) answer.get(1);
    }
}

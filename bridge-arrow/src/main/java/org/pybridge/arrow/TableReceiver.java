package org.pybridge.arrow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.PyTuple;
import org.pybridge.PyValue;
import org.pybridge.PythonException;
import org.pybridge.internal.object.LiveObject;
import org.pybridge.spi.CopyingConverter;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.SharedMemory;

/** Takes tables from Python: Python writes them to memory of Java's, where they are read in place, or sends them in parts. */
final class TableReceiver {
    /** Lets go of a table in Python as soon as it was read. */
    static final CopyingConverter<PyTable> CONVERTER = TableReceiver::receive;

    static final EntryPoint HAS_TABLE = EntryPoint.of("_pybridge_arrow:has_table");
    static final EntryPoint ENCODE = EntryPoint.of("_pybridge_arrow:encode");
    static final EntryPoint ELEMENTS = EntryPoint.of("_pybridge_arrow:elements");

    /** What Python answers where memory was too small for what it wrote; and the most that it writes at once. */
    private static final String NO_ROOM = "no room";

    private static final int REGION = 1 << 30;

    private static final EntryPoint STORE = EntryPoint.of("_pybridge_arrow:store");

    private TableReceiver() {}

    /**
     * Takes a table.
     *
     * @param value an object of Python's that has a table, or a dict of columns
     * @throws IllegalArgumentException when it has none
     */
    private static PyTable receive(PyValue value) {
        if (value instanceof LiveObject object) {
            return receive(object);
        }
        if (value.as(Object.class) instanceof Map<?, ?> columns) {
            return PyTable.of(named(columns));
        }
        throw new IllegalArgumentException(
                "it is no table; give a DataFrame, a table of pyarrow's, or a dict of columns");
    }

    /** Reads a table, or a dict of columns, as records; null where the value is neither. */
    static <R extends Record> @Nullable List<R> rows(PyValue value, Class<R> row) {
        boolean isTable = value instanceof LiveObject live ? isTable(live) : value.as(Object.class) instanceof Map;
        if (!isTable) {
            return null;
        }
        try (PyTable table = receive(value)) {
            return table.rows(row);
        }
    }

    /** A server of Python that lacks this library refuses, or has no such module: it has no tables. */
    private static boolean isTable(LiveObject object) {
        try {
            return Boolean.TRUE.equals(object.apply(HAS_TABLE, ResultMode.VALUE));
        } catch (BridgeException failed) {
            if (failed instanceof PythonException || !failed.mayHaveRun()) {
                return false;
            }
            throw failed;
        }
    }

    private static Map<String, Object> named(Map<?, ?> columns) {
        Map<String, Object> named = new LinkedHashMap<>();
        columns.forEach((name, values) -> named.put(
                String.valueOf(name),
                values instanceof LiveObject kept ? elements(String.valueOf(name), kept) : values));
        return named;
    }

    /** Copies a column that is no list in Python: a memoryview, or an array of numpy's. */
    private static Object elements(String name, LiveObject column) {
        try {
            return Objects.requireNonNull(column.apply(ELEMENTS, ResultMode.VALUE));
        } catch (PythonException refused) {
            throw new IllegalArgumentException(
                    "column \"" + name + "\": " + refused.error().message(), refused);
        }
    }

    private static PyTable receive(LiveObject object) {
        List<SharedMemory> memories = new ArrayList<>();
        boolean complete = false;
        try {
            LiveObject left = take(object, memories);
            while (left != null) {
                try (LiveObject rest = left) {
                    left = take(rest, memories);
                }
            }
            PyTable table = PyTable.over(memories);
            complete = true;
            return table;
        } catch (MalformedTableException unsupported) {
            throw new IllegalArgumentException(unsupported.getMessage(), unsupported);
        } finally {
            if (!complete) {
                memories.forEach(SharedMemory::release);
            }
        }
    }

    /** Takes as much as goes into one region of memory, or one message; returns the rest, or null. */
    private static @Nullable LiveObject take(LiveObject object, List<SharedMemory> memories) {
        if (!object.sharesMemory()) {
            return keep(answer(object.apply(ENCODE, ResultMode.VALUE)), memories);
        }
        PyTuple part = store(object, SharedMemory.empty(0), memories);
        if (!NO_ROOM.equals(part.get(0))) {
            return keep(part, memories);
        }
        try (LiveObject all = Objects.requireNonNull((LiveObject) part.get(1))) {
            // What it takes is known now to be much: where that much room is, possibly on a disk.
            part = store(all, SharedMemory.empty(REGION), memories);
            if (!NO_ROOM.equals(part.get(0))) {
                return keep(part, memories);
            }
            Objects.requireNonNull((LiveObject) part.get(1)).close();
            throw new IllegalArgumentException("there is no room for it in /dev/shm or "
                    + System.getProperty("java.io.tmpdir") + "; make one of them larger, or close tables");
        }
    }

    /** Has Python write into memory, which is kept unless it wrote nothing there. */
    private static PyTuple store(LiveObject object, SharedMemory memory, List<SharedMemory> memories) {
        memories.add(memory);
        PyTuple part =
                answer(object.apply(STORE, ResultMode.VALUE, memory.location().toString()));
        if (part.get(0) != null) {
            memories.remove(memories.size() - 1).release();
        }
        return part;
    }

    private static PyTuple answer(@Nullable Object part) {
        return (PyTuple) Objects.requireNonNull(part);
    }

    /** Keeps what came as bytes; without any, it is in the newest memory. Returns the rest of the table. */
    private static @Nullable LiveObject keep(PyTuple part, List<SharedMemory> memories) {
        LiveObject rest = (LiveObject) part.get(1);
        try {
            if (part.get(0) instanceof byte[] bytes) {
                memories.add(SharedMemory.holding(List.of(ByteBuffer.wrap(bytes))));
            } else {
                memories.get(memories.size() - 1).measure();
            }
            return rest;
        } catch (RuntimeException | Error full) {
            if (rest != null) {
                rest.close();
            }
            throw full;
        }
    }
}

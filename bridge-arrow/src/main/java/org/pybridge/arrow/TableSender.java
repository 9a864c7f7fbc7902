package org.pybridge.arrow;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.MadeValue;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;

/** Passes tables to Python, where a function makes its table of the streams. */
final class TableSender {
    static final EntryPoint RECEIVE = EntryPoint.of("_pybridge_arrow:receive");
    static final EntryPoint CALL = EntryPoint.of("_pybridge_arrow:call");
    private static final EntryPoint RECEIVE_UNTRUSTED = EntryPoint.of("_pybridge_arrow:receive_untrusted");

    private TableSender() {}

    /** Passes a table to an interpreter that sees the memory. */
    static MadeValue shared(PyTable table) {
        return made(
                table,
                memory -> new SharedBuffer(memory, ItemType.UNSIGNED_BYTE, new int[] {memory.size()}, true, false));
    }

    /** Passes a table to an interpreter that is on another machine, or sees no memory of Java's. */
    static MadeValue copied(PyTable table) {
        return made(table, memory -> PyBuffer.of(ItemType.UNSIGNED_BYTE, memory.bytes(), memory.size()));
    }

    private static MadeValue made(PyTable table, Function<SharedMemory, Object> part) {
        return new MadeValue(RECEIVE, table.memories().stream().map(part).toList(), CALL);
    }

    /**
     * Takes, on a server, a table that a client has sent. Its metadata is checked here, and its content by pyarrow where Python has it: what
     * reads it there trusts both. The client has already fitted the call to it.
     *
     * @throws IllegalArgumentException when it is damaged
     */
    static MadeValue received(List<? extends @Nullable Object> parts) {
        for (Object part : parts) {
            if (!(part instanceof PyBuffer buffer)
                    || buffer.itemType() != ItemType.UNSIGNED_BYTE
                    || buffer.shape().length != 1) {
                throw new IllegalArgumentException("a table of something else than bytes");
            }
            try {
                StreamReader.requireHarmless(buffer.bytes());
            } catch (MalformedTableException damaged) {
                throw new IllegalArgumentException("a damaged table: " + damaged.getMessage(), damaged);
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a table of no bytes");
        }
        return new MadeValue(RECEIVE_UNTRUSTED, parts, null);
    }
}

package org.pybridge.arrow;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the values of a column and writes them, one batch after the other. For one thread. */
abstract class ColumnWriter implements ColumnAppender {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final TableField field;
    private final BitBlock present = new BitBlock();
    private int rows;
    private int nulls;
    private boolean broken;

    ColumnWriter(TableField field) {
        this.field = field;
    }

    static ColumnWriter of(TableField field) {
        ColumnType type = field.type();
        if (type instanceof ColumnType.Bool) {
            return new Bools(field);
        } else if (type instanceof ColumnType.Text || type instanceof ColumnType.Binary) {
            return new Strings(field);
        } else if (type instanceof ColumnType.FixedBinary || type instanceof ColumnType.Decimal) {
            return new Wide(field);
        } else if (type instanceof ColumnType.ListOf list) {
            return new Lists(field, of(list.element()));
        } else if (type instanceof ColumnType.Struct struct) {
            return new Structs(
                    field, struct.fields().stream().map(ColumnWriter::of).toList());
        } else if (type instanceof ColumnType.MapOf map) {
            TableField entry = new TableField("entries", new ColumnType.Struct(List.of(map.key(), map.value())), false);
            return new Maps(field, new Structs(entry, List.of(of(map.key()), of(map.value()))));
        }
        return type instanceof ColumnType.Null ? new Nulls(field) : new NumberWriter(field);
    }

    final TableField field() {
        return field;
    }

    /** How many values there are that are not written yet. */
    final int rows() {
        return rows;
    }

    /** How many bytes these values take, roughly. */
    abstract long bytes();

    /** Says how many values are to come, so that their room need not be moved while it grows. */
    void expect(int values) {}

    @Override
    public final void append(@Nullable Object value) {
        try {
            add(value);
        } catch (RuntimeException misfit) {
            // A list may have taken some of its elements.
            broken = true;
            throw misfit;
        }
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            appendNull();
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else {
            put(value);
            added();
        }
    }

    /** Whether a value did not fit. */
    final boolean isBroken() {
        return broken;
    }

    @Override
    public void append(long value) {
        append((Object) value);
    }

    @Override
    public void append(double value) {
        append((Object) value);
    }

    @Override
    public void append(boolean value) {
        append((Object) value);
    }

    final void appendNull() {
        if (!field.nullable()) {
            throw new IllegalArgumentException("a value is missing, and the column is not nullable");
        }
        putNothing();
        if (nulls == 0) {
            present.addOnes(rows);
        }
        present.add(false);
        nulls++;
        rows++;
    }

    /** Counts a value that was put. */
    final void added() {
        if (nulls > 0) {
            present.add(true);
        }
        rows++;
    }

    /** Adds a value to the buffers. */
    abstract void put(Object value);

    /** Adds to the buffers what stands for a missing value. */
    abstract void putNothing();

    /** Writes the buffers behind the validity, and begins anew. */
    abstract void writeBuffers(MessageWriter message);

    /** Writes the values, and begins anew. */
    final void write(MessageWriter message) {
        message.node(rows, nulls);
        writePresent(message);
        rows = 0;
        nulls = 0;
        writeBuffers(message);
    }

    /** Writes which values are there. */
    void writePresent(MessageWriter message) {
        message.buffer(nulls == 0 ? NOTHING : present.take());
    }

    final IllegalArgumentException misfit(Object value) {
        return new IllegalArgumentException(value.getClass().getName() + " does not fit " + field.type());
    }

    private static final class Nulls extends ColumnWriter {
        Nulls(TableField field) {
            super(field);
        }

        @Override
        long bytes() {
            return 0;
        }

        @Override
        void put(Object value) {
            throw misfit(value);
        }

        @Override
        void putNothing() {}

        @Override
        void writeBuffers(MessageWriter message) {}

        @Override
        void writePresent(MessageWriter message) {
            // A column of nothing has no buffer of what is there.
        }
    }

    private static final class Bools extends ColumnWriter {
        private final BitBlock bits = new BitBlock();

        Bools(TableField field) {
            super(field);
        }

        @Override
        long bytes() {
            return rows() / 8;
        }

        @Override
        public void append(boolean value) {
            bits.add(value);
            added();
        }

        @Override
        void put(Object value) {
            if (!(value instanceof Boolean truth)) {
                throw misfit(value);
            }
            bits.add(truth);
        }

        @Override
        void putNothing() {
            bits.add(false);
        }

        @Override
        void writeBuffers(MessageWriter message) {
            message.buffer(bits.take());
        }
    }

    /** What has offsets: each value begins where the one before ends. */
    private abstract static class Varying extends ColumnWriter {
        private final Block offsets = new Block();

        Varying(TableField field) {
            super(field);
        }

        @Override
        long bytes() {
            return offsets.size();
        }

        @Override
        void expect(int values) {
            offsets.expect((values + 1L) * Integer.BYTES);
        }

        /** Says where the next value ends. */
        final void end(int offset) {
            if (offsets.size() == 0) {
                offsets.int32(0);
            }
            offsets.int32(offset);
        }

        final void writeOffsets(MessageWriter message) {
            if (offsets.size() == 0) {
                offsets.int32(0);
            }
            message.buffer(offsets.take());
        }
    }

    /** Texts and bytes. */
    private static final class Strings extends Varying {
        private final Block bytes = new Block();
        private final boolean isText;

        Strings(TableField field) {
            super(field);
            this.isText = field.type() instanceof ColumnType.Text;
        }

        @Override
        long bytes() {
            return super.bytes() + bytes.size();
        }

        @Override
        void put(Object value) {
            if (isText) {
                bytes.utf8(JavaValues.text(value, this));
            } else {
                bytes.bytes(JavaValues.bytes(value, this));
            }
            end(bytes.size());
        }

        @Override
        void putNothing() {
            end(bytes.size());
        }

        @Override
        void writeBuffers(MessageWriter message) {
            writeOffsets(message);
            message.buffer(bytes.take());
        }
    }

    /** Values of a fixed number of bytes that is larger than a long's: decimals, and bytes. */
    private static final class Wide extends ColumnWriter {
        private final Block bytes = new Block();
        private final int width;

        Wide(TableField field) {
            super(field);
            this.width = field.type() instanceof ColumnType.Decimal decimal
                    ? decimal.bits() / Byte.SIZE
                    : ((ColumnType.FixedBinary) field.type()).width();
        }

        @Override
        long bytes() {
            return bytes.size();
        }

        @Override
        void put(Object value) {
            if (field().type() instanceof ColumnType.Decimal decimal) {
                JavaValues.decimal(value, decimal, this, bytes);
                return;
            }
            byte[] content = JavaValues.bytes(value, this);
            if (content.length != width) {
                throw new IllegalArgumentException("there are " + content.length + " bytes instead of " + width);
            }
            bytes.bytes(content);
        }

        @Override
        void putNothing() {
            bytes.fill(width, (byte) 0);
        }

        @Override
        void writeBuffers(MessageWriter message) {
            message.buffer(bytes.take());
        }
    }

    private static final class Lists extends Varying {
        private final ColumnWriter elements;

        Lists(TableField field, ColumnWriter elements) {
            super(field);
            this.elements = elements;
        }

        @Override
        long bytes() {
            return super.bytes() + elements.bytes();
        }

        @Override
        void put(Object value) {
            Collection<?> list = JavaValues.elements(value, this);
            list.forEach(elements::append);
            end(elements.rows());
        }

        @Override
        void putNothing() {
            end(elements.rows());
        }

        @Override
        void writeBuffers(MessageWriter message) {
            writeOffsets(message);
            elements.write(message);
        }
    }

    private static final class Structs extends ColumnWriter {
        private final List<ColumnWriter> parts;
        private @Nullable RecordColumns known;

        Structs(TableField field, List<ColumnWriter> parts) {
            super(field);
            this.parts = parts;
        }

        @Override
        long bytes() {
            return parts.stream().mapToLong(ColumnWriter::bytes).sum();
        }

        @Override
        void put(Object value) {
            if (value instanceof Record row) {
                putRecord(row);
                return;
            }
            if (!(value instanceof Map<?, ?> map)) {
                throw misfit(value);
            }
            List<?> values = JavaValues.parts(map, (ColumnType.Struct) field().type());
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).append(values.get(i));
            }
        }

        private void putRecord(Record row) {
            RecordColumns columns = known;
            if (columns == null || columns.type() != row.getClass()) {
                columns = RecordColumns.of(row.getClass());
                if (!columns.names()
                        .equals(parts.stream().map(part -> part.field().name()).toList())) {
                    throw misfit(row);
                }
                known = columns;
            }
            columns.append(row, parts);
        }

        void put(@Nullable Object key, @Nullable Object value) {
            parts.get(0).append(key);
            parts.get(1).append(value);
            added();
        }

        @Override
        void putNothing() {
            parts.forEach(ColumnWriter::appendPlaceholder);
        }

        @Override
        void writeBuffers(MessageWriter message) {
            parts.forEach(part -> part.write(message));
        }
    }

    private static final class Maps extends Varying {
        private final Structs entries;

        Maps(TableField field, Structs entries) {
            super(field);
            this.entries = entries;
        }

        @Override
        long bytes() {
            return super.bytes() + entries.bytes();
        }

        @Override
        void put(Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                throw misfit(value);
            }
            map.forEach(entries::put);
            end(entries.rows());
        }

        @Override
        void putNothing() {
            end(entries.rows());
        }

        @Override
        void writeBuffers(MessageWriter message) {
            writeOffsets(message);
            entries.write(message);
        }
    }

    /** Adds a value that nobody looks at, because what it is a part of is missing. */
    private void appendPlaceholder() {
        putNothing();
        added();
    }
}

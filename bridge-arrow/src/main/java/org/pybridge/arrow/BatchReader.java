package org.pybridge.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.pybridge.arrow.ColumnType.Offsets;

/** Makes the vectors of one batch, over its memory. Used once. */
final class BatchReader {
    /** How many values a byte may stand for, if that is asked: eight of one bit each, in eight columns around them. */
    private static final long MOST_OF_A_BYTE = 64;

    private static final long MOST_WITHOUT_BYTES = 1 << 16;

    private final RecordBatch batch;
    private final ByteBuffer body;
    private final Map<Long, Vector> dictionaries;
    private long valuesLeft;
    private int node;
    private int buffer;
    private int variadic;

    /**
     * Begins to read.
     *
     * @param body the memory that the batch's offsets are relative to
     * @param dictionaries values by the number of their dictionary
     * @param trusted whether there may be any number of values that no bytes stand behind
     */
    BatchReader(RecordBatch batch, ByteBuffer body, Map<Long, Vector> dictionaries, boolean trusted) {
        if (batch.compression() != null) {
            throw new MalformedTableException("its buffers are compressed, which is not supported; write them plain");
        }
        this.batch = batch;
        this.body = body;
        this.dictionaries = dictionaries;
        this.valuesLeft = trusted ? Long.MAX_VALUE : MOST_OF_A_BYTE * body.capacity() + MOST_WITHOUT_BYTES;
    }

    /** Reads the next column. */
    Vector column(TableField field, Field metadata, int rows) {
        try {
            Vector column = vector(field, metadata);
            if (column.size() != rows) {
                throw new MalformedTableException("it has " + column.size() + " values in a batch of " + rows);
            }
            return column;
        } catch (RuntimeException damaged) {
            throw MalformedTableException.inColumn(field.name(), damaged);
        }
    }

    /** Reads the values of a dictionary. */
    Vector values(ColumnType type, Field metadata) {
        return plain(type, metadata);
    }

    private Vector vector(TableField field, Field metadata) {
        if (!(field.type() instanceof ColumnType.Dictionary dictionary)) {
            return plain(field.type(), metadata);
        }
        Vector indexes = plain(dictionary.index(), metadata);
        long id = metadata.dictionary().id();
        Vector values = dictionaries.get(id);
        if (values == null && indexes.size() > 0) {
            throw new MalformedTableException("its dictionary, number " + id + ", is missing");
        }
        return values == null ? new Vectors.Nothing(0) : new Vectors.Indexed(indexes.size(), indexes, values);
    }

    private Vector plain(ColumnType type, Field metadata) {
        FieldNode next = node < batch.nodesLength() ? batch.nodes(node) : null;
        if (next == null) {
            throw new MalformedTableException("its metadata is missing");
        }
        node++;
        long length = next.length();
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new MalformedTableException("its length is " + length);
        }
        valuesLeft -= length;
        if (valuesLeft < 0) {
            throw new MalformedTableException("its " + length + " values are more than its bytes can stand for");
        }
        int size = (int) length;
        if (type instanceof ColumnType.Null) {
            return new Vectors.Nothing(size);
        }
        Bits present = present(size, next.nullCount());
        return SchemaReader.hasParts(type) ? container(type, metadata, size, present) : scalars(type, size, present);
    }

    private @Nullable Bits present(int size, long nulls) {
        ByteBuffer bits = next(0);
        if (nulls == 0 || bits.capacity() == 0) {
            return null;
        }
        require(bits, (size + 7L) / 8);
        return new Bits(bits);
    }

    private Vector scalars(ColumnType type, int size, @Nullable Bits present) {
        if (type instanceof ColumnType.Bool) {
            return new Vectors.Booleans(size, present, new Bits(next((size + 7L) / 8)));
        } else if (type instanceof ColumnType.Int number) {
            return new Vectors.Integers(size, present, next(size, number.bits()), number);
        } else if (type instanceof ColumnType.FloatingPoint number) {
            return new Vectors.Doubles(size, present, next(size, number.bits()), number.bits());
        } else if (type instanceof ColumnType.Decimal number) {
            return Vectors.decimals(size, present, next(size, number.bits()), number);
        } else if (type instanceof ColumnType.Text text) {
            return Vectors.texts(size, present, slices(text.offsets(), size));
        } else if (type instanceof ColumnType.Binary bytes) {
            return Vectors.binaries(size, present, slices(bytes.offsets(), size));
        } else if (type instanceof ColumnType.FixedBinary bytes) {
            ByteBuffer data = next((long) size * bytes.width());
            return Vectors.binaries(size, present, Vectors.fixed(data, bytes.width()));
        } else if (type instanceof ColumnType.Date date) {
            return Vectors.dates(size, present, next(size, date.inMilliseconds() ? Long.SIZE : Integer.SIZE), date);
        } else if (type instanceof ColumnType.Time time) {
            return Vectors.times(size, present, next(size, time.bits()), time);
        } else if (type instanceof ColumnType.Timestamp time) {
            return Vectors.timestamps(size, present, next(size, Long.SIZE), time);
        }
        return Vectors.spans(size, present, next(size, Long.SIZE), ((ColumnType.Span) type).unit());
    }

    private Vectors.Slices slices(Offsets offsets, int size) {
        if (offsets != Offsets.VIEW) {
            Vectors.Ranges ranges = ranges(offsets, size);
            return Vectors.packed(ranges, next(0));
        }
        ByteBuffer views = next((long) size * 16);
        if (variadic >= batch.variadicBufferCountsLength()) {
            throw new MalformedTableException("the number of its buffers is missing");
        }
        long count = batch.variadicBufferCounts(variadic++);
        List<ByteBuffer> data = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            data.add(next(0));
        }
        return Vectors.viewed(views, data);
    }

    private Vectors.Ranges ranges(Offsets offsets, int size) {
        long width = offsets == Offsets.INT64 ? Long.BYTES : Integer.BYTES;
        // A writer may leave out the only offset of nothing.
        return new Vectors.Ranges(next(size == 0 ? 0 : (size + 1L) * width), offsets);
    }

    private Vector container(ColumnType type, Field metadata, int size, @Nullable Bits present) {
        if (type instanceof ColumnType.ListOf list) {
            Vectors.Ranges ranges = ranges(list.offsets(), size);
            return Vectors.lists(size, present, ranges, part(list.element(), metadata, 0));
        } else if (type instanceof ColumnType.FixedList list) {
            Vector elements = part(list.element(), metadata, 0);
            if (elements.size() < (long) size * list.size()) {
                throw new MalformedTableException("its lists have too few elements");
            }
            return Vectors.fixedLists(size, present, list.size(), elements);
        } else if (type instanceof ColumnType.Struct struct) {
            return struct(struct, metadata, size, present);
        }
        return map((ColumnType.MapOf) type, metadata, size, present);
    }

    private Vector struct(ColumnType.Struct type, Field metadata, int size, @Nullable Bits present) {
        List<Vector> parts = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            Vector part = part(type.fields().get(i), metadata, i);
            if (part.size() < size) {
                throw new MalformedTableException("a part has " + part.size() + " values of " + size);
            }
            parts.add(part);
        }
        return Vectors.structs(size, present, type.fields(), parts);
    }

    private Vector map(ColumnType.MapOf type, Field metadata, int size, @Nullable Bits present) {
        Vectors.Ranges ranges = ranges(Offsets.INT32, size);
        Field entries = SchemaReader.child(metadata, 0);
        node++;
        next(0);
        Vector keys = part(type.key(), entries, 0);
        return Vectors.maps(size, present, ranges, keys, part(type.value(), entries, 1));
    }

    private Vector part(TableField field, Field metadata, int index) {
        return vector(field, SchemaReader.child(metadata, index));
    }

    private ByteBuffer next(int size, int bits) {
        return next((long) size * bits / Byte.SIZE);
    }

    /** Returns the next buffer, which has at least that many bytes. */
    private ByteBuffer next(long needed) {
        Buffer next = buffer < batch.buffersLength() ? batch.buffers(buffer) : null;
        if (next == null) {
            throw new MalformedTableException("a buffer is missing");
        }
        buffer++;
        long offset = next.offset();
        long length = next.length();
        if (offset < 0 || length < 0 || length > body.capacity() || offset > body.capacity() - length) {
            throw new MalformedTableException("a buffer of " + length + " bytes at " + offset
                    + " lies outside of the batch's " + body.capacity() + " bytes");
        }
        ByteBuffer content = body.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
        require(content, needed);
        return content;
    }

    private static void require(ByteBuffer buffer, long needed) {
        if (buffer.capacity() < needed) {
            throw new MalformedTableException(
                    "a buffer has " + buffer.capacity() + " bytes, and " + needed + " are needed");
        }
    }
}

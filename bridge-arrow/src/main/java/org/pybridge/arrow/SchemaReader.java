package org.pybridge.arrow;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;
import org.pybridge.arrow.ColumnType.Offsets;
import org.pybridge.arrow.ColumnType.Unit;

/**
 * Reads the columns' types from the metadata of Arrow's IPC format. In damaged or hostile metadata many places can be the same one, so that few
 * bytes say much: what is read is bounded. Used once.
 */
final class SchemaReader {
    private static final int DEEPEST = 64;
    private static final int MOST_FIELDS = 100_000;
    private static final int MOST_NAMES = 16 << 20;

    /** What pyarrow below 14.0.1 makes objects of by running what the metadata says. */
    private static final String PICKLED = "arrow.py_extension_type";

    private static final String EXTENSION = "ARROW:extension:name";

    private static final int MOST_METADATA = 1000;

    private final Map<Long, DictionaryField> dictionaries = new HashMap<>();
    private int fields;
    private int names;

    /** Reads the fields of a schema. */
    List<TableField> fields(Schema schema) {
        if (schema.endianness() != Endianness.Little) {
            throw new MalformedTableException("its numbers are big-endian, which is not supported");
        }
        List<TableField> read = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            read.add(field(schema.fields(i), DEEPEST));
        }
        return List.copyOf(read);
    }

    /** Returns the fields that have a dictionary, by the dictionary's number. */
    Map<Long, DictionaryField> dictionaries() {
        return dictionaries;
    }

    /**
     * A field whose values are in a dictionary.
     *
     * @param metadata the field
     * @param values what the dictionary has
     */
    record DictionaryField(Field metadata, ColumnType values) {}

    private TableField field(@Nullable Field field, int levels) {
        if (levels == 0) {
            throw new MalformedTableException("its type has more than " + DEEPEST + " levels");
        }
        if (field == null) {
            throw new MalformedTableException("a field is missing");
        }
        String name = name(field);
        requireNotPickled(field);
        try {
            ColumnType type = type(field, levels - 1);
            if (field.childrenLength() > 0 && !hasParts(type)) {
                throw new MalformedTableException("its type " + type + " has no parts, and the table has some of it");
            }
            if (field.dictionary() == null) {
                return new TableField(name, type, field.nullable());
            }
            dictionaries.put(field.dictionary().id(), new DictionaryField(field, type));
            return new TableField(name, dictionary(field, type), field.nullable());
        } catch (MalformedTableException | IllegalArgumentException misfit) {
            throw MalformedTableException.inColumn(name, misfit);
        }
    }

    private String name(Field field) {
        ByteBuffer bytes = field.nameAsByteBuffer();
        names += bytes == null ? 0 : bytes.remaining();
        if (++fields > MOST_FIELDS || names < 0 || names > MOST_NAMES) {
            throw new MalformedTableException("it has more than " + MOST_FIELDS
                    + " columns and parts of columns, or names of more than " + MOST_NAMES + " bytes");
        }
        return Objects.requireNonNullElse(field.name(), "");
    }

    private static void requireNotPickled(Field field) {
        if (field.customMetadataLength() > MOST_METADATA) {
            throw new MalformedTableException("a field has more than " + MOST_METADATA + " entries of metadata");
        }
        for (int i = 0; i < field.customMetadataLength(); i++) {
            KeyValue entry = field.customMetadata(i);
            if (entry != null
                    && isText(EXTENSION, entry.keyAsByteBuffer())
                    && isText(PICKLED, entry.valueAsByteBuffer())) {
                throw new MalformedTableException("its type is " + PICKLED
                        + ", which Python code would have to make; define an ExtensionType in Python");
            }
        }
    }

    private static boolean isText(String text, @Nullable ByteBuffer bytes) {
        return bytes != null && bytes.equals(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static ColumnType dictionary(Field field, ColumnType values) {
        org.apache.arrow.flatbuf.Int index = field.dictionary().indexType();
        // The format's default.
        ColumnType.Int type = index == null ? new ColumnType.Int(32, true) : integer(index);
        return new ColumnType.Dictionary(type, values);
    }

    private static ColumnType.Int integer(org.apache.arrow.flatbuf.Int type) {
        return new ColumnType.Int(type.bitWidth(), type.isSigned());
    }

    private ColumnType type(Field field, int levels) {
        return switch (field.typeType()) {
            case Type.Null -> new ColumnType.Null();
            case Type.Bool -> ColumnType.BOOL;
            case Type.Int -> integer(read(field, new org.apache.arrow.flatbuf.Int()));
            case Type.FloatingPoint -> floating(read(field, new org.apache.arrow.flatbuf.FloatingPoint()));
            case Type.Decimal -> decimal(read(field, new org.apache.arrow.flatbuf.Decimal()));
            case Type.Utf8 -> ColumnType.TEXT;
            case Type.LargeUtf8 -> new ColumnType.Text(Offsets.INT64);
            case Type.Utf8View -> new ColumnType.Text(Offsets.VIEW);
            case Type.Binary -> ColumnType.BINARY;
            case Type.LargeBinary -> new ColumnType.Binary(Offsets.INT64);
            case Type.BinaryView -> new ColumnType.Binary(Offsets.VIEW);
            case Type.FixedSizeBinary -> fixedBinary(read(field, new org.apache.arrow.flatbuf.FixedSizeBinary()));
            default -> timeOrContainer(field, levels);
        };
    }

    private ColumnType timeOrContainer(Field field, int levels) {
        return switch (field.typeType()) {
            case Type.Date ->
                new ColumnType.Date(
                        read(field, new org.apache.arrow.flatbuf.Date()).unit() == DateUnit.MILLISECOND);
            case Type.Time ->
                new ColumnType.Time(
                        unit(read(field, new org.apache.arrow.flatbuf.Time()).unit()));
            case Type.Timestamp -> timestamp(read(field, new org.apache.arrow.flatbuf.Timestamp()));
            case Type.Duration ->
                new ColumnType.Span(unit(
                        read(field, new org.apache.arrow.flatbuf.Duration()).unit()));
            case Type.List -> new ColumnType.ListOf(field(onlyChild(field), levels), Offsets.INT32);
            case Type.LargeList -> new ColumnType.ListOf(field(onlyChild(field), levels), Offsets.INT64);
            case Type.FixedSizeList ->
                fixedList(field, levels, read(field, new org.apache.arrow.flatbuf.FixedSizeList()));
            case Type.Struct_ -> struct(field, levels);
            case Type.Map -> map(field(onlyChild(field), levels));
            default ->
                throw new MalformedTableException("its type is Arrow's " + name(field.typeType())
                        + ", which is not supported; cast it in Python");
        };
    }

    private static String name(byte type) {
        return type >= 0 && type < Type.names.length ? Type.name(type) : "number " + type;
    }

    static Field child(Field field, int index) {
        if (index >= field.childrenLength()) {
            throw new MalformedTableException("a part of its type is missing");
        }
        return field.children(index);
    }

    static boolean hasParts(ColumnType type) {
        return type instanceof ColumnType.ListOf
                || type instanceof ColumnType.FixedList
                || type instanceof ColumnType.Struct
                || type instanceof ColumnType.MapOf;
    }

    private static Field onlyChild(Field field) {
        if (field.childrenLength() != 1) {
            throw new MalformedTableException("its type has " + field.childrenLength() + " parts instead of one");
        }
        return field.children(0);
    }

    private static ColumnType floating(org.apache.arrow.flatbuf.FloatingPoint type) {
        return switch (type.precision()) {
            case Precision.HALF -> new ColumnType.FloatingPoint(16);
            case Precision.SINGLE -> ColumnType.FLOAT32;
            default -> ColumnType.FLOAT64;
        };
    }

    private static ColumnType decimal(org.apache.arrow.flatbuf.Decimal type) {
        return new ColumnType.Decimal(type.bitWidth(), type.precision(), type.scale());
    }

    private static ColumnType fixedBinary(org.apache.arrow.flatbuf.FixedSizeBinary type) {
        return new ColumnType.FixedBinary(notNegative(type.byteWidth()));
    }

    private ColumnType fixedList(Field field, int levels, org.apache.arrow.flatbuf.FixedSizeList type) {
        return new ColumnType.FixedList(field(onlyChild(field), levels), notNegative(type.listSize()));
    }

    private static int notNegative(int size) {
        if (size < 0) {
            throw new MalformedTableException("its size is " + size);
        }
        return size;
    }

    private static ColumnType timestamp(org.apache.arrow.flatbuf.Timestamp type) {
        String zone = type.timezone();
        return new ColumnType.Timestamp(unit(type.unit()), zone == null || zone.isEmpty() ? null : zone);
    }

    private ColumnType struct(Field field, int levels) {
        List<TableField> parts = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            parts.add(field(field.children(i), levels));
        }
        return new ColumnType.Struct(parts);
    }

    private static ColumnType map(TableField entries) {
        if (!(entries.type() instanceof ColumnType.Struct pair) || pair.fields().size() != 2) {
            throw new MalformedTableException("a map whose entries are " + entries.type());
        }
        return new ColumnType.MapOf(pair.fields().get(0), pair.fields().get(1));
    }

    private static Unit unit(short unit) {
        if (unit < 0 || unit >= Unit.values().length) {
            throw new MalformedTableException("its unit has the number " + unit);
        }
        return Unit.values()[unit];
    }

    private static <T extends Table> T read(Field field, T type) {
        if (field.type(type) == null) {
            throw new MalformedTableException("its type is missing");
        }
        return type;
    }
}

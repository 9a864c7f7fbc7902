package org.pybridge.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.pybridge.arrow.ColumnType.Offsets;

/** Writes the columns' types as the metadata of Arrow's IPC format. Used once. */
final class SchemaWriter {
    private final FlatBufferBuilder builder;

    SchemaWriter(FlatBufferBuilder builder) {
        this.builder = builder;
    }

    int schema(List<TableField> fields) {
        int[] offsets = fields.stream().mapToInt(this::field).toArray();
        int vector = Schema.createFieldsVector(builder, offsets);
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, vector);
        return Schema.endSchema(builder);
    }

    private int field(TableField field) {
        int[] children = children(field.type()).stream().mapToInt(this::field).toArray();
        int vector = Field.createChildrenVector(builder, children);
        int name = builder.createString(field.name());
        int type = type(field.type());
        Field.startField(builder);
        Field.addName(builder, name);
        Field.addNullable(builder, field.nullable());
        Field.addTypeType(builder, kind(field.type()));
        Field.addType(builder, type);
        Field.addChildren(builder, vector);
        return Field.endField(builder);
    }

    private static List<TableField> children(ColumnType type) {
        if (type instanceof ColumnType.ListOf list) {
            return List.of(list.element());
        }
        if (type instanceof ColumnType.Struct struct) {
            return struct.fields();
        }
        if (type instanceof ColumnType.MapOf map) {
            ColumnType entry = new ColumnType.Struct(List.of(map.key(), map.value()));
            return List.of(new TableField("entries", entry, false));
        }
        return List.of();
    }

    private static byte kind(ColumnType type) {
        if (type instanceof ColumnType.Null) {
            return Type.Null;
        } else if (type instanceof ColumnType.Bool) {
            return Type.Bool;
        } else if (type instanceof ColumnType.Int) {
            return Type.Int;
        } else if (type instanceof ColumnType.FloatingPoint) {
            return Type.FloatingPoint;
        } else if (type instanceof ColumnType.Decimal) {
            return Type.Decimal;
        } else if (type instanceof ColumnType.Text) {
            return Type.Utf8;
        } else if (type instanceof ColumnType.Binary) {
            return Type.Binary;
        } else if (type instanceof ColumnType.FixedBinary) {
            return Type.FixedSizeBinary;
        } else if (type instanceof ColumnType.Date) {
            return Type.Date;
        } else if (type instanceof ColumnType.Time) {
            return Type.Time;
        } else if (type instanceof ColumnType.Timestamp) {
            return Type.Timestamp;
        } else if (type instanceof ColumnType.Span) {
            return Type.Duration;
        } else if (type instanceof ColumnType.Struct) {
            return Type.Struct_;
        }
        return type instanceof ColumnType.MapOf ? Type.Map : Type.List;
    }

    private int type(ColumnType type) {
        if (type instanceof ColumnType.Int number) {
            return org.apache.arrow.flatbuf.Int.createInt(builder, number.bits(), number.signed());
        } else if (type instanceof ColumnType.FloatingPoint number) {
            short precision =
                    number.bits() == 64 ? Precision.DOUBLE : number.bits() == 32 ? Precision.SINGLE : Precision.HALF;
            return org.apache.arrow.flatbuf.FloatingPoint.createFloatingPoint(builder, precision);
        } else if (type instanceof ColumnType.Decimal number) {
            return org.apache.arrow.flatbuf.Decimal.createDecimal(
                    builder, number.precision(), number.scale(), number.bits());
        } else if (type instanceof ColumnType.FixedBinary bytes) {
            return org.apache.arrow.flatbuf.FixedSizeBinary.createFixedSizeBinary(builder, bytes.width());
        } else if (type instanceof ColumnType.Date date) {
            return org.apache.arrow.flatbuf.Date.createDate(
                    builder, date.inMilliseconds() ? DateUnit.MILLISECOND : DateUnit.DAY);
        } else if (type instanceof ColumnType.Time time) {
            return org.apache.arrow.flatbuf.Time.createTime(
                    builder, (short) time.unit().ordinal(), time.bits());
        } else if (type instanceof ColumnType.Timestamp time) {
            int zone = time.zone() == null ? 0 : builder.createString(time.zone());
            return org.apache.arrow.flatbuf.Timestamp.createTimestamp(
                    builder, (short) time.unit().ordinal(), zone);
        } else if (type instanceof ColumnType.Span span) {
            return org.apache.arrow.flatbuf.Duration.createDuration(
                    builder, (short) span.unit().ordinal());
        }
        return withoutParameters(type);
    }

    private int withoutParameters(ColumnType type) {
        if (type instanceof ColumnType.Null) {
            org.apache.arrow.flatbuf.Null.startNull(builder);
        } else if (type instanceof ColumnType.Bool) {
            org.apache.arrow.flatbuf.Bool.startBool(builder);
        } else if (type instanceof ColumnType.Text) {
            org.apache.arrow.flatbuf.Utf8.startUtf8(builder);
        } else if (type instanceof ColumnType.Binary) {
            org.apache.arrow.flatbuf.Binary.startBinary(builder);
        } else if (type instanceof ColumnType.Struct) {
            org.apache.arrow.flatbuf.Struct_.startStruct_(builder);
        } else if (type instanceof ColumnType.MapOf) {
            return org.apache.arrow.flatbuf.Map.createMap(builder, false);
        } else {
            org.apache.arrow.flatbuf.List.startList(builder);
        }
        return builder.endTable();
    }

    /** Refuses the types that tables made in Java cannot have. */
    static void requireWritable(TableField field) {
        ColumnType type = field.type();
        boolean isOther = type instanceof ColumnType.Dictionary
                || type instanceof ColumnType.FixedList
                || (type instanceof ColumnType.FloatingPoint number && number.bits() == 16)
                || (type instanceof ColumnType.Decimal decimal && decimal.bits() < 128)
                || (type instanceof ColumnType.Text text && text.offsets() != Offsets.INT32)
                || (type instanceof ColumnType.Binary binary && binary.offsets() != Offsets.INT32)
                || (type instanceof ColumnType.ListOf list && list.offsets() != Offsets.INT32);
        if (isOther) {
            throw new IllegalArgumentException("column \"" + field.name() + "\" is of type " + type
                    + ", which is read only; choose a type that ColumnType has a constant or a method for");
        }
        children(type).forEach(SchemaWriter::requireWritable);
    }
}

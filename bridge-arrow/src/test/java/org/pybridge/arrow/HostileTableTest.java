package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Null;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams in which few bytes say very much, or that other readers see otherwise: a server must take neither from its clients. */
@Timeout(20)
class HostileTableTest {

    /** Makes metadata in which what is said once can be meant many times. */
    private interface Schemas {
        int[] fields(FlatBufferBuilder metadata);
    }

    private static int nothing(FlatBufferBuilder metadata, int name, int custom) {
        Null.startNull(metadata);
        int type = Null.endNull(metadata);
        return field(metadata, name, Type.Null, type, 0, custom);
    }

    private static int field(FlatBufferBuilder metadata, int name, byte kind, int type, int children, int custom) {
        Field.startField(metadata);
        Field.addName(metadata, name);
        Field.addNullable(metadata, true);
        Field.addTypeType(metadata, kind);
        Field.addType(metadata, type);
        if (children != 0) {
            Field.addChildren(metadata, children);
        }
        if (custom != 0) {
            Field.addCustomMetadata(metadata, custom);
        }
        return Field.endField(metadata);
    }

    private static ByteBuffer stream(Schemas schemas, long rows, long... nodes) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        FlatBufferBuilder schema = new FlatBufferBuilder();
        int fields = Schema.createFieldsVector(schema, schemas.fields(schema));
        Schema.startSchema(schema);
        Schema.addFields(schema, fields);
        write(schema, MessageHeader.Schema, Schema.endSchema(schema), stream);
        if (nodes.length > 0) {
            FlatBufferBuilder batch = new FlatBufferBuilder();
            RecordBatch.startNodesVector(batch, nodes.length);
            for (int i = nodes.length; i-- > 0; ) {
                FieldNode.createFieldNode(batch, nodes[i], 0);
            }
            int vector = batch.endVector();
            RecordBatch.startBuffersVector(batch, nodes.length);
            for (int i = 0; i < nodes.length; i++) {
                org.apache.arrow.flatbuf.Buffer.createBuffer(batch, 0, 0);
            }
            int buffers = batch.endVector();
            RecordBatch.startRecordBatch(batch);
            RecordBatch.addLength(batch, rows);
            RecordBatch.addNodes(batch, vector);
            RecordBatch.addBuffers(batch, buffers);
            write(batch, MessageHeader.RecordBatch, RecordBatch.endRecordBatch(batch), stream);
        }
        return ByteBuffer.wrap(stream.toByteArray());
    }

    private static void write(FlatBufferBuilder builder, byte kind, int header, ByteArrayOutputStream to) {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, kind);
        Message.addHeader(builder, header);
        builder.finish(Message.endMessage(builder));
        byte[] message = builder.sizedByteArray();
        byte[] padded = Arrays.copyOf(message, (message.length + 7) / 8 * 8);
        to.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(-1)
                .putInt(padded.length)
                .array());
        to.writeBytes(padded);
    }

    private static void refuses(ByteBuffer stream, String why) {
        assertThatThrownBy(() -> StreamReader.requireHarmless(stream))
                .isInstanceOf(MalformedTableException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTypeWhosePartsAreTheSameAgainAndAgain() {
        refuses(
                stream(
                        metadata -> {
                            int name = metadata.createString("n");
                            int field = nothing(metadata, name, 0);
                            for (int i = 0; i < 60; i++) {
                                int twice = Field.createChildrenVector(metadata, new int[] {field, field});
                                Struct_.startStruct_(metadata);
                                int type = Struct_.endStruct_(metadata);
                                field = field(metadata, name, Type.Struct_, type, twice, 0);
                            }
                            return new int[] {field};
                        },
                        0),
                "more than 100000 columns");
    }

    @Test
    void aLongNameForManyColumns() {
        refuses(
                stream(
                        metadata -> {
                            int field = nothing(metadata, metadata.createString("n".repeat(1 << 20)), 0);
                            int[] fields = new int[50_000];
                            Arrays.fill(fields, field);
                            return fields;
                        },
                        0),
                "names of more than");
    }

    @Test
    void partsOfWhatHasNone() {
        refuses(
                stream(
                        metadata -> {
                            int name = metadata.createString("n");
                            int child = Field.createChildrenVector(metadata, new int[] {nothing(metadata, name, 0)});
                            Null.startNull(metadata);
                            int type = Null.endNull(metadata);
                            return new int[] {field(metadata, name, Type.Null, type, child, 0)};
                        },
                        0),
                "has no parts");
    }

    @Test
    void valuesWithoutBytes() {
        Schemas column = metadata -> new int[] {nothing(metadata, metadata.createString("n"), 0)};
        refuses(stream(column, Integer.MAX_VALUE, Integer.MAX_VALUE), "more than its bytes");
        refuses(
                stream(
                        metadata -> {
                            int name = metadata.createString("n");
                            int child = Field.createChildrenVector(metadata, new int[] {nothing(metadata, name, 0)});
                            int type = FixedSizeList.createFixedSizeList(metadata, 1 << 30);
                            return new int[] {field(metadata, name, Type.FixedSizeList, type, child, 0)};
                        },
                        1,
                        1,
                        1 << 30),
                "more than its bytes");
        assertThatNoException().isThrownBy(() -> StreamReader.requireHarmless(stream(column, 1000, 1000)));
    }

    @Test
    void aTypeThatPythonWouldHaveToRun() {
        refuses(
                stream(
                        metadata -> {
                            int entry = KeyValue.createKeyValue(
                                    metadata,
                                    metadata.createString("ARROW:extension:name"),
                                    metadata.createString("arrow.py_extension_type"));
                            int custom = Field.createCustomMetadataVector(metadata, new int[] {entry});
                            return new int[] {nothing(metadata, metadata.createString("n"), custom)};
                        },
                        0),
                "py_extension_type");
    }

    @Test
    void anOlderFormat() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (PyTable table = PyTable.of(Map.of("n", new int[] {1}))) {
            table.writeTo(stream);
        }
        ByteBuffer old = ByteBuffer.wrap(stream.toByteArray()).position(4).slice();
        refuses(old, "before 0.15");
        try (PyTable table = PyTable.read(old)) {
            assertThat(table.rowCount()).isEqualTo(1);
        }
    }

    static Stream<Path> golden() throws IOException {
        List<String> unsupported = List.of("interval", "union", "list_view", "run_end");
        return Files.list(Path.of("src/test/resources/golden"))
                .filter(file -> file.toString().endsWith(".stream"))
                .filter(file -> unsupported.stream().noneMatch(file.toString()::contains));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatOthersWriteIsHarmless(Path file) throws IOException {
        StreamReader.requireHarmless(ByteBuffer.wrap(Files.readAllBytes(file)));
    }
}

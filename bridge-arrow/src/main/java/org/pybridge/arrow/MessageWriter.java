package org.pybridge.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * Writes one batch of rows as a stream of Arrow's IPC format: schema, batch, end. Buffers begin at multiples of 64 bytes. Used once.
 *
 * <p>Source: Apache Arrow, "Arrow Columnar Format" 1.5, sections "Encapsulated message format" and "IPC streaming format".
 */
final class MessageWriter {
    private static final int ALIGNMENT = 64;
    private static final int CONTINUATION = -1;
    private static final int PREFIX = 2 * Integer.BYTES;

    private final List<long[]> nodes = new ArrayList<>();
    private final List<long[]> buffers = new ArrayList<>();
    private final List<ByteBuffer> body = new ArrayList<>();
    private long bodySize;

    /** Adds a field of the batch, in front of its buffers and its parts. */
    void node(int length, int nulls) {
        nodes.add(new long[] {length, nulls});
    }

    /** Adds the next buffer of the field. */
    void buffer(ByteBuffer content) {
        buffers.add(new long[] {bodySize, content.remaining()});
        body.add(content);
        bodySize += content.remaining();
        pad(bodySize, body);
        bodySize = aligned(bodySize);
    }

    /** Returns the stream in pieces. */
    List<ByteBuffer> stream(List<TableField> fields, int rows) {
        List<ByteBuffer> pieces = new ArrayList<>();
        FlatBufferBuilder schema = new FlatBufferBuilder();
        metadata(schema, MessageHeader.Schema, new SchemaWriter(schema).schema(fields), 0, pieces);
        FlatBufferBuilder batch = new FlatBufferBuilder();
        metadata(batch, MessageHeader.RecordBatch, batch(batch, rows), bodySize, pieces);
        pieces.addAll(body);
        pieces.add(int32s(CONTINUATION, 0));
        return pieces;
    }

    private int batch(FlatBufferBuilder builder, int rows) {
        RecordBatch.startNodesVector(builder, nodes.size());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(builder, nodes.get(i)[0], nodes.get(i)[1]);
        }
        int nodeVector = builder.endVector();
        RecordBatch.startBuffersVector(builder, buffers.size());
        for (int i = buffers.size() - 1; i >= 0; i--) {
            Buffer.createBuffer(builder, buffers.get(i)[0], buffers.get(i)[1]);
        }
        int bufferVector = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodeVector);
        RecordBatch.addBuffers(builder, bufferVector);
        return RecordBatch.endRecordBatch(builder);
    }

    private static void metadata(
            FlatBufferBuilder builder, byte kind, int header, long bodySize, List<ByteBuffer> pieces) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, bodySize, 0));
        ByteBuffer message = builder.dataBuffer();
        long size = aligned(PREFIX + (long) message.remaining());
        pieces.add(int32s(CONTINUATION, (int) size - PREFIX));
        int length = PREFIX + message.remaining();
        pieces.add(message);
        pad(length, pieces);
    }

    private static ByteBuffer int32s(int first, int second) {
        return ByteBuffer.allocate(PREFIX)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(first)
                .putInt(second)
                .flip();
    }

    private static void pad(long size, List<ByteBuffer> pieces) {
        int missing = (int) (aligned(size) - size);
        if (missing > 0) {
            pieces.add(ByteBuffer.allocate(missing));
        }
    }

    private static long aligned(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}

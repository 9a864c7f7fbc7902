package org.pybridge.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of Arrow's IPC format in place. Used once.
 *
 * <p>Source: Apache Arrow, "Arrow Columnar Format" 1.5, sections "Encapsulated message format" and "IPC streaming format".
 */
final class StreamReader {
    private static final int CONTINUATION = -1;

    private final ByteBuffer memory;
    private final Map<Long, Vector> dictionaries = new HashMap<>();
    private final boolean trusted;
    private Map<Long, SchemaReader.DictionaryField> dictionaryFields = Map.of();
    private final List<Batch> batches = new ArrayList<>();
    private @Nullable Schema schema;
    private List<TableField> fields = List.of();
    private int afterSchema;
    private int end;

    private StreamReader(ByteBuffer memory, boolean trusted) {
        this.trusted = trusted;
        this.memory = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a stream.
     *
     * @param memory from its position on; the result shows it
     * @return its schema and batches
     * @throws MalformedTableException when it is none
     */
    static Content read(ByteBuffer memory) {
        return read(memory, true);
    }

    /**
     * Refuses other formats by their names.
     *
     * @throws MalformedTableException when it is one of them
     */
    private static void requireStream(ByteBuffer bytes) {
        byte[] first = new byte[Math.min(6, bytes.remaining())];
        bytes.duplicate().get(first);
        String begin = new String(first, StandardCharsets.ISO_8859_1);
        if (begin.equals("ARROW1")) {
            throw new MalformedTableException(
                    "it is a file of Arrow's, and no stream; pyarrow.ipc.new_stream writes one");
        }
        if (begin.startsWith("PAR1")) {
            throw new MalformedTableException("it is a Parquet file; have Python read it, as by pandas.read_parquet");
        }
    }

    /**
     * Looks at a stream of somebody who may mean ill. Written in the one way that writers of today have, so that another reader sees the
     * same; and without values that no bytes stand behind, of which few bytes could make very many in Python.
     *
     * @throws MalformedTableException when it is none
     */
    static void requireHarmless(ByteBuffer memory) {
        read(memory, false);
    }

    private static Content read(ByteBuffer memory, boolean trusted) {
        requireStream(memory);
        StreamReader reader = new StreamReader(memory.slice(), trusted);
        try {
            reader.readMessages();
        } catch (MalformedTableException named) {
            throw named;
        } catch (RuntimeException damaged) {
            // The generated classes of the metadata check nothing themselves.
            throw MalformedTableException.ofMetadata(damaged);
        }
        return new Content(reader.fields, List.copyOf(reader.batches), reader.afterSchema, reader.end);
    }

    /**
     * What is in a stream.
     *
     * @param fields its columns
     * @param batches its rows
     * @param afterSchema where the first message behind the schema begins, in bytes
     * @param end where the last message ends
     */
    record Content(List<TableField> fields, List<Batch> batches, int afterSchema, int end) {}

    /**
     * Some rows.
     *
     * @param rows how many
     * @param columns a vector for each field
     */
    record Batch(int rows, List<Vector> columns) {}

    private void readMessages() {
        while (memory.remaining() >= Integer.BYTES) {
            int size = memory.getInt();
            if (size == CONTINUATION) {
                size = memory.getInt();
            } else if (!trusted) {
                throw new MalformedTableException("it is of Arrow's format before 0.15");
            }
            if (size == 0) {
                break;
            }
            Message message = Message.getRootAsMessage(take(size));
            read(message, take(message.bodyLength()));
            end = memory.position();
        }
        if (schema == null) {
            throw new MalformedTableException("there is no schema in it");
        }
    }

    private ByteBuffer take(long size) {
        if (size < 0 || size > memory.remaining()) {
            throw new MalformedTableException("a part of " + size + " bytes is cut off after " + memory.remaining()
                    + " bytes, or it is no stream of Arrow's");
        }
        ByteBuffer taken = memory.slice(memory.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
        memory.position(memory.position() + (int) size);
        return taken;
    }

    private void read(Message message, ByteBuffer body) {
        switch (message.headerType()) {
            case MessageHeader.Schema -> readSchema((Schema) message.header(new Schema()));
            case MessageHeader.DictionaryBatch ->
                readDictionary((DictionaryBatch) message.header(new DictionaryBatch()), body);
            case MessageHeader.RecordBatch -> readBatch((RecordBatch) message.header(new RecordBatch()), body);
            default -> throw new MalformedTableException("there is a message of kind " + message.headerType());
        }
    }

    private void readSchema(Schema read) {
        SchemaReader reader = new SchemaReader();
        fields = reader.fields(read);
        dictionaryFields = reader.dictionaries();
        schema = read;
        afterSchema = memory.position();
    }

    private void readDictionary(DictionaryBatch batch, ByteBuffer body) {
        SchemaReader.DictionaryField field = dictionaryFields.get(batch.id());
        if (field == null) {
            throw new MalformedTableException("a dictionary has the number " + batch.id() + ", which no column names");
        }
        Vector values =
                new BatchReader(batch.data(), body, dictionaries, trusted).values(field.values(), field.metadata());
        Vector known = dictionaries.get(batch.id());
        dictionaries.put(
                batch.id(), batch.isDelta() && known != null ? new Vectors.Chunked(List.of(known, values)) : values);
    }

    private void readBatch(RecordBatch batch, ByteBuffer body) {
        Schema read = schema;
        if (read == null) {
            throw new MalformedTableException("there are rows in front of the schema");
        }
        long rows = batch.length();
        if (rows < 0 || rows > Integer.MAX_VALUE) {
            throw new MalformedTableException("a batch has " + rows + " rows");
        }
        BatchReader reader = new BatchReader(batch, body, dictionaries, trusted);
        List<Vector> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(reader.column(fields.get(i), read.fields(i), (int) rows));
        }
        batches.add(new Batch((int) rows, List.copyOf(columns)));
    }
}

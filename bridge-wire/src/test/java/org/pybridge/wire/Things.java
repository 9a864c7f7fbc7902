package org.pybridge.wire;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;

/** What does not travel, known by its number, and the codec over it. */
final class Things implements Exports, Imports {
    private static final Things ALL = new Things();
    private static final ValueWriter WRITER = new ValueWriter(ALL);
    private static final ValueReader READER = new ValueReader(ALL);

    /** An object in Python. */
    record Handle(long id) implements Reference {
        @Override
        public Interpreter interpreter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {}
    }

    /** A function of Java's. */
    record Function(long id) implements Callback {
        @Override
        public Object invoke(List<Object> arguments, Map<String, Object> named) {
            return id;
        }
    }

    /** An object of Java's. */
    record Thing(long id) {}

    static JavaObject object(long id, List<Object> methods) {
        Map<String, Callback> callbacks = new LinkedHashMap<>();
        methods.forEach(name -> callbacks.put((String) name, new Function(0)));
        return new JavaObject(new Thing(id), callbacks);
    }

    static byte[] written(Object value) {
        WireBuffer buffer = new WireBuffer();
        WRITER.write(value, buffer);
        byte[] bytes = new byte[buffer.size()];
        buffer.content().get(bytes);
        return bytes;
    }

    static Object read(byte[] bytes) {
        return READER.read(ByteBuffer.wrap(bytes));
    }

    @Override
    public long reference(Reference reference) {
        return ((Handle) reference).id();
    }

    @Override
    public long callback(Callback callback) {
        return ((Function) callback).id();
    }

    @Override
    public long object(JavaObject object) {
        return ((Thing) object.object()).id();
    }

    @Override
    public void shares(SharedBuffer buffer) {
        buffer.memory().release();
    }

    @Override
    public Object reference(long id) {
        return new Handle(id);
    }

    @Override
    public Object object(long id) {
        return object(id, List.of());
    }
}

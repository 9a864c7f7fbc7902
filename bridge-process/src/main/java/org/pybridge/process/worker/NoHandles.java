package org.pybridge.process.worker;

import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.wire.Exports;
import org.pybridge.wire.Imports;

/** What processes know by number before the first call: nothing. */
final class NoHandles implements Exports, Imports {
    static final NoHandles INSTANCE = new NoHandles();

    private NoHandles() {}

    private static IllegalStateException none() {
        return new IllegalStateException("a worker that starts knows no objects");
    }

    @Override
    public long reference(Reference reference) {
        throw none();
    }

    @Override
    public long callback(Callback callback) {
        throw none();
    }

    @Override
    public long object(JavaObject object) {
        throw none();
    }

    @Override
    public void shares(SharedBuffer buffer) {
        throw none();
    }

    @Override
    public Object reference(long id) {
        throw none();
    }

    @Override
    public Object object(long id) {
        throw none();
    }
}

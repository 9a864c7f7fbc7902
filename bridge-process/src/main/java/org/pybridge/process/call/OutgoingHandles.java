package org.pybridge.process.call;

import java.util.ArrayList;
import java.util.List;
import org.pybridge.internal.runtime.KnownSharedMemory;
import org.pybridge.spi.Callback;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;
import org.pybridge.spi.SharedMemory;
import org.pybridge.wire.Exports;

/** What one conversation sends that does not travel. For one thread at a time. */
final class OutgoingHandles implements Exports {
    private final JavaHandles things;
    private final KnownSharedMemory met;
    private final List<SharedMemory> given = new ArrayList<>();

    OutgoingHandles(JavaHandles things, KnownSharedMemory met) {
        this.things = things;
        this.met = met;
    }

    @Override
    public long reference(Reference reference) {
        return things.reference(reference);
    }

    @Override
    public long callback(Callback callback) {
        return things.keep(callback);
    }

    @Override
    public long object(JavaObject object) {
        return things.keep(object);
    }

    @Override
    public void shares(SharedBuffer buffer) {
        if (buffer.given()) {
            given.add(buffer.memory());
        } else {
            met.add(buffer.memory());
        }
    }

    /** Lets go of the memory that Python has by now, or will never have. */
    void releaseGiven() {
        given.forEach(SharedMemory::release);
        given.clear();
    }
}

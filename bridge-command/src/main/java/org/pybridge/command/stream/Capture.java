package org.pybridge.command.stream;

import java.io.ByteArrayOutputStream;

/** Keeps an output in memory, up to a limit. Thread-safe, because a result may be wanted while a straggler still writes. */
public final class Capture implements Sink {
    private final MemoryLimit limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    public Capture(MemoryLimit limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void accept(byte[] buffer, int length) {
        int room = limit.room(kept.size(), length);
        kept.write(buffer, 0, room);
        if (room < length) {
            truncated = true;
            limit.reached();
        }
    }

    @Override
    public synchronized byte[] kept() {
        return kept.toByteArray();
    }

    @Override
    public synchronized boolean truncated() {
        return truncated;
    }
}

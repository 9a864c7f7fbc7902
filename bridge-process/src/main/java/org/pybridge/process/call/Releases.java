package org.pybridge.process.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.pybridge.process.protocol.FrameKind;
import org.pybridge.process.protocol.FrameWriter;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.worker.CallRegistry;
import org.pybridge.wire.WireBuffer;

/**
 * The objects that Java has let go and the worker does not know of yet. They are sent at once while the worker is idle, and together
 * when its call has ended. Thread-safe.
 */
public final class Releases {
    private static final int MOST_AT_ONCE = 4096;

    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final Sender sender;
    private final CallRegistry calls;

    /** Brings a frame to the worker. */
    @FunctionalInterface
    interface Sender {
        void send(WireBuffer frame) throws LineException;
    }

    Releases(Sender sender, CallRegistry calls) {
        this.sender = sender;
        this.calls = calls;
    }

    void add(long number) {
        waiting.add(number);
        if (calls.isIdle()) {
            send();
        }
    }

    /** Sends what waits. Who comes while another thread sends leaves it to that one: the garbage collector's thread must not wait. */
    void send() {
        while (!waiting.isEmpty() && sending.tryLock()) {
            try {
                sendAll();
            } catch (LineException ended) {
                // The worker is gone, and its objects with it.
                waiting.clear();
            } finally {
                sending.unlock();
            }
        }
    }

    private void sendAll() throws LineException {
        List<Long> batch = new ArrayList<>();
        while (batch.size() < MOST_AT_ONCE && waiting.peek() != null) {
            batch.add(waiting.remove());
        }
        if (!batch.isEmpty()) {
            sender.send(FrameWriter.numbers(
                    FrameKind.RELEASE,
                    0,
                    batch.stream().mapToLong(Long::longValue).toArray()));
        }
    }
}

package org.pybridge.process.call;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.together;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.pybridge.Output;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.worker.CallRegistry;
import org.pybridge.wire.WireBuffer;

/** In whatever order objects are let go and calls end, the worker is told of each object once, and at the latest after the last call. */
class ReleasesScheduleTest {
    /** The length, the kind and the number of a frame. */
    private static final int HEADER = Integer.BYTES + Byte.BYTES + Long.BYTES;

    @Test
    void eachObjectIsSentOnceWhileCallsEnd() {
        explore(() -> {
            Queue<Long> sent = new ConcurrentLinkedQueue<>();
            CallRegistry calls = new CallRegistry();
            Releases releases = new Releases(frame -> read(frame, sent), calls);
            CallRegistry.Running call = calls.begin(Output.toLog());
            together(() -> releases.add(1), () -> releases.add(2), () -> {
                calls.end(call);
                releases.send();
            });
            check(sent.stream().sorted().toList().equals(List.of(1L, 2L)), "sent: " + sent);
        });
    }

    @Test
    void eachObjectIsSentOnceWhileNothingRuns() {
        explore(() -> {
            Queue<Long> sent = new ConcurrentLinkedQueue<>();
            Releases releases = new Releases(frame -> read(frame, sent), new CallRegistry());
            together(() -> releases.add(1), () -> releases.add(2), () -> releases.add(3));
            check(sent.stream().sorted().toList().equals(List.of(1L, 2L, 3L)), "sent: " + sent);
        });
    }

    private static void read(WireBuffer frame, Queue<Long> into) throws LineException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            frame.writeTo(bytes);
        } catch (IOException impossible) {
            throw new LineException(impossible);
        }
        ByteBuffer body = ByteBuffer.wrap(bytes.toByteArray());
        body.position(HEADER);
        while (body.hasRemaining()) {
            into.add(body.getLong());
        }
    }
}

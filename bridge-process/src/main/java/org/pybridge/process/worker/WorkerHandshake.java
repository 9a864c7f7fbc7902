package org.pybridge.process.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pybridge.process.protocol.BrokenFrameException;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameKind;
import org.pybridge.process.protocol.FrameReader;
import org.pybridge.wire.ValueReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process says when it is ready.
 *
 * @param grouped whether it leads a process group
 * @param problem what went wrong while it prepared itself
 * @param threads the threads and connections that make it unsafe to fork it
 * @param pipes its descriptors of the pipes that we may use instead of the connection that it was said over; empty for none
 */
record WorkerHandshake(boolean grouped, Optional<String> problem, List<String> threads, List<Long> pipes) {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHandshake.class);
    private static final int PROTOCOL = 1;
    private static final byte[] MARK = "<pybridge-worker>\n".getBytes(StandardCharsets.US_ASCII);

    /** Waits for it; what comes there before is somebody else's noise. */
    static WorkerHandshake read(FrameReader reader, byte[] secret) throws IOException {
        String noise = reader.skipPast(MARK);
        if (!noise.isEmpty()) {
            LOG.warn("a worker wrote to its stdout before it was ready: {}", noise);
        }
        for (byte expected : secret) {
            if (reader.single() != expected) {
                throw new BrokenFrameException("its hello was wrong");
            }
        }
        Frame frame = reader.read();
        if (frame.kind() != FrameKind.HELLO) {
            throw new BrokenFrameException("it said " + frame.kind() + " before hello");
        }
        if (!(new ValueReader(NoHandles.INSTANCE).read(frame.body()) instanceof Map<?, ?> facts)) {
            throw new BrokenFrameException("its hello says nothing");
        }
        if (!Long.valueOf(PROTOCOL).equals(facts.get("protocol"))) {
            throw new BrokenFrameException("it speaks protocol " + facts.get("protocol") + " and not " + PROTOCOL);
        }
        return new WorkerHandshake(
                Boolean.TRUE.equals(facts.get("grouped")),
                Optional.ofNullable(facts.get("problem")).map(String::valueOf),
                list(facts, "threads").map(String::valueOf).toList(),
                list(facts, "pipes")
                        .filter(Long.class::isInstance)
                        .map(Long.class::cast)
                        .toList());
    }

    private static Stream<?> list(Map<?, ?> facts, String name) {
        return facts.get(name) instanceof List<?> list ? list.stream() : Stream.of();
    }
}

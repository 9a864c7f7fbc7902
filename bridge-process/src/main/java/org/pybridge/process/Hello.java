package org.pybridge.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pybridge.wire.ValueReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process says when it is ready.
 *
 * @param grouped whether it leads a process group
 * @param problem what went wrong while it prepared itself
 * @param threads the threads that make it unsafe to fork it
 */
record Hello(boolean grouped, Optional<String> problem, List<String> threads) {
    private static final Logger LOG = LoggerFactory.getLogger(PythonProcess.class);
    private static final int PROTOCOL = 1;
    private static final byte[] MARK = "<pybridge-worker>\n".getBytes(StandardCharsets.US_ASCII);

    /** Waits for it; what comes there before is somebody else's noise. */
    static Hello read(FrameReader reader, byte[] secret) throws IOException {
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
        Map<?, ?> facts =
                (Map<?, ?>) Objects.requireNonNull(new ValueReader(NoThings.INSTANCE).read(frame.body()), "hello");
        if (!Long.valueOf(PROTOCOL).equals(facts.get("protocol"))) {
            throw new BrokenFrameException("it speaks protocol " + facts.get("protocol") + " and not " + PROTOCOL);
        }
        return new Hello(
                Boolean.TRUE.equals(facts.get("grouped")),
                Optional.ofNullable((String) facts.get("problem")),
                facts.get("threads") instanceof List<?> names
                        ? names.stream().map(String::valueOf).toList()
                        : List.of());
    }
}

package org.pybridge.process.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.process.protocol.FrameKind;
import org.pybridge.process.protocol.FrameWriter;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.Target;
import org.pybridge.wire.ValueWriter;
import org.pybridge.wire.WireBuffer;

/** The frame that begins a call. */
final class CallFrame {
    private CallFrame() {}

    /** Writes it; only its end is missing. */
    static void write(Invocation invocation, long number, FrameWriter frames, ValueWriter writer) {
        Target target = invocation.target();
        @Nullable Object[] arguments = invocation.arguments();
        Map<String, @Nullable Object> keywords = invocation.keywords();
        boolean byName = target instanceof EntryPoint;
        WireBuffer buffer = frames.begin(byName ? FrameKind.CALL : FrameKind.CALL_OBJECT, number);
        List<@Nullable Object> request = new ArrayList<>(arguments.length + 3);
        request.add(code(invocation.resultMode()));
        request.add(byName ? target.toString() : target);
        request.add(keywords.isEmpty() ? null : keywords);
        Collections.addAll(request, arguments);
        writer.write(request, buffer);
    }

    /** The worker's numbers of the modes. */
    private static Long code(ResultMode mode) {
        return switch (mode) {
            case VALUE -> 0L;
            case FIELDS -> 1L;
            case REFERENCE -> 2L;
            case NOTHING -> 3L;
            case EACH -> 4L;
        };
    }
}

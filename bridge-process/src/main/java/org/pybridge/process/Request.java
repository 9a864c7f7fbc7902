package org.pybridge.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Shape;
import org.pybridge.spi.Target;
import org.pybridge.wire.ValueWriter;
import org.pybridge.wire.WireBuffer;

/** The frame that begins a call. */
final class Request {
    private Request() {}

    /** Writes it; only its end is missing. */
    static void write(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            long number,
            FrameWriter frames,
            ValueWriter writer) {
        boolean byName = target instanceof EntryPoint;
        WireBuffer buffer = frames.begin(byName ? FrameKind.CALL : FrameKind.CALL_OBJECT, number);
        List<@Nullable Object> request = new ArrayList<>(arguments.length + 3);
        request.add(code(wanted));
        request.add(byName ? target.toString() : target);
        request.add(named.isEmpty() ? null : named);
        Collections.addAll(request, arguments);
        writer.write(request, buffer);
    }

    /** The worker's numbers of the shapes. */
    private static Long code(Shape shape) {
        return switch (shape) {
            case VALUE -> 0L;
            case FIELDS -> 1L;
            case REFERENCE -> 2L;
            case NOTHING -> 3L;
            case EACH -> 4L;
        };
    }
}

package org.pybridge.graalpy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.UnsupportedCapabilityException;
import org.pybridge.spi.Capability;
import org.pybridge.spi.SharedMemory;

/**
 * Finds where shared memory lies in this process. From Java 22 on, Java says it itself; before that, Linux does: its list of the address
 * space has the name of the file behind each mapping.
 */
final class NativeMemory {
    private static final Path ADDRESS_SPACE = Path.of("/proc/self/maps");
    private static final @Nullable MethodHandle ADDRESS_OF = addressOf();

    private NativeMemory() {}

    private static @Nullable MethodHandle addressOf() {
        try {
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle ofBuffer =
                    lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, java.nio.Buffer.class));
            MethodHandle address = lookup.findVirtual(segment, "address", MethodType.methodType(long.class));
            return MethodHandles.filterReturnValue(ofBuffer, address)
                    .asType(MethodType.methodType(long.class, ByteBuffer.class));
        } catch (ReflectiveOperationException before22) {
            return null;
        }
    }

    /** Gives the address of memory that is mapped. */
    static long addressOf(SharedMemory memory, ByteBuffer mapped) {
        if (ADDRESS_OF == null) {
            return listed(memory);
        }
        try {
            return (long) ADDRESS_OF.invokeExact(mapped);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a mapped buffer has no address", impossible);
        }
    }

    private static long listed(SharedMemory memory) {
        try (Stream<String> mappings = Files.lines(ADDRESS_SPACE)) {
            return mappings.filter(line -> line.contains(memory.key()))
                    .findFirst()
                    .map(line -> Long.parseUnsignedLong(line, 0, line.indexOf('-'), 16))
                    .orElseThrow(() -> new IllegalStateException("mapped memory is nowhere in " + ADDRESS_SPACE));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnsupportedCapabilityException(
                    "graalpy on Java 17 to 21 outside of Linux", Capability.SHARED_MEMORY);
        }
    }
}

package org.pybridge.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyBuffer;
import org.pybridge.internal.support.StaleFiles;

/**
 * Memory that other processes can map, too: a file that has no name any more, so that nothing is left of it when the last process that
 * has it open ends, however it ends. Thread-safe.
 *
 * <p>Linux shows the open files of a process to others, where they are opened without a name. Elsewhere the file keeps its name until it
 * is released.
 *
 * <p>The memory itself goes back when Java's garbage collector has seen that no buffer shows it any more, and never before: a view that
 * somebody kept, in Java or in Python, reads memory and not nothing.
 */
public final class SharedMemory {
    private static final Path OWN_FILES = Path.of("/proc/self/fd");
    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final List<Path> DIRECTORIES = List.of(IN_MEMORY, Path.of(System.getProperty("java.io.tmpdir")));
    private static final int CHUNK = 1 << 20;

    /** The collector's threads unmap memory some time after it has run; the JDK waits as long for its own direct memory. */
    private static final long LONGEST_PAUSE_MILLIS = 256;

    private final String key;
    private final FileChannel file;
    private final Path location;
    private final boolean named;
    private volatile int size;
    private final ReentrantLock mapping = new ReentrantLock();
    private volatile @Nullable MappedByteBuffer mapped;
    private volatile boolean released;

    private SharedMemory(Path path, FileChannel file, int size) throws IOException {
        this.key = Objects.requireNonNull(path.getFileName()).toString();
        this.file = file;
        this.size = size;
        Path open = openFile(path);
        this.named = open == null;
        this.location = open == null ? path : open;
        if (open != null) {
            Files.delete(path);
        } else {
            path.toFile().deleteOnExit();
        }
    }

    /**
     * Takes memory, all zeros.
     *
     * @param size in bytes
     * @return the memory
     * @throws UncheckedIOException when there is no room for it
     */
    public static SharedMemory allocate(int size) {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(CHUNK, Math.max(1, size)));
        // Written, because memory that is only reserved fails when it is used: there is a signal then, and no
        // exception.
        return make(size, file -> {
            for (int left = Math.max(1, size); left > 0; ) {
                left -= file.write(zeros.clear().limit(Math.min(left, zeros.capacity())));
            }
        });
    }

    /**
     * Takes a file that another process is to write, before the memory is looked at.
     *
     * @param size in bytes, which it is to have then
     * @return the memory
     * @throws UncheckedIOException when there is no room for it
     */
    public static SharedMemory empty(int size) {
        return make(size, file -> {});
    }

    /**
     * Takes memory for what others write.
     *
     * @param content the bytes, piece by piece; what remains of each buffer, which is left as it was
     * @return the memory
     * @throws UncheckedIOException when there is no room for it
     * @throws IllegalArgumentException when it is more than 2 GiB
     */
    public static SharedMemory holding(List<ByteBuffer> content) {
        long size = content.stream().mapToLong(ByteBuffer::remaining).sum();
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    size + " bytes are more than the 2 GiB that shared memory can have; make it in parts");
        }
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(1, size)));
        return make((int) size, file -> {
            for (ByteBuffer piece : content) {
                for (ByteBuffer left = piece.duplicate(); left.hasRemaining(); ) {
                    int step = Math.min(chunk.remaining(), left.remaining());
                    chunk.put(chunk.position(), left, left.position(), step);
                    chunk.position(chunk.position() + step);
                    left.position(left.position() + step);
                    if (!chunk.hasRemaining()) {
                        flush(chunk, file);
                    }
                }
            }
            flush(chunk, file);
        });
    }

    private static void flush(ByteBuffer chunk, FileChannel file) throws IOException {
        chunk.flip();
        while (chunk.hasRemaining()) {
            file.write(chunk);
        }
        chunk.clear();
    }

    /**
     * Takes memory for a copy of a buffer.
     *
     * @param content what to copy
     * @return the memory
     * @throws UncheckedIOException when there is no room for it
     */
    public static SharedMemory holding(PyBuffer content) {
        int width = content.itemType().bytes();
        int size = content.size() * width;
        ByteBuffer chunk = ByteBuffer.allocateDirect(Math.min(CHUNK, Math.max(width, size)));
        return make(size, file -> {
            int step = chunk.capacity() / width;
            for (int from = 0; from < content.size(); from += step) {
                content.copyTo(chunk, from, Math.min(step, content.size() - from));
                flush(chunk, file);
            }
        });
    }

    /**
     * Deletes the files of JVMs that were killed before their memory lost its name.
     *
     * @see StaleFiles
     */
    public static void reclaim() {
        DIRECTORIES.forEach(StaleFiles::reclaim);
    }

    /** Writes the first content of a file. */
    private interface Filling {
        void fill(FileChannel file) throws IOException;
    }

    private static SharedMemory make(int size, Filling filling) {
        IOException failure = null;
        for (Path directory : DIRECTORIES) {
            try {
                if (hasRoom(directory, size)) {
                    return make(directory, size, filling);
                }
            } catch (IOException failed) {
                failure = failed;
            }
        }
        throw new UncheckedIOException(new IOException(
                "no room for " + size + " bytes of shared memory in " + IN_MEMORY + " or "
                        + System.getProperty("java.io.tmpdir") + "; make one of them larger, or close arrays",
                failure));
    }

    private static SharedMemory make(Path directory, int size, Filling filling) throws IOException {
        // Made with the rights rw-------.
        Path path = Files.createTempFile(directory, StaleFiles.prefix(), ".memory");
        FileChannel file = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            SharedMemory memory = new SharedMemory(path, file, size);
            filling.fill(file);
            return memory;
        } catch (IOException failed) {
            if (file != null) {
                file.close();
            }
            Files.deleteIfExists(path);
            throw failed;
        }
    }

    /** What was released is given back when the garbage collector has run, so it may make room. */
    private static boolean hasRoom(Path directory, int size) throws IOException {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            return false;
        }
        FileStore store = Files.getFileStore(directory);
        if (store.getUsableSpace() >= size) {
            return true;
        }
        if (store.getTotalSpace() < size) {
            return false;
        }
        System.gc();
        for (long pause = 1; pause <= LONGEST_PAUSE_MILLIS && store.getUsableSpace() < size; pause *= 2) {
            pause(pause);
        }
        return store.getUsableSpace() >= size;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finds where other processes can open a file of ours that has no name; gives null on systems that have no such place. */
    private static @Nullable Path openFile(Path path) throws IOException {
        if (!Files.isDirectory(OWN_FILES)) {
            return null;
        }
        String own = "/proc/" + ProcessHandle.current().pid() + "/fd";
        try (Stream<Path> open = Files.list(OWN_FILES)) {
            return open.filter(each -> isLinkTo(each, path))
                    .findFirst()
                    .map(each -> Path.of(own, each.getFileName().toString()))
                    .orElse(null);
        }
    }

    private static boolean isLinkTo(Path link, Path path) {
        try {
            return Files.readSymbolicLink(link).endsWith(path.getFileName());
        } catch (IOException closed) {
            return false;
        }
    }

    /**
     * Gives the memory's name.
     *
     * @return a name that no other memory has; on Linux, the address space's list of mappings has it
     */
    public String key() {
        return key;
    }

    /**
     * Tells where a process can open the memory as a file, until it is released.
     *
     * @return a path
     */
    public Path location() {
        return location;
    }

    /**
     * Gives the size.
     *
     * @return in bytes; the file of memory of size 0 has one byte
     */
    public int size() {
        return size;
    }

    /**
     * Notes that another process has written the file, before the memory is looked at.
     *
     * @return the size that it has now, in bytes
     * @throws UncheckedIOException when it cannot be told
     * @throws IllegalArgumentException when it is more than 2 GiB
     */
    public int measure() {
        try {
            long written = file.size();
            if (written > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(written + " bytes were written, more than 2 GiB");
            }
            size = (int) written;
            return size;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot tell the size of shared memory", failed);
        }
    }

    /**
     * Shows the memory.
     *
     * @return a new buffer over all of it, in the machine's byte order
     * @throws IllegalStateException when it was released
     */
    public ByteBuffer bytes() {
        return mapped().duplicate().limit(size).order(ByteOrder.nativeOrder());
    }

    private MappedByteBuffer mapped() {
        mapping.lock();
        try {
            if (released) {
                throw new IllegalStateException("the shared memory was released");
            }
            MappedByteBuffer known = mapped;
            if (known == null) {
                known = file.map(FileChannel.MapMode.READ_WRITE, 0, Math.max(1, size));
                mapped = known;
            }
            return known;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot map " + size + " bytes of shared memory", failed);
        } finally {
            mapping.unlock();
        }
    }

    /**
     * Tells whether it may be used.
     *
     * @return true after {@link #release()}
     */
    public boolean isReleased() {
        return released;
    }

    /** Lets the memory go, as far as this object has it. Safe to call again. */
    public void release() {
        mapping.lock();
        try {
            released = true;
            mapped = null;
            file.close();
            if (named) {
                Files.deleteIfExists(location);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot let shared memory go", failed);
        } finally {
            mapping.unlock();
        }
    }
}

package org.pybridge.command.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** Reads the lines of an output as they are asked for. Holds the lines of one piece of output at a time. */
public final class LineIterator implements Iterator<String> {
    private static final int PIECE = 8 * 1024;

    private final InputStream output;
    private final Consumer<Throwable> onFailure;
    private final Runnable atEnd;
    private final Deque<String> ready = new ArrayDeque<>();
    private final Lines lines;
    private final byte[] piece = new byte[PIECE];
    private boolean ended;

    /**
     * Makes the iterator.
     *
     * @param onFailure told when a line is longer than its limit
     * @param atEnd run once, when the output has ended; throws when the process has failed
     */
    public LineIterator(
            InputStream output, Charset charset, MemoryLimit limit, Consumer<Throwable> onFailure, Runnable atEnd) {
        this.output = output;
        this.onFailure = onFailure;
        this.atEnd = atEnd;
        this.lines = new Lines(ready::add, charset, limit);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            try {
                readPiece();
            } catch (LimitReachedException | IOException failure) {
                endWith(failure);
            }
        }
        if (ready.isEmpty()) {
            atEnd.run();
        }
        return !ready.isEmpty();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void readPiece() throws IOException {
        int count = output.read(piece);
        if (count < 0) {
            ended = true;
            lines.end();
        } else {
            lines.accept(piece, count);
        }
    }

    private void endWith(Exception failure) {
        ended = true;
        ready.clear();
        // An interrupted read is answered by waiting for the end, which sees the interrupt and ends the process.
        if (failure instanceof LimitReachedException) {
            onFailure.accept(failure);
        }
    }
}

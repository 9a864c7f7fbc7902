package org.pybridge.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.pybridge.process.stream.LimitReachedException;
import org.pybridge.process.stream.Lines;
import org.pybridge.process.stream.MemoryLimit;

/** Reads the lines of a command as they are asked for. Holds the lines of one piece of output at a time. */
final class LineIterator implements Iterator<String> {
    private static final int PIECE = 8 * 1024;

    private final InputStream output;
    private final Supervisor supervisor;
    private final Runnable atEnd;
    private final Deque<String> ready = new ArrayDeque<>();
    private final Lines lines;
    private final byte[] piece = new byte[PIECE];
    private boolean ended;

    /**
     * Makes the iterator.
     *
     * @param atEnd run once, when the output has ended; throws when the command has failed
     */
    LineIterator(InputStream output, Charset charset, MemoryLimit limit, Supervisor supervisor, Runnable atEnd) {
        this.output = output;
        this.supervisor = supervisor;
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
        // An interrupted read is answered by waiting for the end, which sees the interrupt and cancels the command.
        if (failure instanceof LimitReachedException) {
            supervisor.fail(failure);
        }
    }
}

package org.pybridge.process.protocol;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pybridge.wire.WireBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What belongs to no turn of a call: cancelling, releasing, and the threads that Python code started. A thread of its own reads it all
 * the time, here and in the worker, so neither side ever waits for the other to read. Thread-safe.
 */
public final class SideLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SideLane.class);

    /** What becomes of frames that no conversation of the side lane waits for. */
    public interface Listener {
        void heard(Frame frame) throws LineException;

        /** The worker has broke the protocol, and nothing more is read. */
        void broken(LineException how);
    }

    private final SocketStream socket;
    private final Lane lane;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock marking = new ReentrantLock();
    private final Condition marked = marking.newCondition();
    private final Map<Long, ErrandLine> errands = new ConcurrentHashMap<>();
    private long passed;
    private volatile boolean ended;

    /**
     * Makes it over a connection.
     *
     * @param largest how many bytes a frame may have
     */
    public SideLane(SocketStream socket, int largest) {
        this.socket = socket;
        this.lane = new Lane(new FrameReader(socket.input(), largest), socket.output(), socket);
    }

    /** Sends a frame, if need be after those of other threads. */
    public void send(WireBuffer frame) throws LineException {
        writing.lock();
        try {
            lane.send(frame);
        } finally {
            writing.unlock();
        }
    }

    /** Sends a frame unless the lane stays busy, as it does when the worker does not read it. */
    public boolean sendSoon(WireBuffer frame, long millis) throws LineException, InterruptedException {
        if (!writing.tryLock(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        try {
            lane.send(frame);
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Gives the line of a conversation that a thread of Python's has begun. */
    public ErrandLine errand(long number) {
        return new ErrandLine(number);
    }

    /** Reads until the connection ends. */
    public void listen(Listener listener) {
        try {
            while (true) {
                Frame frame = lane.receive();
                ErrandLine errand = errands.get(frame.number());
                if (errand != null) {
                    errand.deliver(frame.copy());
                } else if (frame.kind() == FrameKind.SYNC) {
                    pass(frame.number());
                } else {
                    listener.heard(frame);
                }
            }
        } catch (LineException end) {
            LOG.debug("the side lane of a worker has ended: {}", end.getMessage());
            if (end.isBroken()) {
                listener.broken(end);
            }
        } finally {
            end();
        }
    }

    private void pass(long mark) {
        marking.lock();
        try {
            passed = mark;
            marked.signalAll();
        } finally {
            marking.unlock();
        }
    }

    private void end() {
        marking.lock();
        try {
            ended = true;
            marked.signalAll();
        } finally {
            marking.unlock();
        }
        errands.values().forEach(ErrandLine::disconnect);
    }

    /** Waits until what came before a mark was delivered. */
    public void await(long mark) {
        marking.lock();
        try {
            while (passed < mark && !ended) {
                marked.awaitUninterruptibly();
            }
        } finally {
            marking.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The line of a conversation with one of Python's threads. What arrives for it is put into its mailbox while a call waits for it. */
    final class ErrandLine implements FrameChannel {
        private final long number;
        private final Mailbox<Frame> arrived = new Mailbox<>();
        private int calls;

        private ErrandLine(long number) {
            this.number = number;
        }

        @Override
        public void begin(long conversation) {
            if (calls++ == 0) {
                errands.put(number, this);
                if (ended) {
                    disconnect();
                }
            }
        }

        /** Called before the answer is sent that lets Python begin its next conversation under the same number. */
        @Override
        public void end() {
            if (--calls == 0) {
                errands.remove(number);
            }
        }

        @Override
        public void send(WireBuffer frame) throws LineException {
            SideLane.this.send(frame);
        }

        @Override
        public Frame receive() throws LineException {
            try {
                return arrived.take();
            } catch (IOException ended) {
                throw new LineException(ended);
            }
        }

        private void deliver(Frame frame) {
            arrived.put(frame);
        }

        private void disconnect() {
            arrived.close();
        }
    }
}

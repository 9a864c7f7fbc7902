package org.pybridge.service;

import io.grpc.StatusException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The messages of a client that nobody has taken yet: of a stream one, since the next is asked for when one is taken. Thread-safe. */
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Request> messages = new ArrayDeque<>();
    private final Runnable requester;
    private boolean ended;
    private boolean cancelled;

    /**
     * Makes an empty inbox.
     *
     * @param requester asks the client for one more
     */
    Inbox(Runnable requester) {
        this.requester = requester;
    }

    void add(Request message) {
        change(() -> messages.add(message));
    }

    void end() {
        change(() -> ended = true);
    }

    void cancel() {
        change(() -> cancelled = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next message.
     *
     * @return the message, or null when the last one was taken
     * @throws StatusException when the client has cancelled the call
     * @throws InterruptedException when the thread is interrupted
     */
    @Nullable
    Request take() throws InterruptedException, StatusException {
        Request message = taken();
        if (message != null) {
            requester.run();
        }
        return message;
    }

    private @Nullable Request taken() throws InterruptedException, StatusException {
        lock.lockInterruptibly();
        try {
            while (messages.isEmpty() && !ended && !cancelled) {
                changed.await();
            }
            if (cancelled) {
                throw ServedCall.CANCELLED.asException();
            }
            return messages.poll();
        } finally {
            lock.unlock();
        }
    }
}

package org.pybridge.grpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;

/**
 * The threads that run callbacks for one interpreter, each with the conversation in which it speaks meanwhile, and the interrupts that are
 * meant for the callbacks and not for what their threads do next. Thread-safe.
 */
final class CallbackThreads {
    private final Host host;
    private final Map<Thread, Answering> answering = new ConcurrentHashMap<>();

    /** A callback while it runs. */
    private static final class Answering {
        private final ClientConversation conversation;
        private boolean interrupted;

        Answering(ClientConversation conversation) {
            this.conversation = conversation;
        }
    }

    CallbackThreads(Host host) {
        this.host = host;
    }

    /** Finds the conversation whose callback the current thread runs, or null. */
    @Nullable
    ClientConversation current() {
        Answering here = answering.isEmpty() ? null : answering.get(Thread.currentThread());
        return here == null ? null : here.conversation;
    }

    /** Runs a callback of a conversation, in which this thread speaks until it has ended. */
    @Nullable
    Object run(
            ClientConversation conversation,
            Callback callback,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named)
            throws Throwable {
        Thread thread = Thread.currentThread();
        Answering here = new Answering(conversation);
        Answering outer = answering.put(thread, here);
        try {
            return host.run(callback, arguments, named);
        } finally {
            if (outer == null) {
                answering.remove(thread);
            } else {
                answering.put(thread, outer);
            }
            if (here.interrupted) {
                // It was meant for this callback, and must not hit what its thread does next.
                Thread.interrupted();
            }
        }
    }

    /**
     * Interrupts the callback that a thread runs. The callback's end waits for this: both change an entry of the map.
     *
     * @return false when it runs none
     */
    boolean interrupt(Thread thread) {
        AtomicBoolean found = new AtomicBoolean();
        answering.computeIfPresent(thread, (same, callback) -> {
            callback.interrupted = true;
            same.interrupt();
            found.set(true);
            return callback;
        });
        return found.get();
    }
}

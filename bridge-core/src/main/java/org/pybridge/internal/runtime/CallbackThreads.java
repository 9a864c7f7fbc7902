package org.pybridge.process.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pybridge.process.worker.CallRegistry;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;

/**
 * The threads that run callbacks of one worker, each with the conversation in which it speaks meanwhile, and the interrupts that are
 * meant for the callbacks and not for what their threads do next. Thread-safe.
 */
final class CallbackThreads {
    private final Host host;
    private final Map<Thread, Answering> answering = new ConcurrentHashMap<>();

    /** A callback while it runs. */
    private static final class Answering {
        private final Conversation conversation;
        private final long call;
        private boolean interrupted;

        Answering(Conversation conversation, long call) {
            this.conversation = conversation;
            this.call = call;
        }
    }

    CallbackThreads(Host host) {
        this.host = host;
    }

    /** Finds the conversation whose callback the current thread runs, or null. */
    @Nullable
    Conversation current() {
        Answering here = answering.isEmpty() ? null : answering.get(Thread.currentThread());
        return here == null ? null : here.conversation;
    }

    /**
     * Runs a callback of a conversation, in which this thread speaks until it has ended.
     *
     * @param call the number of the call that waits for it, or 0
     */
    @Nullable
    Object run(
            Conversation conversation,
            long call,
            Callback callback,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named)
            throws Throwable {
        Thread thread = Thread.currentThread();
        Answering here = new Answering(conversation, call);
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
     * Interrupts the callback that a call waits for in Java. The callback's end waits for this: both change an entry of the map.
     *
     * @return false when it waits for none
     */
    boolean interrupt(CallRegistry.Running call) {
        AtomicBoolean found = new AtomicBoolean();
        for (Thread each : answering.keySet()) {
            answering.computeIfPresent(each, (thread, callback) -> {
                if (call.caller() == null ? callback.call == call.number() : thread == call.caller()) {
                    callback.interrupted = true;
                    thread.interrupt();
                    found.set(true);
                }
                return callback;
            });
        }
        return found.get();
    }
}

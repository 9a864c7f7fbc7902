package org.pybridge.internal.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;

/**
 * The threads that run callbacks for one interpreter elsewhere, each with the conversation in which it speaks meanwhile, and the interrupts
 * that are meant for the callbacks and not for what their threads do next. Thread-safe.
 *
 * @param <C> a conversation
 */
public final class CallbackThreads<C> {
    private final Host host;
    private final Map<Thread, Answering<C>> answering = new ConcurrentHashMap<>();

    /** A callback while it runs. */
    private static final class Answering<C> {
        private final C conversation;
        private final long call;
        private boolean interrupted;

        Answering(C conversation, long call) {
            this.conversation = conversation;
            this.call = call;
        }
    }

    /** Whether the thread of a callback, or the call that waits for it, is the one that is meant. */
    @FunctionalInterface
    public interface Choice {
        boolean isMeant(Thread thread, long call);
    }

    /**
     * Makes it without any callback.
     *
     * @param host runs callbacks
     */
    public CallbackThreads(Host host) {
        this.host = host;
    }

    /** Finds the conversation whose callback the current thread runs, or null. */
    public @Nullable C current() {
        Answering<C> here = answering.isEmpty() ? null : answering.get(Thread.currentThread());
        return here == null ? null : here.conversation;
    }

    /**
     * Runs a callback of a conversation, in which this thread speaks until it has ended.
     *
     * @param call the number of the call that waits for it, or 0
     */
    public @Nullable Object run(
            C conversation,
            long call,
            Callback callback,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named)
            throws Throwable {
        Thread thread = Thread.currentThread();
        Answering<C> here = new Answering<>(conversation, call);
        Answering<C> outer = answering.put(thread, here);
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
     * Interrupts callbacks. The end of a callback waits for this: both change an entry of the map.
     *
     * @param choice which
     * @return false when there is none
     */
    public boolean interrupt(Choice choice) {
        AtomicBoolean found = new AtomicBoolean();
        for (Thread each : answering.keySet()) {
            answering.computeIfPresent(each, (thread, callback) -> {
                if (choice.isMeant(thread, callback.call)) {
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

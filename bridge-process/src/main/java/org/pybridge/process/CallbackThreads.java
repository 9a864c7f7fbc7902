package org.pybridge.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pybridge.spi.Callback;
import org.pybridge.spi.Host;

/**
 * The threads that run callbacks of one worker, each with the conversation in which it speaks meanwhile, and the interrupts that are
 * meant for the callbacks and not for what their threads do next. Thread-safe.
 */
final class CallbackThreads {
    private final Host host;
    private final Calls calls;
    private final Map<Thread, Conversation> answering = new ConcurrentHashMap<>();

    CallbackThreads(Host host, Calls calls) {
        this.host = host;
        this.calls = calls;
    }

    /** Finds the conversation whose callback the current thread runs, or null. */
    @Nullable
    Conversation current() {
        return answering.isEmpty() ? null : answering.get(Thread.currentThread());
    }

    /** Runs a callback of a conversation, in which this thread speaks until it has ended. */
    @Nullable
    Object run(
            Conversation conversation,
            Callback callback,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named)
            throws Throwable {
        Thread thread = Thread.currentThread();
        Conversation outer = answering.put(thread, conversation);
        try {
            return host.run(callback, arguments, named);
        } finally {
            if (outer == null) {
                answering.remove(thread);
                forgetInterrupt(thread);
            } else {
                answering.put(thread, outer);
            }
        }
    }

    /** Interrupts the callback that a call waits for in Java, if it does. The callback's end waits for this: both change an entry of the map. */
    void interrupt(Thread caller, Calls.Running call) {
        answering.computeIfPresent(caller, (thread, conversation) -> {
            call.noteInterrupt();
            thread.interrupt();
            return conversation;
        });
    }

    /** An interrupt that was meant for a callback must not hit what its thread does next. */
    private void forgetInterrupt(Thread thread) {
        Calls.Running call = calls.of(thread);
        if (call != null && call.takeInterrupt()) {
            Thread.interrupted();
        }
    }
}

package org.pybridge.grpc;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.ServerMessage;

/**
 * The client's end of a stream: sends messages, and puts what arrives into the mailbox of its conversation. It asks for further messages
 * as long as less than {@link #MOST_WAITING} bytes wait to be taken. Thread-safe.
 */
final class ClientStream implements ClientResponseObserver<ClientMessage, ServerMessage> {
    /** One message more can wait, however large it is. */
    private static final long MOST_WAITING = 1 << 20;

    private final ReentrantLock sending = new ReentrantLock();
    private final ReentrantLock counting = new ReentrantLock();
    private final Map<Long, Mailbox<ServerMessage>> mailboxes = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final Listener listener;
    private volatile @Nullable ClientCallStreamObserver<ClientMessage> requests;
    private volatile @Nullable Throwable broken;
    private long waiting;
    private boolean paused;

    /** Takes what belongs to no conversation that is known. It must not wait. */
    interface Listener {
        /**
         * Takes a message.
         *
         * @return whether it has been done with; else {@link ClientStream#consumed} is called later
         */
        boolean heard(ServerMessage message);
    }

    ClientStream(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ClientMessage> stream) {
        stream.disableAutoRequestWithInitial(1);
        requests = stream;
    }

    /** Completes when the server has taken the stream; fails with what gRPC says otherwise. */
    CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /** Completes when there are no messages any more. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Gives what ended the stream, or null. */
    @Nullable
    Throwable broken() {
        return broken;
    }

    Mailbox<ServerMessage> open(long conversation) {
        Mailbox<ServerMessage> mailbox = new Mailbox<>();
        mailboxes.put(conversation, mailbox);
        if (broken != null) {
            mailbox.close();
        }
        return mailbox;
    }

    void close(long conversation) {
        mailboxes.remove(conversation);
    }

    /** Sends a message; tells whether there was a stream to send it over. */
    boolean send(ClientMessage message) {
        sending.lock();
        try {
            ClientCallStreamObserver<ClientMessage> stream = requests;
            if (broken != null || stream == null) {
                return false;
            }
            stream.onNext(message);
            return true;
        } catch (IllegalStateException over) {
            return false;
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void onNext(ServerMessage message) {
        arrived(message.getSerializedSize());
        if (message.hasOpened()) {
            opened.complete(null);
            consumed(message);
            return;
        }
        Mailbox<ServerMessage> mailbox = mailboxes.get(conversation(message));
        if (mailbox != null) {
            mailbox.put(message);
        } else if (listener.heard(message)) {
            consumed(message);
        }
    }

    private static long conversation(ServerMessage message) {
        return switch (message.getKindCase()) {
            case RESULT -> message.getResult().getConversation();
            case RAISED -> message.getRaised().getConversation();
            case THROWN -> message.getThrown().getConversation();
            case PROBLEM -> message.getProblem().getConversation();
            case CALLBACK -> message.getCallback().getConversation();
            case PRINTED -> message.getPrinted().getConversation();
            case LOGGED -> message.getLogged().getConversation();
            default -> 0;
        };
    }

    private void arrived(int size) {
        counting.lock();
        try {
            waiting += size;
            if (waiting >= MOST_WAITING) {
                paused = true;
                return;
            }
        } finally {
            counting.unlock();
        }
        request();
    }

    /** A message has been done with. */
    void consumed(ServerMessage message) {
        counting.lock();
        try {
            waiting -= message.getSerializedSize();
            if (!paused || waiting >= MOST_WAITING) {
                return;
            }
            paused = false;
        } finally {
            counting.unlock();
        }
        request();
    }

    private void request() {
        ClientCallStreamObserver<ClientMessage> stream = requests;
        if (stream != null) {
            stream.request(1);
        }
    }

    @Override
    public void onError(Throwable failed) {
        end(failed);
    }

    @Override
    public void onCompleted() {
        end(Status.CANCELLED.withDescription("the stream was closed").asRuntimeException());
    }

    private void end(Throwable reason) {
        broken = reason;
        opened.completeExceptionally(reason);
        ended.complete(null);
        mailboxes.values().forEach(Mailbox::close);
    }

    /** Ends it without waiting for anything. */
    void cancel(String reason) {
        ClientCallStreamObserver<ClientMessage> stream = requests;
        if (stream != null) {
            stream.cancel(reason, null);
        }
    }
}

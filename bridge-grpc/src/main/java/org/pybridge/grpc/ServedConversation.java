package org.pybridge.grpc;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.PythonException;
import org.pybridge.grpc.protocol.Call;
import org.pybridge.grpc.protocol.Callback;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.Printed;
import org.pybridge.grpc.protocol.Raised;
import org.pybridge.grpc.protocol.Result;
import org.pybridge.grpc.protocol.ServerMessage;
import org.pybridge.grpc.protocol.Thrown;
import org.pybridge.internal.lease.LeasedCall;

/**
 * A call of a client, with the callbacks that it makes and the calls that those make; or a thread of Python's that calls the client. The
 * server's half of {@link ClientConversation}.
 */
final class ServedConversation implements Output {
    private final ServerStream stream;
    private final long number;
    private final long call;
    private final LeasedCall running = new LeasedCall();
    private final Mailbox<ClientMessage> mailbox = new Mailbox<>();
    private volatile int asking;

    /**
     * Begins one.
     *
     * @param call the number of the call that it belongs to, or is
     */
    ServedConversation(ServerStream stream, long number, long call) {
        this.stream = stream;
        this.number = number;
        this.call = call;
    }

    long number() {
        return number;
    }

    LeasedCall running() {
        return running;
    }

    boolean isOfPythonThread() {
        return number != call;
    }

    boolean isAsking() {
        return asking > 0;
    }

    /** Takes what the client says in its turn; false when it is not its turn. */
    boolean heard(ClientMessage message) {
        if (asking == 0) {
            return false;
        }
        mailbox.put(message);
        return true;
    }

    /** The client says nothing any more. */
    void abandon() {
        mailbox.close();
    }

    /** Has the client run a function, and makes the calls that this makes. */
    @Nullable
    Object ask(
            long function,
            @Nullable String method,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        stream.requireHarmless(arguments);
        stream.requireHarmless(named);
        Callback.Builder callback = Callback.newBuilder()
                .setConversation(number)
                .setCall(call)
                .setFunction(function)
                .setArguments(stream.bytes(arguments));
        if (method != null) {
            callback.setMethod(method);
        }
        if (!named.isEmpty()) {
            callback.setNamed(stream.bytes(named));
        }
        asking++;
        try {
            stream.send(ServerMessage.newBuilder().setCallback(callback).build());
            return await();
        } finally {
            asking--;
            stream.asked(this);
        }
    }

    private @Nullable Object await() {
        while (true) {
            ClientMessage message = mailbox.take();
            if (message == null) {
                throw new IllegalStateException("the client whose function this is has gone");
            }
            switch (message.getKindCase()) {
                case ANSWER -> {
                    return stream.read(message.getAnswer().getValue());
                }
                case FAILURE -> throw stream.objects().thrown(message.getFailure());
                default -> stream.send(outcome(message.getCall(), () -> stream.callInside(message.getCall(), this)));
            }
        }
    }

    /** Makes a call, and what is told of its end. */
    ServerMessage outcome(Call made, Calling calling) {
        int depth = made.getDepth();
        try {
            ByteString value = calling.result();
            stream.requireFits(value.size());
            return ServerMessage.newBuilder()
                    .setResult(Result.newBuilder()
                            .setConversation(number)
                            .setDepth(depth)
                            .setValue(value))
                    .build();
        } catch (Throwable failed) {
            return failure(failed, depth);
        }
    }

    private ServerMessage failure(Throwable failed, int depth) {
        ServerMessage.Builder message = ServerMessage.newBuilder();
        Long thrown = stream.objects().numberOf(failed);
        if (thrown != null) {
            message.setThrown(
                    Thrown.newBuilder().setConversation(number).setDepth(depth).setThrown(thrown));
        } else if (failed instanceof PythonException raised) {
            long passing = depth > 0 || isOfPythonThread() ? stream.objects().passes(raised) : 0;
            message.setRaised(Raised.newBuilder()
                    .setConversation(number)
                    .setDepth(depth)
                    .setDescription(stream.bytes(Outcomes.description(raised, passing))));
        } else {
            stream.report(failed);
            var problem = Outcomes.problem(failed).setConversation(number).setDepth(depth);
            if (failed.getCause() instanceof PythonException cause) {
                problem.setCause(stream.bytes(Outcomes.description(cause, 0)));
            }
            message.setProblem(problem);
        }
        return message.build();
    }

    /** Makes a call, and writes its result. */
    @FunctionalInterface
    interface Calling {
        ByteString result();
    }

    @Override
    public void stdout(String text) {
        print(text, false);
    }

    @Override
    public void stderr(String text) {
        print(text, true);
    }

    private void print(String text, boolean error) {
        stream.sendWhenReady(ServerMessage.newBuilder()
                .setPrinted(Printed.newBuilder()
                        .setConversation(number)
                        .setError(error)
                        .setText(text))
                .build());
    }
}

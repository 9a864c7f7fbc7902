package org.pybridge.grpc;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.Output;
import org.pybridge.PythonException;
import org.pybridge.grpc.protocol.Answer;
import org.pybridge.grpc.protocol.Call;
import org.pybridge.grpc.protocol.Callback;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.Failure;
import org.pybridge.grpc.protocol.Printed;
import org.pybridge.grpc.protocol.Problem;
import org.pybridge.grpc.protocol.ResultMode;
import org.pybridge.grpc.protocol.ServerMessage;
import org.pybridge.internal.runtime.Deliveries;
import org.pybridge.internal.runtime.ElsewhereInJava;
import org.pybridge.internal.runtime.NumberedReference;
import org.pybridge.internal.runtime.RaisedErrors;
import org.pybridge.internal.support.DiagnosticContext;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.Target;
import org.pybridge.spi.WrongArguments;
import org.pybridge.wire.ValueWriter;
import org.slf4j.MDC;

/** A thread here and a thread on the server that take turns: a call, the callbacks that it makes, the calls that those make. */
final class ClientConversation {
    private static final int PARTS_OF_AN_ERROR = 12;

    private final RemoteInterpreter interpreter;
    private final long number;
    private final @Nullable Thread caller;
    private final ClientStream stream;
    private final Mailbox<ServerMessage> mailbox;
    private final ValueWriter writer;
    private final DiagnosticContext context = DiagnosticContext.current();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int depth;
    private volatile boolean stopped;

    /**
     * Begins a conversation.
     *
     * @param caller the thread that makes the call; null when a thread of Python's calls Java
     */
    ClientConversation(RemoteInterpreter interpreter, long number, @Nullable Thread caller) {
        this.interpreter = interpreter;
        this.number = number;
        this.caller = caller;
        this.stream = interpreter.stream();
        this.mailbox = stream.open(number);
        this.writer = new ValueWriter(interpreter.things());
    }

    long number() {
        return number;
    }

    @Nullable
    Thread caller() {
        return caller;
    }

    DiagnosticContext context() {
        return context;
    }

    /** Says that the call is to end, wherever it is. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Makes a call and waits for its end. */
    @Nullable
    Object call(Invocation invocation, Output output) {
        Call call = message(invocation);
        Protocol.requireFits(call.getSerializedSize(), interpreter.mostOfServer());
        if (!stream.send(ClientMessage.newBuilder().setCall(call).build())) {
            throw interpreter.lost(false);
        }
        int outside = depth;
        depth = outside + 1;
        try {
            return outcome(output, outside);
        } finally {
            depth = outside;
        }
    }

    private Call message(Invocation invocation) {
        Target target = invocation.target();
        Call.Builder call = Call.newBuilder()
                .setConversation(number)
                .setDepth(depth)
                .setResultMode(ResultMode.valueOf(invocation.resultMode().name()))
                .setArguments(Protocol.bytes(Arrays.asList(invocation.arguments()), writer));
        String trace = MDC.get(Protocol.TRACE);
        if (trace != null && trace.length() <= Protocol.LONGEST_TRACE) {
            call.setTraceparent(trace);
        }
        if (target instanceof EntryPoint) {
            call.setEntryPoint(target.toString());
        } else {
            call.setObject(((NumberedReference) target).in(interpreter));
        }
        if (!invocation.keywords().isEmpty()) {
            call.setKeywords(Protocol.bytes(invocation.keywords(), writer));
        }
        if (invocation.options().timeout() != null) {
            call.setLimitNanos(RemoteInterpreter.nanos(invocation.options().timeout()));
        }
        return call.build();
    }

    private @Nullable Object outcome(Output output, int outside) {
        Deliveries deliveries = new Deliveries();
        while (true) {
            ServerMessage message = mailbox.take();
            if (message == null) {
                throw interpreter.lost(true);
            }
            if (isOfOuterCall(message, outside)) {
                mailbox.putBack(message);
                throw new CallCancelledException(true);
            }
            try {
                switch (message.getKindCase()) {
                    case PRINTED -> deliveries.deliver(() -> print(message.getPrinted(), output));
                    case LOGGED -> deliveries.deliver(() -> interpreter.log(message.getLogged()));
                    case CALLBACK -> answer(message.getCallback());
                    default -> {
                        Object result = result(message);
                        deliveries.check();
                        return result;
                    }
                }
            } finally {
                stream.consumed(message);
            }
        }
    }

    /** A call that was ended on the server ends those inside of it, too. */
    private static boolean isOfOuterCall(ServerMessage message, int outside) {
        return switch (message.getKindCase()) {
            case RESULT -> message.getResult().getDepth() < outside;
            case RAISED -> message.getRaised().getDepth() < outside;
            case THROWN -> message.getThrown().getDepth() < outside;
            case PROBLEM -> message.getProblem().getDepth() < outside;
            default -> false;
        };
    }

    static void print(Printed printed, Output output) {
        if (printed.getError()) {
            output.stderr(printed.getText());
        } else {
            output.stdout(printed.getText());
        }
    }

    private @Nullable Object result(ServerMessage message) {
        return switch (message.getKindCase()) {
            case RESULT -> interpreter.read(message.getResult().getValue());
            case RAISED -> throw raised(message.getRaised().getDescription());
            case THROWN ->
                throw RaisedErrors.asItIs(
                        interpreter.things().thrown(message.getThrown().getThrown()));
            case PROBLEM -> throw interpreter.problem(exception(message.getProblem()));
            default -> throw interpreter.violated("a call cannot end with " + message.getKindCase());
        };
    }

    private PythonException raised(ByteString description) {
        if (interpreter.read(description) instanceof List<?> parts && parts.size() >= PARTS_OF_AN_ERROR) {
            return interpreter.passing().of(parts);
        }
        throw interpreter.violated("an exception without its parts");
    }

    private RuntimeException exception(Problem problem) {
        return Outcomes.exception(problem, problem.getCause().isEmpty() ? null : raised(problem.getCause()));
    }

    /** Runs a callback for Python. Whatever it throws is sent back, and raised there. */
    void answer(Callback called) {
        ClientMessage.Builder message = ClientMessage.newBuilder();
        try {
            Object result = run(called);
            Answer answer = Answer.newBuilder()
                    .setConversation(number)
                    .setValue(Protocol.bytes(result, writer))
                    .build();
            Protocol.requireFits(answer.getSerializedSize(), interpreter.mostOfServer());
            message.setAnswer(answer);
        } catch (Throwable thrown) {
            String text = thrown.getMessage();
            message.setFailure(Failure.newBuilder()
                    .setConversation(number)
                    .setType(ElsewhereInJava.nameOf(thrown))
                    .setMessage(text == null ? "" : text)
                    .setThrown(interpreter.things().keep(thrown))
                    .setPassing(interpreter.passing().number(thrown))
                    .setWrongArguments(thrown instanceof WrongArguments));
        }
        stream.send(message.build());
    }

    private @Nullable Object run(Callback called) throws Throwable {
        org.pybridge.spi.Callback callback = interpreter.things().function(called);
        List<@Nullable Object> arguments = Collections.unmodifiableList(interpreter.list(called.getArguments()));
        Map<String, @Nullable Object> named = interpreter.named(called.getNamed());
        return interpreter.callbacks().run(this, number, callback, arguments, named);
    }

    /** Says that nothing comes any more. */
    void close() {
        stream.close(number);
        ended.countDown();
    }

    /** Waits for the end, at most so long; tells whether it has come. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}

package org.pybridge.grpc;

import com.google.protobuf.ByteString;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.Close;
import org.pybridge.grpc.protocol.Logged;
import org.pybridge.grpc.protocol.Release;
import org.pybridge.grpc.protocol.ServerMessage;
import org.pybridge.grpc.protocol.Stop;
import org.pybridge.grpc.protocol.Stopped;
import org.pybridge.internal.runtime.CallbackThreads;
import org.pybridge.internal.runtime.NumberedReference;
import org.pybridge.internal.runtime.PassingErrors;
import org.pybridge.internal.runtime.Releases;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.pybridge.wire.Imports;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An interpreter on a server: one stream to it. */
final class RemoteInterpreter implements Interpreter, Imports, ClientStream.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteInterpreter.class);
    private static final long FAREWELL_MILLIS = 2000;

    private final Host host;
    private final Shared shared;
    private final ClientStream stream = new ClientStream(this);
    private final JavaHandles things = new JavaHandles(this);
    private final PassingErrors passing = new PassingErrors();
    private final CallbackThreads<ClientConversation> callbacks;
    private final ValueReader reader;
    private final Releases releases;
    private final Map<Long, ClientConversation> running = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<StopResult>> stopping = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final long mostOfServer;
    private volatile boolean usable = true;
    private volatile @Nullable String violation;
    private volatile boolean closedAlive;

    /**
     * What the interpreters of a backend share.
     *
     * @param target where the server is, for messages
     * @param cleaner releases what Java forgets
     * @param threads run the callbacks of threads that Python code started
     * @param maxResult how many bytes of memory a result may take
     */
    record Shared(String target, Cleaner cleaner, Executor threads, long maxResult) {}

    RemoteInterpreter(Host host, Shared shared, long mostOfServer) {
        this.host = host;
        this.shared = shared;
        this.mostOfServer = mostOfServer;
        this.callbacks = new CallbackThreads<>(host);
        this.reader = new ValueReader(this, shared.maxResult(), "RemotePython.builder(target).maxResult(bytes)");
        this.releases = new Releases(
                batch -> stream.send(ClientMessage.newBuilder()
                        .setRelease(Release.newBuilder().addAllNumbers(batch))
                        .build()),
                running::isEmpty);
    }

    ClientStream stream() {
        return stream;
    }

    JavaHandles things() {
        return things;
    }

    PassingErrors passing() {
        return passing;
    }

    CallbackThreads<ClientConversation> callbacks() {
        return callbacks;
    }

    long mostOfServer() {
        return mostOfServer;
    }

    static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException centuries) {
            return Long.MAX_VALUE;
        }
    }

    @Nullable
    Object read(ByteString bytes) {
        try {
            return Protocol.value(bytes, reader);
        } catch (WireFormatException malformed) {
            throw violated(malformed);
        }
    }

    List<@Nullable Object> list(ByteString bytes) {
        return Protocol.list(bytes, reader);
    }

    Map<String, @Nullable Object> named(ByteString bytes) {
        return Protocol.named(bytes, reader);
    }

    @Override
    public @Nullable Object call(Invocation invocation, Output output) {
        ClientConversation outer = callbacks.current();
        try {
            return outer == null ? begin(invocation, output) : outer.call(invocation, output);
        } finally {
            // An object that only this call knows must not be released before Python has seen it.
            Reference.reachabilityFence(invocation);
        }
    }

    private @Nullable Object begin(Invocation invocation, Output output) {
        ClientConversation conversation =
                new ClientConversation(this, numbers.incrementAndGet(), Thread.currentThread());
        running.put(conversation.number(), conversation);
        try {
            return conversation.call(invocation, output);
        } finally {
            running.remove(conversation.number());
            conversation.close();
            releases.send();
        }
    }

    /** Says that the stream is no more, and why. */
    InterpreterLostException lost(boolean mayHaveRun) {
        usable = false;
        String offence = violation;
        if (offence != null) {
            return new InterpreterLostException("protocol error: " + offence, null, mayHaveRun, null);
        }
        Throwable broken = stream.broken();
        if (closedAlive) {
            return new InterpreterLostException("the interpreter was closed while the call ran", broken);
        }
        return ConnectionErrors.lost(shared.target(), broken, mayHaveRun);
    }

    /** Ends a stream whose other side has broken the protocol. */
    InterpreterLostException violated(String how) {
        violation = how;
        stream.cancel(how);
        return lost(true);
    }

    InterpreterLostException violated(WireFormatException malformed) {
        return violated(String.valueOf(malformed.getMessage()));
    }

    /** Looks whether a call that failed has lost the interpreter with it. */
    RuntimeException problem(RuntimeException failed) {
        if (failed instanceof InterpreterLostException) {
            usable = false;
        }
        return failed;
    }

    /** Makes the user's handle of an object on the server. */
    @Override
    public Object reference(long number) {
        return host.wrap(new NumberedReference(this, number, releases, shared.cleaner()));
    }

    @Override
    public Object object(long number) {
        return things.object(number);
    }

    /** A call that is being stopped reads no further; its deadline holds while Java reads, too. */
    @Override
    public void requireWanted() {
        ClientConversation call = of(Thread.currentThread());
        if (call != null && call.isStopped()) {
            throw new CallCancelledException(true);
        }
    }

    void log(Logged record) {
        host.log(
                record.getLogger(),
                record.getLevel(),
                record.getMessage(),
                record.hasTraceback() ? record.getTraceback() : null);
    }

    @Override
    public boolean heard(ServerMessage message) {
        switch (message.getKindCase()) {
            case FORGOTTEN -> things.forget(message.getForgotten().getNumbersList());
            case STOPPED -> stopped(message.getStopped());
            case CALLBACK, PRINTED, LOGGED -> {
                shared.threads().execute(() -> attend(message));
                return false;
            }
            default -> LOG.debug("a call had ended before its {} came", message.getKindCase());
        }
        return true;
    }

    private void stopped(Stopped answer) {
        CompletableFuture<StopResult> expected = stopping.remove(answer.getRequest());
        if (expected != null) {
            expected.complete(StopResult.valueOf(answer.getResult()));
        }
    }

    /** Takes what a thread that Python code started has to say, for the call that started it. */
    private void attend(ServerMessage message) {
        try {
            switch (message.getKindCase()) {
                case CALLBACK -> {
                    ClientConversation conversation =
                            new ClientConversation(this, message.getCallback().getConversation(), null);
                    try {
                        in(message.getCallback().getCall(), () -> conversation.answer(message.getCallback()));
                    } finally {
                        conversation.close();
                    }
                }
                case LOGGED -> in(message.getLogged().getConversation(), () -> log(message.getLogged()));
                default -> ClientConversation.print(message.getPrinted(), Output.toLog());
            }
        } catch (RuntimeException | Error failed) {
            LOG.warn("what Python has said outside of a call could not be delivered", failed);
        } finally {
            stream.consumed(message);
        }
    }

    private void in(long number, Runnable work) {
        ClientConversation call = running.get(number);
        if (call == null) {
            work.run();
            return;
        }
        call.context().enter();
        try {
            work.run();
        } finally {
            call.context().leave();
        }
    }

    private @Nullable ClientConversation of(Thread caller) {
        Collection<ClientConversation> all = running.values();
        return all.stream().filter(call -> call.caller() == caller).findFirst().orElse(null);
    }

    @Override
    public StopResult stop(Thread caller, StopStep step, Duration grace) {
        ClientConversation call = of(caller);
        if (call == null) {
            return StopResult.NOT_HERE;
        }
        call.stop();
        boolean inCallback =
                step.compareTo(StopStep.INTERRUPT) >= 0 && callbacks.interrupt((thread, number) -> thread == caller);
        if (step == StopStep.INTERRUPT && host.callersPerInterpreter() > 1) {
            // The others' code would be interrupted, too.
            return inCallback ? StopResult.TAKEN : StopResult.NO_SUCH_STEP;
        }
        StopResult result = step == StopStep.KILL ? kill(call, grace.dividedBy(4)) : ask(call.number(), step, grace);
        if (result == StopResult.TAKEN && step.compareTo(StopStep.TERMINATE) >= 0) {
            usable = false;
        }
        return inCallback ? StopResult.TAKEN : result;
    }

    /** Has the server kill the interpreter. A call that has not ended in half of the time ends with the stream, whatever the server does. */
    private StopResult kill(ClientConversation call, Duration patience) {
        StopResult result = ask(call.number(), StopStep.KILL, patience);
        try {
            if (result == StopResult.TAKEN && !call.awaitEnd(patience)) {
                stream.cancel("a call that does not end");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    /** Has the server take a step. */
    private StopResult ask(long conversation, StopStep step, Duration grace) {
        long request = numbers.incrementAndGet();
        CompletableFuture<StopResult> answer = new CompletableFuture<>();
        stopping.put(request, answer);
        try {
            Stop stop = Stop.newBuilder()
                    .setConversation(conversation)
                    .setRequest(request)
                    .setStep(step.name())
                    .setGraceNanos(nanos(grace))
                    .build();
            if (!stream.send(ClientMessage.newBuilder().setStop(stop).build())) {
                return StopResult.TAKEN;
            }
            return answer.get(nanos(grace), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            return StopResult.TAKEN;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return StopResult.TAKEN;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        } finally {
            stopping.remove(request);
        }
    }

    @Override
    public boolean isUsable() {
        return usable && stream.broken() == null;
    }

    @Override
    public void close() {
        boolean polite = isUsable() && running.isEmpty();
        closedAlive |= isUsable();
        usable = false;
        if (!polite) {
            stream.cancel("the interpreter is closed");
            return;
        }
        stream.send(
                ClientMessage.newBuilder().setClose(Close.getDefaultInstance()).build());
        try {
            stream.ended().get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            stream.cancel("the server does not end the stream");
        } catch (InterruptedException interrupted) {
            stream.cancel("the interpreter is closed");
            Thread.currentThread().interrupt();
        }
    }
}

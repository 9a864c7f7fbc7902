package org.pybridge.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.ConversionException;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.grpc.protocol.Call;
import org.pybridge.grpc.protocol.ClientMessage;
import org.pybridge.grpc.protocol.Logged;
import org.pybridge.grpc.protocol.Open;
import org.pybridge.grpc.protocol.Opened;
import org.pybridge.grpc.protocol.Release;
import org.pybridge.grpc.protocol.ServerMessage;
import org.pybridge.grpc.protocol.Stop;
import org.pybridge.grpc.protocol.Stopped;
import org.pybridge.internal.lease.Lease;
import org.pybridge.internal.lease.LeasedCall;
import org.pybridge.internal.lease.Tenant;
import org.pybridge.internal.runtime.Releases;
import org.pybridge.spi.CallOptions;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.pybridge.spi.Target;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.ValueWriter;
import org.pybridge.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The server's end of a stream: takes the client's messages, has its calls made, and tells of their ends. Thread-safe.
 */
final class ServerStream implements StreamObserver<ClientMessage>, Tenant {
    /** Names the client's call in the diagnostic context of those who work for it, here and in Python's threads. */
    static final String CALL = "pybridge.call";

    private static final Logger LOG = LoggerFactory.getLogger(ServerStream.class);
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** How much longer the server lets a call run than its client does, who stops it himself. */
    private static final Duration LATER_THAN_CLIENT = Duration.ofSeconds(5);

    private final Served served;
    private final Peer peer;
    private final ServerCallStreamObserver<ServerMessage> responses;
    private final ServedObjects objects;
    private final Releases forgotten;
    private final StreamLease lease;
    private final ValueReader reader;
    private final ValueWriter writer;
    private final ReentrantLock sending = new ReentrantLock();
    private final Condition ready = sending.newCondition();
    private final Map<Long, ServedConversation> conversations = new ConcurrentHashMap<>();
    private final Map<Thread, ServedConversation> ofPythonThreads = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile @Nullable EntryPointRules rules;
    private volatile long mostOfClient;
    private volatile boolean ended;
    private volatile boolean draining;
    private boolean opening;

    ServerStream(Served served, Peer peer, ServerCallStreamObserver<ServerMessage> responses) {
        this.served = served;
        this.peer = peer;
        this.responses = responses;
        this.forgotten = new Releases(
                batch -> send(ServerMessage.newBuilder()
                        .setForgotten(Release.newBuilder().addAllNumbers(batch))
                        .build()),
                () -> true);
        this.objects = new ServedObjects(this, served, forgotten);
        this.lease = new StreamLease(served.lender(), this, objects);
        this.reader =
                new ValueReader(objects, served.limits().maxMemory(), "PythonServer.builder(python).maxMessage(bytes)");
        this.writer = new ValueWriter(objects);
        responses.setOnReadyHandler(this::becameReady);
        responses.setOnCancelHandler(() -> end(null));
    }

    ServedObjects objects() {
        return objects;
    }

    ByteString bytes(@Nullable Object natural) {
        return Protocol.bytes(natural, writer);
    }

    @Nullable
    Object read(ByteString bytes) {
        return Protocol.value(bytes, reader);
    }

    /** Refuses a result that the client would refuse, so that only the call fails. */
    void requireFits(int size) {
        if (size > mostOfClient - Protocol.ENVELOPE) {
            throw ConversionException.ofResult(
                            "a result of " + size + " bytes", "the client's limit of " + mostOfClient + " bytes")
                    .explained(
                            "keep it in Python as PyObject, or allow more: RemotePython.builder(target).maxMessage(bytes)",
                            null);
        }
    }

    // --- what comes ---

    @Override
    public void onNext(ClientMessage message) {
        switch (message.getKindCase()) {
            case OPEN -> {
                if (opening) {
                    refuse(Status.INVALID_ARGUMENT.withDescription("a stream that is opened twice"));
                } else {
                    opening = true;
                    served.threads().execute(() -> open(message.getOpen()));
                }
            }
            case CALL -> call(message);
            case ANSWER -> heard(message.getAnswer().getConversation(), message);
            case FAILURE -> heard(message.getFailure().getConversation(), message);
            case STOP -> served.threads().execute(() -> stop(message.getStop()));
            case RELEASE -> served.threads().execute(() -> release(message.getRelease()));
            case CLOSE -> served.threads().execute(this::close);
            case KIND_NOT_SET -> refuse(Status.INVALID_ARGUMENT.withDescription("a message of an unknown kind"));
        }
    }

    private void open(Open open) {
        try {
            if (open.getProtocol() != Protocol.VERSION) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("the client speaks version " + open.getProtocol()
                                + " of the protocol, and this server version " + Protocol.VERSION
                                + "; use the same release of PyBridge on both sides")
                        .asRuntimeException();
            }
            if (open.getBigEndian() != Protocol.BIG_ENDIAN) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("the machines write numbers in different byte orders")
                        .asRuntimeException();
            }
            EntryPointRules permitted = served.admit(this, peer);
            mostOfClient = open.getMaxMessage();
            if (open.getExclusive()) {
                lease.keep();
            }
            rules = permitted;
            if (ended) {
                // It may have ended before it was admitted, or while it took an interpreter.
                served.dismiss(this, peer);
                lease.settle(ended);
            }
            send(ServerMessage.newBuilder()
                    .setOpened(Opened.getDefaultInstance())
                    .build());
        } catch (RuntimeException | Error failed) {
            report(failed);
            refuse(Statuses.of(failed));
        }
    }

    private void call(ClientMessage message) {
        Call call = message.getCall();
        ServedConversation present = conversations.get(call.getConversation());
        if (call.getDepth() > 0 || present != null) {
            if (present == null || present.heard(message)) {
                return;
            }
            refuse(Status.INVALID_ARGUMENT.withDescription("a call out of turn"));
        } else if (rules == null || call.getConversation() <= 0) {
            refuse(Status.INVALID_ARGUMENT.withDescription("a call before the stream was opened"));
        } else if (conversations.size() >= served.limits().maxCalls()) {
            refuse(Status.RESOURCE_EXHAUSTED.withDescription(
                    "a client may make " + served.limits().maxCalls() + " calls of one stream at once"));
        } else {
            ServedConversation begun = new ServedConversation(this, call.getConversation(), call.getConversation());
            conversations.put(begun.number(), begun);
            served.threads().execute(() -> run(call, begun));
        }
    }

    /** What comes for a conversation that has ended meanwhile is of no interest any more. */
    private void heard(long number, ClientMessage message) {
        ServedConversation conversation = conversations.get(number);
        if (conversation != null && !conversation.heard(message)) {
            refuse(Status.INVALID_ARGUMENT.withDescription("an answer out of turn"));
        }
    }

    private void stop(Stop stop) {
        ServedConversation conversation = conversations.get(stop.getConversation());
        StopResult result = StopResult.NOT_HERE;
        try {
            if (conversation != null) {
                Duration grace = Duration.ofNanos(Math.max(0, stop.getGraceNanos()));
                result = conversation.running().step(StopStep.valueOf(stop.getStep()), grace);
            }
        } catch (IllegalArgumentException unknown) {
            result = StopResult.NO_SUCH_STEP;
        }
        send(ServerMessage.newBuilder()
                .setStopped(Stopped.newBuilder().setRequest(stop.getRequest()).setResult(result.name()))
                .build());
    }

    private void release(Release release) {
        objects.release(release.getNumbersList());
        lease.settle(ended);
        endIfDrained();
    }

    // --- calls ---

    private void run(Call call, ServedConversation conversation) {
        ServerMessage outcome;
        MDC.put(CALL, String.valueOf(conversation.number()));
        if (!call.getTraceparent().isEmpty() && call.getTraceparent().length() <= Protocol.LONGEST_TRACE) {
            MDC.put(Protocol.TRACE, call.getTraceparent());
        }
        try {
            outcome = conversation.outcome(call, () -> leased(call, conversation));
        } finally {
            MDC.remove(CALL);
            MDC.remove(Protocol.TRACE);
            conversations.remove(conversation.number());
            conversation.abandon();
        }
        lease.settle(ended);
        if (conversations.isEmpty()) {
            objects.endPassing();
        }
        send(outcome);
        endIfDrained();
    }

    /** Makes a call in the stream's interpreter. What it returns is written before anybody else can have that. */
    private ByteString leased(Call call, ServedConversation conversation) {
        Lease present = lease.enter();
        try {
            Invocation invocation = invocation(call, conversation);
            Object result = permitted()
                    .call(
                            invocation,
                            each -> present.call(each, each == invocation ? conversation.running() : new LeasedCall()));
            return bytes(result);
        } finally {
            lease.leave();
        }
    }

    /** Makes a call inside of a callback. */
    ByteString callInside(Call call, ServedConversation conversation) {
        Lease present = lease.present();
        if (present == null) {
            throw new InterpreterLostException("the call that called back has ended", null, false, null);
        }
        return bytes(permitted().call(invocation(call, conversation), present::callInside));
    }

    /** Refuses what Python gives to a function of a client that may not have it. */
    void requireHarmless(Object given) {
        Lease present = lease.present();
        if (present != null) {
            permitted().requireHarmless(given, present::callInside);
        }
    }

    private EntryPointRules permitted() {
        EntryPointRules known = rules;
        if (known == null) {
            throw new AccessRefusedException("the stream was not opened");
        }
        return known;
    }

    private Invocation invocation(Call call, Output output) {
        try {
            Target target =
                    call.hasObject() ? objects.reference(call.getObject()) : EntryPoint.of(call.getEntryPoint());
            @Nullable
            Object[] arguments = Protocol.list(call.getArguments(), reader).toArray();
            Map<String, @Nullable Object> named = Protocol.named(call.getKeywords(), reader);
            ResultMode mode = ResultMode.valueOf(call.getResultMode().name());
            return new Invocation(target, arguments, named, mode, CallOptions.of(output, limit(call)));
        } catch (WireFormatException | IllegalArgumentException malformed) {
            refuse(Status.INVALID_ARGUMENT.withDescription("a malformed call: " + malformed.getMessage()));
            throw malformed;
        }
    }

    private Duration limit(Call call) {
        Duration most = served.limits().maxCallTime();
        if (call.getLimitNanos() <= 0) {
            return most;
        }
        Duration asked = Duration.ofNanos(call.getLimitNanos()).plus(LATER_THAN_CLIENT);
        return asked.compareTo(most) < 0 ? asked : most;
    }

    /** Finds the conversation in which the current thread, which is in a callback, speaks; or begins one for a thread of Python's. */
    ServedConversation conversation() {
        ServedConversation own = running(Thread.currentThread());
        if (own != null) {
            return own;
        }
        return ofPythonThreads.computeIfAbsent(Thread.currentThread(), thread -> {
            ServedConversation made = new ServedConversation(this, -numbers.incrementAndGet(), callWorkedFor());
            conversations.put(made.number(), made);
            if (ended) {
                made.abandon();
            }
            return made;
        });
    }

    private @Nullable ServedConversation running(Thread thread) {
        for (ServedConversation each : conversations.values()) {
            if (!each.isOfPythonThread() && each.running().isIn(thread)) {
                return each;
            }
        }
        return null;
    }

    private static long callWorkedFor() {
        String number = MDC.get(CALL);
        return number == null ? 0 : Long.parseLong(number);
    }

    /** The current thread has asked the client. */
    void asked(ServedConversation conversation) {
        if (conversation.isOfPythonThread() && !conversation.isAsking()) {
            ofPythonThreads.remove(Thread.currentThread());
            conversations.remove(conversation.number());
        }
    }

    @Override
    public void log(String logger, int level, String message, @Nullable String traceback) {
        ServedConversation here = running(Thread.currentThread());
        Logged.Builder record = Logged.newBuilder()
                .setConversation(here == null ? callWorkedFor() : here.number())
                .setLogger(logger)
                .setLevel(level)
                .setMessage(message);
        if (traceback != null) {
            record.setTraceback(traceback);
        }
        sendWhenReady(ServerMessage.newBuilder().setLogged(record).build());
    }

    /** Gives the interpreter back as the client wishes, which can still be called by what Python does at its end. */
    private void close() {
        lease.settle(true);
        end(Status.OK);
    }

    /** Ends the stream where its interpreter has ended between two calls, so that the client makes none there. */
    void look() {
        if (lease.isLost()) {
            refuse(Status.UNAVAILABLE.withDescription("the interpreter has ended"));
        }
    }

    // --- what goes ---

    void send(ServerMessage message) {
        sending.lock();
        try {
            if (!ended) {
                responses.onNext(message);
            }
        } catch (IllegalStateException over) {
            LOG.debug("the stream of {} ended before a message went", peer);
        } finally {
            sending.unlock();
        }
    }

    /** Sends a message of which there may be many; waits while the network has enough. A client that reads nothing is cut off. */
    void sendWhenReady(ServerMessage message) {
        sending.lock();
        try {
            long left = STALLED_NANOS;
            while (!ended && !responses.isReady() && left > 0) {
                left = ready.awaitNanos(left);
            }
            if (left <= 0) {
                refuse(Status.ABORTED.withDescription("the client has read nothing for 30 seconds"));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            sending.unlock();
        }
        send(message);
    }

    private void becameReady() {
        sending.lock();
        try {
            ready.signalAll();
        } finally {
            sending.unlock();
        }
    }

    /** Notes what a client is told of, and who runs the server may want to know. */
    void report(Throwable failed) {
        LOG.debug("a call of {} failed", peer, failed);
    }

    // --- the end ---

    @Override
    public void onError(Throwable failed) {
        end(null);
    }

    @Override
    public void onCompleted() {
        end(Status.OK);
    }

    private void refuse(Status status) {
        end(status);
    }

    /** Ends the stream: its calls are stopped, and its interpreter is given back. */
    private void end(@Nullable Status status) {
        sending.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            ready.signalAll();
        } finally {
            sending.unlock();
        }
        conversations.values().forEach(conversation -> {
            conversation.abandon();
            conversation.running().stop();
        });
        served.threads().execute(() -> wind(status));
    }

    private void wind(@Nullable Status status) {
        try {
            lease.settle(ended);
        } catch (RuntimeException failed) {
            LOG.warn("an interpreter could not be given back", failed);
        }
        served.dismiss(this, peer);
        if (status != null && !responses.isCancelled()) {
            if (status.isOk()) {
                responses.onCompleted();
            } else {
                responses.onError(Statuses.exception(status));
            }
        }
    }

    /** Ends the stream as soon as no call runs and nothing is held. */
    void drain() {
        draining = true;
        endIfDrained();
    }

    private void endIfDrained() {
        if (draining && conversations.isEmpty() && objects.isEmpty()) {
            refuse(Status.UNAVAILABLE.withDescription("the server is being closed"));
        }
    }
}

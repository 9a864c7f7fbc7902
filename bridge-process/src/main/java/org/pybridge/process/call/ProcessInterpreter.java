package org.pybridge.process.call;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CallCancelledException;
import org.pybridge.CrashReport;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.internal.runtime.CallbackThreads;
import org.pybridge.internal.runtime.KnownSharedMemory;
import org.pybridge.internal.runtime.NumberedReference;
import org.pybridge.internal.runtime.PassingErrors;
import org.pybridge.internal.runtime.Releases;
import org.pybridge.internal.support.DaemonThread;
import org.pybridge.process.protocol.BrokenFrameException;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameBody;
import org.pybridge.process.protocol.FrameKind;
import org.pybridge.process.protocol.FrameWriter;
import org.pybridge.process.protocol.Lane;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.protocol.SideLane;
import org.pybridge.process.worker.CallRegistry;
import org.pybridge.process.worker.ExitDiagnosis;
import org.pybridge.process.worker.ResidentMemory;
import org.pybridge.process.worker.Worker;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.ResultMode;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.pybridge.wire.Imports;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker, as an interpreter. */
public final class ProcessInterpreter implements Interpreter, Imports {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessInterpreter.class);
    private static final EntryPoint FINISH = EntryPoint.of("_pybridge:finish");
    private static final EntryPoint RELEASE_MEMORY = EntryPoint.of("_pybridge_buffers:release");
    private static final long FAREWELL_MILLIS = 2000;

    private final Worker worker;
    private final Host host;
    private final Shared shared;
    private final Map<String, Duration> startSteps;
    private final JavaHandles things = new JavaHandles(this);
    private final PassingErrors passing = new PassingErrors();
    private final KnownSharedMemory met = new KnownSharedMemory();
    private final ValueReader reader;
    private final PendingCalls pending = new PendingCalls(this);
    private final Releases releases;
    private final List<Conversation> conversations;
    private final Queue<Conversation> idle;
    private final CallbackThreads<Conversation> callbacks;
    private final CallStop stop;
    private volatile boolean usable = true;
    private volatile boolean closedAlive;
    private volatile @Nullable LineException violation;

    /**
     * What the interpreters of a backend share.
     *
     * @param cleaner releases what Java forgets
     * @param threads run the callbacks of threads that Python code started
     * @param maxResult how many bytes a result may take
     */
    public record Shared(Cleaner cleaner, Executor threads, long maxResult) {}

    private ProcessInterpreter(Worker worker, Host host, Shared shared, Map<String, Duration> startSteps) {
        this.worker = worker;
        this.host = host;
        this.shared = shared;
        this.startSteps = startSteps;
        this.reader = new ValueReader(this, shared.maxResult(), "PythonProcess.builder().maxResult(bytes)");
        this.releases = new Releases(this::tellReleased, worker.calls()::isIdle);
        this.callbacks = new CallbackThreads<>(host);
        this.stop = new CallStop(worker, callbacks, () -> usable = false);
        this.conversations = worker.lanes().stream()
                .map(lane -> new Conversation(lane, this))
                .toList();
        this.idle = new ConcurrentLinkedQueue<>(conversations);
    }

    /** Takes over a worker. */
    public static ProcessInterpreter over(Worker worker, Host host, Shared shared, Map<String, Duration> startSteps) {
        ProcessInterpreter interpreter = new ProcessInterpreter(worker, host, shared, startSteps);
        worker.attend(
                new SideFrames(interpreter, worker, interpreter.pending, shared.threads()),
                interpreter.pending::disconnect,
                () -> interpreter.usable = false);
        return interpreter;
    }

    JavaHandles things() {
        return things;
    }

    PassingErrors passing() {
        return passing;
    }

    KnownSharedMemory met() {
        return met;
    }

    private void tellReleased(List<Long> numbers) {
        try {
            worker.side()
                    .send(FrameWriter.numbers(
                            FrameKind.RELEASE,
                            0,
                            numbers.stream().mapToLong(Long::longValue).toArray()));
        } catch (LineException ended) {
            // The worker is gone, and its objects with it.
        }
    }

    SideLane side() {
        return worker.side();
    }

    CallRegistry calls() {
        return worker.calls();
    }

    CallbackThreads<Conversation> callbacks() {
        return callbacks;
    }

    CallStop stop() {
        return stop;
    }

    /** Reads the value that the rest of a frame is. */
    @Nullable
    Object read(ByteBuffer body) throws LineException {
        try {
            Object value = reader.read(body);
            if (body.hasRemaining()) {
                throw new LineException(
                        new BrokenFrameException("a value with " + body.remaining() + " bytes behind it"));
            }
            return value;
        } catch (WireFormatException malformed) {
            throw new LineException(malformed);
        }
    }

    @Override
    public @Nullable Object call(Invocation invocation, Output output) {
        Conversation outer = callbacks.current();
        try {
            return outer == null ? callIdle(invocation, output) : outer.call(invocation, output);
        } catch (LineException broken) {
            throw lost(broken);
        } finally {
            // An object that only this call knows must not be released before Python has seen it.
            Reference.reachabilityFence(invocation);
        }
    }

    private @Nullable Object callIdle(Invocation invocation, Output output) throws LineException {
        Conversation conversation = idle.poll();
        if (conversation == null) {
            Conversation reading = reading();
            return reading == null ? callAside(invocation, output) : reading.call(invocation, output);
        }
        CallRegistry.Running call = worker.calls().begin(output);
        try {
            if (!met.isEmpty()) {
                releaseMemory(conversation, call.number());
            }
            return conversation.call(call.number(), invocation, output);
        } finally {
            idle.add(conversation);
            finished(call);
        }
    }

    /** Has Python let go of the memory that Java has released since the last call. */
    private void releaseMemory(Conversation conversation, long number) throws LineException {
        List<String> released = met.takeReleased();
        if (!released.isEmpty()) {
            Invocation release = Invocation.of(RELEASE_MEMORY, ResultMode.NOTHING, released);
            try {
                conversation.call(number, release, worker.outputOf(0));
            } catch (RuntimeException stopped) {
                met.putBack(released);
                throw stopped;
            }
        }
    }

    /** Makes a call over the side lane, because all lanes are busy, and waits for it. */
    private @Nullable Object callAside(Invocation invocation, Output output) {
        ProcessCall call = pending.prepare(invocation, worker.calls().begin(output));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        call.begin(() -> ended.complete(null));
        // It keeps an interrupt, of which others know what to do.
        ended.join();
        return call.result();
    }

    @Override
    public @Nullable PendingCall pending(Invocation invocation, Output output) {
        return conversations.size() == 1
                ? null
                : pending.prepare(invocation, worker.calls().beginWithoutThread(output));
    }

    /** A call has ended: what was printed past Python is delivered before anybody knows. */
    void finished(CallRegistry.Running call) {
        worker.raw().drain();
        worker.calls().end(call);
        releases.send();
    }

    /** Finds the conversation whose value the current thread is at, or null. */
    private @Nullable Conversation reading() {
        for (Conversation conversation : conversations) {
            if (conversation.isReadOn(Thread.currentThread())) {
                return conversation;
            }
        }
        return null;
    }

    InterpreterLostException lost(LineException broken) {
        return lost(broken, broken.isSent());
    }

    /** Says that the worker is no more, and why; ends it where it has broke the protocol. */
    InterpreterLostException lost(LineException broken, boolean mayHaveRun) {
        violated(broken);
        usable = false;
        LineException offence = violation;
        if (offence == null && closedAlive) {
            return new InterpreterLostException("the interpreter was closed while the call ran", broken.reason());
        }
        CrashReport crash = worker.crash();
        return new InterpreterLostException(
                offence == null
                        ? ExitDiagnosis.words(crash)
                        : "protocol error, and the worker was killed: " + offence.getMessage(),
                (offence == null ? broken : offence).reason(),
                mayHaveRun,
                crash);
    }

    /** The worker has ended, or is ended now because it has broke the protocol. */
    void violated(LineException how) {
        if (how.isBroken()) {
            usable = false;
            if (violation == null) {
                violation = how;
            }
            worker.kill();
        }
    }

    /** Makes the user's handle of an object in the worker. */
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
        CallRegistry.Running call = worker.calls().of(Thread.currentThread());
        if (call != null && call.isStopped()) {
            throw new CallCancelledException(true);
        }
    }

    /** Reads a record of {@code logging}, and gives what hands it on. */
    Runnable record(Frame frame, @Nullable Object body) throws LineException {
        List<?> parts = FrameBody.list(frame, body, 4);
        if (parts.get(0) instanceof String logger
                && parts.get(1) instanceof Number level
                && parts.get(2) instanceof String message
                && (parts.get(3) == null || parts.get(3) instanceof String)) {
            String traceback = (String) parts.get(3);
            return () -> host.log(logger, level.intValue(), message, traceback);
        }
        throw FrameBody.broken(frame, "carries no record of a log");
    }

    @Override
    public StopResult stop(Thread caller, StopStep step, Duration grace) {
        CallRegistry.Running call = worker.calls().of(caller);
        return call == null ? StopResult.NOT_HERE : stop.take(call, step, grace);
    }

    @Override
    public OptionalLong memoryUsed() {
        return ResidentMemory.of(worker.pid());
    }

    @Override
    public Map<String, Duration> startSteps() {
        return startSteps;
    }

    @Override
    public boolean isUsable() {
        return usable && isQuiet();
    }

    /** Tells whether the worker says nothing between two calls. One that does is ended before anybody meets what it has said. */
    private boolean isQuiet() {
        CallRegistry calls = worker.calls();
        long begun = calls.begun();
        if (!calls.isIdle() || worker.lanes().stream().allMatch(Lane::isQuiet)) {
            return true;
        }
        if (!calls.isIdle() || calls.begun() != begun) {
            return true; // A call has begun meanwhile, and this was for it.
        }
        violated(new LineException(new BrokenFrameException("something between two calls")));
        return false;
    }

    @Override
    public void close() {
        boolean polite = usable && worker.calls().isIdle();
        closedAlive |= usable && worker.isAlive();
        usable = false;
        if (polite) {
            sayFarewell();
        } else {
            worker.kill();
        }
    }

    /** Lets Python do what it does at its end, within a limit. */
    private void sayFarewell() {
        Thread farewell = new DaemonThread("pybridge-close", this::finish);
        farewell.start();
        try {
            farewell.join(FAREWELL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        worker.awaitFarewell();
    }

    private void finish() {
        try {
            call(Invocation.of(FINISH, ResultMode.NOTHING), worker.outputOf(0));
            worker.lanes().get(0).send(FrameWriter.numbers(FrameKind.BYE, 0));
        } catch (BridgeException | LineException failed) {
            LOG.debug("a worker ended badly: {}", failed.getMessage());
            worker.kill();
        }
    }
}

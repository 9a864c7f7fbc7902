package org.pybridge.process;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pybridge.BridgeException;
import org.pybridge.CrashReport;
import org.pybridge.InterpreterLostException;
import org.pybridge.Output;
import org.pybridge.spi.Callback;
import org.pybridge.spi.DaemonThread;
import org.pybridge.spi.DiagnosticContext;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.MetMemory;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.Rung;
import org.pybridge.spi.Shape;
import org.pybridge.spi.Target;
import org.pybridge.wire.Imports;
import org.pybridge.wire.ValueReader;
import org.pybridge.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker, as an interpreter. */
final class ProcessInterpreter implements Interpreter, Imports {
    private static final Logger LOG = LoggerFactory.getLogger(PythonProcess.class);
    private static final EntryPoint FINISH = EntryPoint.of("_pybridge:finish");
    private static final EntryPoint RELEASE_MEMORY = EntryPoint.of("_pybridge_buffers:release");
    private static final long FAREWELL_MILLIS = 2000;
    private static final long CANCEL_ROUND_MILLIS = 20;

    private final Worker worker;
    private final Host host;
    private final Shared shared;
    private final Map<String, Duration> startSteps;
    private final JavaThings things = new JavaThings(this);
    private final MetMemory met = new MetMemory();
    private final ValueReader reader = new ValueReader(this);
    private final PendingCalls pending = new PendingCalls(this);
    private final Releases releases;
    private final List<Conversation> conversations;
    private final Queue<Conversation> idle;
    private final Map<Thread, Conversation> answering = new ConcurrentHashMap<>();
    private volatile boolean usable = true;
    private volatile boolean closed;

    /**
     * What the interpreters of a backend share.
     *
     * @param cleaner releases what Java forgets
     * @param threads run the callbacks of threads that Python code started
     */
    record Shared(Cleaner cleaner, Executor threads) {}

    private ProcessInterpreter(Worker worker, Host host, Shared shared, Map<String, Duration> startSteps) {
        this.worker = worker;
        this.host = host;
        this.shared = shared;
        this.startSteps = startSteps;
        this.releases = new Releases(worker.side(), worker.calls());
        this.conversations = worker.lanes().stream()
                .map(lane -> new Conversation(lane, this))
                .toList();
        this.idle = new ConcurrentLinkedQueue<>(conversations);
    }

    /** Takes over a worker. */
    static ProcessInterpreter over(Worker worker, Host host, Shared shared, Map<String, Duration> startSteps) {
        ProcessInterpreter interpreter = new ProcessInterpreter(worker, host, shared, startSteps);
        worker.attend(interpreter::heard, interpreter.pending::hangUp, () -> interpreter.usable = false);
        return interpreter;
    }

    JavaThings things() {
        return things;
    }

    MetMemory met() {
        return met;
    }

    Releases releases() {
        return releases;
    }

    SideLane side() {
        return worker.side();
    }

    Calls calls() {
        return worker.calls();
    }

    /** Reads a value that came over the side lane. */
    @Nullable
    Object read(ByteBuffer body) throws LineException {
        try {
            return reader.read(body);
        } catch (WireFormatException malformed) {
            throw new LineException(malformed);
        }
    }

    @Override
    public @Nullable Object call(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output) {
        Conversation outer = answering.isEmpty() ? null : answering.get(Thread.currentThread());
        try {
            return outer == null
                    ? callIdle(target, arguments, named, wanted, output)
                    : outer.call(target, arguments, named, wanted, output);
        } catch (LineException broken) {
            throw lost(broken.reason(), broken.isSent());
        } finally {
            // An object that only this call knows must not be released before Python has seen it.
            Reference.reachabilityFence(target);
            Reference.reachabilityFence(arguments);
            Reference.reachabilityFence(named);
        }
    }

    private @Nullable Object callIdle(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output)
            throws LineException {
        Conversation conversation = idle.poll();
        if (conversation == null) {
            Conversation reading = reading();
            return reading == null
                    ? callAside(target, arguments, named, wanted, output)
                    : reading.call(target, arguments, named, wanted, output);
        }
        Calls.Running call = worker.calls().begin(output);
        try {
            if (!met.isEmpty()) {
                releaseMemory(conversation, call.number());
            }
            return conversation.call(call.number(), target, arguments, named, wanted, output);
        } finally {
            idle.add(conversation);
            finished(call);
        }
    }

    /** Has Python let go of the memory that Java has released since the last call. */
    private void releaseMemory(Conversation conversation, long number) throws LineException {
        List<String> released = met.takeReleased();
        if (!released.isEmpty()) {
            @Nullable Object[] keys = {released};
            conversation.call(number, RELEASE_MEMORY, keys, Map.of(), Shape.NOTHING, worker.outputOf(0));
        }
    }

    /** Makes a call over the side lane, because all lanes are busy, and waits for it. */
    private @Nullable Object callAside(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output) {
        ProcessCall call =
                pending.prepare(target, arguments, named, wanted, worker.calls().begin(output));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        call.begin(() -> ended.complete(null));
        // It keeps an interrupt, of which others know what to do.
        ended.join();
        return call.result();
    }

    @Override
    public @Nullable PendingCall pending(
            Target target,
            @Nullable Object[] arguments,
            Map<String, @Nullable Object> named,
            Shape wanted,
            Output output) {
        return conversations.size() == 1
                ? null
                : pending.prepare(
                        target, arguments, named, wanted, worker.calls().beginWithoutThread(output));
    }

    /** A call has ended: what was printed past Python is delivered before anybody knows. */
    void finished(Calls.Running call) {
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

    InterpreterLostException lost(Exception broken, boolean mayHaveRun) {
        usable = false;
        if (closed) {
            return new InterpreterLostException("the interpreter was closed while the call ran", broken);
        }
        if (!(broken instanceof IOException) || broken instanceof BrokenFrameException) {
            worker.kill();
            CrashReport crash = worker.crash();
            return new InterpreterLostException(
                    "the worker sent what nobody understands, and was ended: " + broken.getMessage(),
                    broken,
                    mayHaveRun,
                    crash);
        }
        CrashReport crash = worker.crash();
        return new InterpreterLostException(Autopsy.words(crash), broken, mayHaveRun, crash);
    }

    /** Makes the user's handle of an object in the worker. */
    @Override
    public Object reference(long number) {
        return host.wrap(new ProcessReference(this, number, shared.cleaner()));
    }

    @Override
    public Object object(long number) {
        return ((JavaObject) things.get(number)).object();
    }

    /** Runs a callback of a conversation, in which this thread speaks until it has ended. */
    @Nullable
    Object runCallback(
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

    /** An interrupt that was meant for a callback must not hit what its thread does next. */
    private void forgetInterrupt(Thread thread) {
        Calls.Running call = worker.calls().of(thread);
        if (call != null && call.takeInterrupt()) {
            Thread.interrupted();
        }
    }

    void log(@Nullable Object log) {
        List<?> parts = (List<?>) Objects.requireNonNull(log);
        Object traceback = parts.get(3);
        host.log(
                String.valueOf(parts.get(0)),
                ((Number) Objects.requireNonNull(parts.get(1))).intValue(),
                String.valueOf(parts.get(2)),
                traceback == null ? null : traceback.toString());
    }

    /** Takes what came over the side lane and belongs to none of its conversations yet. */
    private void heard(Frame frame) {
        switch (frame.kind()) {
            case OUTPUT -> Printed.of(frame.body()).to(worker.outputOf(frame.number()));
            case LOG ->
                in(worker.calls().contextOf(frame.number()), () -> log(new ValueReader(this).read(frame.body())));
            case CALLBACK -> {
                Conversation conversation = new Conversation(worker.side().errand(frame.number()), this);
                Frame kept = frame.copy();
                DiagnosticContext context = worker.calls().contextOf(Conversation.callOf(kept));
                shared.threads().execute(() -> in(context, () -> answer(conversation, kept)));
            }
            case FORGET -> things.forget(frame.body());
            case CANCELLED ->
                worker.calls().answered(frame.number(), frame.body().get() != 0);
            default -> {
                if (!pending.heard(frame)) {
                    LOG.debug("nobody waits for {} {}", frame.kind(), frame.number());
                }
            }
        }
    }

    /** Works for a thread of Python's in the diagnostic context of the call that started it. */
    private static void in(DiagnosticContext context, Runnable work) {
        context.enter();
        try {
            work.run();
        } finally {
            context.leave();
        }
    }

    private static void answer(Conversation conversation, Frame frame) {
        try {
            conversation.answer(frame);
        } catch (LineException ended) {
            LOG.debug("a callback's answer came after the end of its worker: {}", ended.getMessage());
        }
    }

    @Override
    public boolean stop(Thread caller, Rung rung, Duration grace) {
        Calls.Running call = worker.calls().of(caller);
        return call != null && stop(call, rung, grace);
    }

    /** Takes one step to stop a call. */
    boolean stop(Calls.Running call, Rung rung, Duration grace) {
        try {
            return switch (rung) {
                case CANCEL -> cancelCoroutine(call, grace);
                case INTERRUPT -> interrupt(call, grace);
                case TERMINATE -> end(worker::terminate);
                case KILL -> end(worker::kill);
                case ABANDON -> false;
            };
        } catch (LineException ended) {
            LOG.debug("the worker ended before its call was stopped: {}", ended.getMessage());
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Asks the worker to cancel; it answers at once whether the call has a coroutine. Code that keeps Python's lock keeps the answer back. */
    private boolean cancelCoroutine(Calls.Running call, Duration grace) throws LineException, InterruptedException {
        long begin = System.nanoTime();
        CompletableFuture<Boolean> answer = call.expectAnswer();
        if (!worker.side().sendSoon(FrameWriter.numbers(FrameKind.CANCEL, call.number()), grace.toMillis())) {
            return true;
        }
        try {
            return answer.get(grace.toNanos() - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
        } catch (TimeoutException busy) {
            return true;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Interrupts the worker's main thread, again and again, because a signal that comes while C code runs can be lost. */
    private boolean interrupt(Calls.Running call, Duration grace) throws LineException, InterruptedException {
        Thread caller = call.caller();
        if (conversations.size() > 1 || caller == null) {
            return false;
        }
        answering.computeIfPresent(caller, (thread, conversation) -> interrupted(thread, call, conversation));
        long until = System.nanoTime() + grace.toNanos();
        while (System.nanoTime() < until) {
            worker.side().sendSoon(FrameWriter.numbers(FrameKind.INTERRUPT, call.number()), CANCEL_ROUND_MILLIS);
            if (call.awaitEnd(TimeUnit.MILLISECONDS.toNanos(CANCEL_ROUND_MILLIS))) {
                break;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    /** Interrupts a callback that waits in Java. Its end waits for this, because both change the same entry of a map. */
    private static Conversation interrupted(Thread thread, Calls.Running call, Conversation conversation) {
        call.noteInterrupt();
        thread.interrupt();
        return conversation;
    }

    /** Ends the worker for the sake of one call. Whoever shares it shares its fate: a limit is a promise. */
    private boolean end(Runnable way) {
        usable = false;
        way.run();
        return true;
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
        return usable;
    }

    @Override
    public void close() {
        boolean polite = usable && worker.calls().isIdle();
        usable = false;
        closed = true;
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
            call(FINISH, new Object[0], Map.of(), Shape.NOTHING, worker.outputOf(0));
            worker.lanes().get(0).send(FrameWriter.numbers(FrameKind.BYE, 0));
        } catch (BridgeException | LineException failed) {
            LOG.debug("a worker ended badly: {}", failed.getMessage());
            worker.kill();
        }
    }
}

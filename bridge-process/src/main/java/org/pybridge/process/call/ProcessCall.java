package org.pybridge.process.call;

import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameWriter;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.worker.CallRegistry;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.PendingCall;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;
import org.pybridge.wire.ValueWriter;

/** A call over the side lane. */
final class ProcessCall implements PendingCall {
    private final ProcessInterpreter interpreter;
    private final PendingCalls calls;
    private final Invocation invocation;
    private final CallRegistry.Running running;
    private final OutgoingHandles sending;
    private final CountDownLatch sent = new CountDownLatch(1);
    private @Nullable Runnable whenEnded;
    private @Nullable Frame end;

    ProcessCall(
            ProcessInterpreter interpreter, PendingCalls calls, Invocation invocation, CallRegistry.Running running) {
        this.interpreter = interpreter;
        this.calls = calls;
        this.invocation = invocation;
        this.running = running;
        this.sending = new OutgoingHandles(interpreter.things(), interpreter.met());
    }

    @Override
    public void begin(Runnable ended) {
        whenEnded = ended;
        long number = running.number();
        boolean noted = false;
        try {
            FrameWriter frame = new FrameWriter();
            CallFrame.write(invocation, number, frame, new ValueWriter(sending));
            calls.add(number, this);
            noted = true;
            interpreter.side().send(frame.end());
        } catch (LineException broken) {
            if (!noted || calls.remove(number)) {
                abandon();
                throw interpreter.lost(broken, noted && broken.isSent());
            }
        } catch (RuntimeException unwritten) {
            abandon();
            throw unwritten;
        } finally {
            sent.countDown();
        }
    }

    /** Nobody will ever ask for the result. */
    private void abandon() {
        sending.releaseGiven();
        interpreter.calls().end(running);
    }

    /** Called once, with the frame that ended it, or null when the worker has ended. */
    void ended(@Nullable Frame how) {
        end = how;
        Objects.requireNonNull(whenEnded).run();
    }

    @Override
    public @Nullable Object result() {
        Frame last = end;
        try {
            if (last == null) {
                throw new LineException(new IOException("the connection ended"));
            }
            return CallResultFrame.result(last, interpreter, interpreter::read);
        } catch (LineException broken) {
            throw interpreter.lost(broken);
        } finally {
            sending.releaseGiven();
            interpreter.finished(running);
            Reference.reachabilityFence(invocation);
        }
    }

    @Override
    public StopResult stop(StopStep step, Duration grace) {
        // What is not sent yet, Python does not know; but the worker, which may have stopped to read, can be ended.
        return sent.getCount() > 0 && step.compareTo(StopStep.INTERRUPT) <= 0
                ? StopResult.NOT_HERE
                : interpreter.stop().take(running, step, grace);
    }
}

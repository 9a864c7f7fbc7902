package org.pybridge.process.call;

import java.util.concurrent.Executor;
import org.pybridge.internal.support.DiagnosticContext;
import org.pybridge.process.protocol.Frame;
import org.pybridge.process.protocol.FrameBody;
import org.pybridge.process.protocol.LineException;
import org.pybridge.process.protocol.Printed;
import org.pybridge.process.protocol.SideLane;
import org.pybridge.process.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what comes over the side lane of a worker and belongs to none of its conversations yet. */
final class SideFrames implements SideLane.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(SideFrames.class);

    private final ProcessInterpreter interpreter;
    private final Worker worker;
    private final PendingCalls pending;
    private final CallbackQueue callbacks;

    /**
     * Makes it for a worker.
     *
     * @param threads run the callbacks of threads that Python code started
     */
    SideFrames(ProcessInterpreter interpreter, Worker worker, PendingCalls pending, Executor threads) {
        this.interpreter = interpreter;
        this.worker = worker;
        this.pending = pending;
        this.callbacks = new CallbackQueue(threads);
    }

    @Override
    public void heard(Frame frame) throws LineException {
        switch (frame.kind()) {
            case OUTPUT -> {
                Printed printed = Printed.of(frame);
                deliver(() -> printed.to(worker.outputOf(frame.number())));
            }
            case LOG -> {
                Runnable log = interpreter.record(frame, interpreter.read(frame.body()));
                deliver(() -> in(worker.calls().contextOf(frame.number()), log));
            }
            case CALLBACK -> {
                Conversation conversation = new Conversation(worker.side().errand(frame.number()), interpreter);
                Frame kept = frame.copy();
                DiagnosticContext context = worker.calls().contextOf(Conversation.callOf(kept));
                if (!callbacks.add(() -> in(context, () -> answer(conversation, kept)))) {
                    throw FrameBody.broken(frame, "is one of more than can wait");
                }
            }
            case FORGET -> interpreter.things().forget(frame);
            case CANCELLED -> worker.calls().answered(frame.number(), FrameBody.flag(frame));
            default -> {
                if (!pending.heard(frame)) {
                    throw FrameBody.broken(frame, "is for " + frame.number() + ", and nobody waits for it");
                }
            }
        }
    }

    @Override
    public void broken(LineException how) {
        interpreter.violated(how);
    }

    private static void deliver(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException | Error failed) {
            LOG.warn("what Python has printed or logged outside of a call could not be delivered", failed);
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

    private void answer(Conversation conversation, Frame frame) {
        try {
            conversation.answer(frame);
        } catch (LineException ended) {
            LOG.debug("a callback was not answered: {}", ended.getMessage());
            interpreter.violated(ended);
        }
    }
}

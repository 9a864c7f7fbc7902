package org.pybridge.process;

import java.util.concurrent.Executor;
import org.pybridge.spi.DiagnosticContext;
import org.pybridge.wire.ValueReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what comes over the side lane of a worker and belongs to none of its conversations yet. */
final class SideFrames implements SideLane.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(PythonProcess.class);

    private final ProcessInterpreter interpreter;
    private final Worker worker;
    private final PendingCalls pending;
    private final Executor threads;

    /**
     * Makes it for a worker.
     *
     * @param threads run the callbacks of threads that Python code started
     */
    SideFrames(ProcessInterpreter interpreter, Worker worker, PendingCalls pending, Executor threads) {
        this.interpreter = interpreter;
        this.worker = worker;
        this.pending = pending;
        this.threads = threads;
    }

    @Override
    public void heard(Frame frame) {
        switch (frame.kind()) {
            case OUTPUT -> Printed.of(frame.body()).to(worker.outputOf(frame.number()));
            case LOG ->
                in(
                        worker.calls().contextOf(frame.number()),
                        () -> interpreter.log(new ValueReader(interpreter).read(frame.body())));
            case CALLBACK -> {
                Conversation conversation = new Conversation(worker.side().errand(frame.number()), interpreter);
                Frame kept = frame.copy();
                DiagnosticContext context = worker.calls().contextOf(Conversation.callOf(kept));
                threads.execute(() -> in(context, () -> answer(conversation, kept)));
            }
            case FORGET -> interpreter.things().forget(frame.body());
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
}

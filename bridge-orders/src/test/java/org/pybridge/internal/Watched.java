package org.pybridge.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pybridge.Output;
import org.pybridge.orders.Schedule;
import org.pybridge.spi.Interpreter;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.StopResult;
import org.pybridge.spi.StopStep;

/** An interpreter that knows whether a call is in it, and sees whether the call comes out while a stop is at work here. */
public final class Watched implements Interpreter {
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private final StopStep stoppedBy;
    private volatile @Nullable CountDownLatch inside;
    private volatile boolean reachedAnother;
    private volatile boolean closedInUse;

    /**
     * Makes one in which nothing runs.
     *
     * @param stoppedBy the step that ends what runs here
     */
    public Watched(StopStep stoppedBy) {
        this.stoppedBy = stoppedBy;
    }

    /** Runs what comes back by itself. */
    public void pass() {
        inside = new CountDownLatch(1);
        inside = null;
    }

    /** Runs what comes back when it is stopped. */
    public void block() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        inside = stopped;
        stopped.await();
        inside = null;
    }

    /** Says that the call has come out, and the next one may begin. */
    public void comeOut() {
        out.incrementAndGet();
    }

    /** Not thrown where it is found, because a stop goes on when a backend fails. */
    public void check() {
        Schedule.check(!reachedAnother, "a stop was still at a call that had come back");
        Schedule.check(!closedInUse, "closed while a call was in it");
    }

    /** Tells how often it was closed. */
    public int closings() {
        return closings.get();
    }

    @Override
    public StopResult stop(Thread caller, StopStep step, Duration grace) {
        int before = out.get();
        CountDownLatch call = inside;
        if (call != null && step == stoppedBy) {
            call.countDown();
        }
        if (before != out.get()) {
            reachedAnother = true;
        }
        if (call == null) {
            return StopResult.NOT_HERE;
        }
        return step == stoppedBy ? StopResult.TAKEN : StopResult.NO_SUCH_STEP;
    }

    @Override
    public @Nullable Object call(Invocation invocation, Output output) {
        throw new AssertionError("called " + invocation.target());
    }

    @Override
    public boolean isUsable() {
        return closings.get() == 0;
    }

    @Override
    public void close() {
        closings.incrementAndGet();
        closedInUse |= inside != null;
    }
}

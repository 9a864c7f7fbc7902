package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.PythonClosedException;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.pool.DiscardReason;
import org.pybridge.spi.Interpreter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one interpreter of the pool lives: it is started when it is first needed, and again after it was lost. Thread-safe.
 *
 * <p>When the interpreter's life is over, the place is left: each of its slots stays here when it comes back, until all are here; then they
 * move to another place.
 */
public final class PoolEntry {
    private final ReentrantLock starting = new ReentrantLock();
    private static final Logger LOG = LoggerFactory.getLogger(PoolEntry.class);

    private final int number;
    private final Parts parts;
    private final @Nullable LiveResults live;
    private final List<Slot> resting = new ArrayList<>();
    private volatile @Nullable Interpreter interpreter;
    private volatile @Nullable Usage life;
    private volatile @Nullable Slot lastEntered;
    private volatile int imports = -1;
    private volatile boolean proven;
    private volatile @Nullable FairPool<Slot> retired;
    private volatile boolean vacant;
    private volatile boolean leaving;
    private volatile boolean left;
    private volatile boolean closed;

    /**
     * What all places of a pool have in common.
     *
     * @param starter starts the interpreter of a place
     * @param lifespan how long interpreters are used
     * @param liveResultTimeout how long live results keep one that is due to be retired
     * @param counts what is counted
     * @param telemetry is told what happens
     * @param breaker refuses calls when one interpreter after the other is lost
     */
    record Parts(
            Function<PoolEntry, Interpreter> starter,
            UsageLimits lifespan,
            Duration liveResultTimeout,
            Counts counts,
            Telemetry telemetry,
            CircuitBreaker breaker) {}

    PoolEntry(int number, Parts parts) {
        this.number = number;
        this.parts = parts;
        this.live = parts.lifespan().isLimited() ? new LiveResults(parts.liveResultTimeout()) : null;
    }

    /**
     * Gives the interpreter.
     *
     * @return one that can be used; started now if need be
     */
    public Interpreter interpreter() {
        Interpreter present = interpreter;
        return present != null && present.isUsable() ? present : start();
    }

    /**
     * Tells whether an interpreter is the one that lives here now.
     *
     * @param other an interpreter
     * @return true when it is, and can be used
     */
    public boolean holds(Interpreter other) {
        return other == interpreter && other.isUsable();
    }

    /**
     * Notes that a call begins.
     *
     * @param slot the call's slot
     */
    public void entered(Slot slot) {
        if (lastEntered != slot) {
            lastEntered = slot;
        }
    }

    /**
     * Gives the slot of the call that threads started by Python work for.
     *
     * @return the last slot that a call began in, or null
     */
    public @Nullable Slot lastEntered() {
        return lastEntered;
    }

    /**
     * Gives up an interpreter, without closing it.
     *
     * @param unfit the one that lives here now, or did
     * @param reason why
     */
    public void discard(Interpreter unfit, DiscardReason reason) {
        starting.lock();
        try {
            if (interpreter == unfit) {
                interpreter = null;
                vacant = !closed;
                lose(reason);
            }
        } finally {
            starting.unlock();
        }
    }

    /**
     * Has the interpreter replaced when its present borrowers have given it back.
     *
     * @param reason why
     */
    public void expire(DiscardReason reason) {
        Usage present = life;
        if (present != null) {
            present.expire(reason);
        }
    }

    /**
     * Notes that Java holds something of the interpreter's.
     *
     * @param result an object, compared by identity
     */
    public void hold(Object result) {
        if (live != null) {
            live.add(result);
        }
    }

    /**
     * Notes that Java holds it no more.
     *
     * @param result the same object
     */
    public void release(Object result) {
        if (live != null) {
            live.remove(result);
        }
    }

    /** Notes that a call has ended by itself here, so that the interpreter works. */
    public void prove() {
        if (!proven) {
            proven = true;
            parts.breaker().succeeded();
        }
    }

    /**
     * Tells which modules the interpreter has imported.
     *
     * @return what {@link #imported} noted last
     */
    public int imports() {
        return imports;
    }

    /**
     * Notes that modules were imported.
     *
     * @param version which state of the list of modules
     */
    public void imported(int version) {
        imports = version;
    }

    /** Whether the next caller would have to wait for a start, because the interpreter was given up; true until another one has started. */
    boolean isVacant() {
        return vacant;
    }

    /**
     * Counts a borrower who is done; tells whether the interpreter is not to have another one.
     *
     * @param counts whether that counts as a use
     */
    boolean isOver(boolean counts) {
        Usage present = life;
        return leaving || (present != null && present.isOver(counts));
    }

    /** Whether Java holds results that keep the interpreter after it was replaced. */
    boolean hasLiveResults() {
        Usage present = life;
        return live != null && present != null && present.endsAsPlanned() && live.keepInterpreter();
    }

    /** Leaves the interpreter to those who hold results of it; they borrow it here. */
    void retire(FairPool<Slot> slots) {
        retired = slots;
    }

    /** What the interpreter is borrowed from since it was replaced; null before. */
    @Nullable
    FairPool<Slot> retired() {
        return retired;
    }

    /** Waits until nobody holds anything of the interpreter any more, or for long enough. */
    void awaitLiveResults() throws InterruptedException {
        if (live != null) {
            live.awaitEnd();
        }
    }

    /** Tells that the results which Java still holds cannot be used any more. */
    void reportStaleResults() {
        int stale = live == null ? 0 : live.count();
        if (stale > 0) {
            LOG.warn("interpreter {} has ended; {} results that Java still holds are stale now", number, stale);
        }
    }

    /** Whether some of the slots have come back for the last time. */
    boolean isLeaving() {
        return leaving;
    }

    /** Keeps a slot of an interpreter whose life is over; gives all slots when the last of them has come. */
    List<Slot> rest(Slot slot, int all) {
        starting.lock();
        try {
            leaving = true;
            resting.add(slot);
            return resting.size() == all ? List.copyOf(resting) : List.of();
        } finally {
            starting.unlock();
        }
    }

    /** Counts an interpreter whose life is over. */
    void endLife() {
        parts.counts().retired.increment();
        Usage ended = life;
        if (ended == null) {
            return;
        }
        DiscardReason reason = ended.end();
        parts.telemetry().discarded(reason);
        if (parts.lifespan().isSingleUse()) {
            LOG.debug("interpreter {} is replaced: {}", number, reason);
        } else {
            LOG.info("interpreter {} is replaced: {}", number, reason);
        }
    }

    /** Ends the use of this place, whose slots move to another one; gives the interpreter, to be closed. */
    @Nullable
    Interpreter leave() {
        left = true;
        closed = true;
        return interpreter;
    }

    /** Whether the slots have moved away, so that nobody can use the interpreter any more. */
    boolean isLeft() {
        return left;
    }

    /**
     * Tells whether an interpreter is up.
     *
     * @return true when it can be used
     */
    public boolean isStarted() {
        Interpreter present = interpreter;
        return present != null && present.isUsable();
    }

    /** How much memory the interpreter has, if one is up; empty within where the backend cannot tell. */
    Optional<OptionalLong> memory() {
        Interpreter present = interpreter;
        return present != null && present.isUsable() ? Optional.of(present.memoryUsed()) : Optional.empty();
    }

    void close() {
        closed = true;
        if (live != null) {
            live.close();
        }
        Interpreter present = interpreter;
        if (present != null) {
            present.close();
        }
    }

    private void lose(DiscardReason reason) {
        parts.counts().died.increment();
        parts.telemetry().discarded(reason);
        LOG.warn("interpreter {} is lost, and will be replaced: {}", number, reason);
        if (!proven) {
            parts.breaker().failed("it was lost: " + reason, null);
        }
    }

    private Interpreter start() {
        starting.lock();
        try {
            Interpreter present = interpreter;
            if (present != null && present.isUsable()) {
                return present;
            }
            if (left) {
                throw RetiredInterpreters.replaced();
            }
            if (closed) {
                throw new PythonClosedException();
            }
            if (present != null) {
                lose(DiscardReason.DIED);
                present.close();
            }
            proven = false;
            Interpreter started = startInterpreter();
            life = parts.lifespan().begin(started);
            interpreter = started;
            vacant = false;
            if (closed) {
                // Closed while it started: nobody else will close this one.
                started.close();
                throw new PythonClosedException();
            }
            return started;
        } finally {
            starting.unlock();
        }
    }

    private Interpreter startInterpreter() {
        parts.counts().starting.incrementAndGet();
        try {
            return parts.starter().apply(this);
        } catch (RuntimeException | Error failed) {
            if (!(failed instanceof CallCancelledException) && !closed) {
                parts.breaker().failed("it did not start: " + failed.getMessage(), failed);
            }
            throw failed;
        } finally {
            parts.counts().starting.decrementAndGet();
        }
    }
}

package org.pybridge.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.Output;
import org.pybridge.PoolTimeoutException;
import org.pybridge.StaleObjectException;
import org.pybridge.internal.observe.Telemetry;
import org.pybridge.internal.observe.TimedWait;
import org.pybridge.pool.PoolConfig;
import org.pybridge.pool.PoolStatistics;
import org.pybridge.spi.Interpreter;

/** The interpreters of one Python and who has them. Thread-safe. It knows nothing of engines, only {@link Interpreter}. */
public final class InterpreterPool {
    private static final int LEAST_ROOM_FOR_RETIRED = 4;

    private final PoolConfig config;
    private final Duration acquireTimeout;
    private final int callers;
    private final boolean validating;
    private final long restBeforeValidation;
    private final Counts counts = new Counts();
    private final PoolEntries places;
    private final CircuitBreaker breaker;
    private final RetiredInterpreters retired;
    private final int roomForRetired;
    private final FairPool<Slot> slots;
    private final Quarantine quarantine;
    private final LongAdder absent = new LongAdder();
    private final Telemetry telemetry;

    /**
     * Makes a pool; no interpreter is started yet.
     *
     * @param config its configuration
     * @param starter starts the interpreter of a place
     * @param output makes the output of each slot
     * @param threads run what starts and ends interpreters while nobody waits
     * @param telemetry is told what happens
     */
    public InterpreterPool(
            PoolConfig config,
            Function<PoolEntry, Interpreter> starter,
            Supplier<? extends Output> output,
            Executor threads,
            Telemetry telemetry) {
        this.config = config;
        this.acquireTimeout = config.acquireTimeout();
        this.callers = config.callersPerInterpreter();
        this.validating = !config.validation().code().isBlank();
        this.restBeforeValidation = config.validateAfterIdle().toNanos();
        this.telemetry = telemetry;
        this.breaker = new CircuitBreaker(config.maxFailuresInARow() * config.size());
        UsageLimits lifespan = UsageLimits.of(config);
        this.roomForRetired = lifespan.isLimited() ? Math.max(LEAST_ROOM_FOR_RETIRED, config.size()) : 0;
        PoolEntry.Parts parts =
                new PoolEntry.Parts(starter, lifespan, config.liveResultTimeout(), counts, telemetry, breaker);
        AtomicInteger number = new AtomicInteger();
        Supplier<PoolEntry> maker = () -> new PoolEntry(number.incrementAndGet(), parts);
        PoolEntry none = new PoolEntry(0, parts);
        List<Slot> extra = IntStream.range(0, roomForRetired)
                .mapToObj(index -> new Slot(slots() + index, none, output.get()))
                .toList();
        this.retired = new RetiredInterpreters(extra, threads);
        this.places = new PoolEntries(config.size(), config.spares(), maker, threads, retired);
        List<Slot> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            places.all().forEach(place -> all.add(new Slot(all.size(), place, output.get())));
        }
        long now = System.nanoTime();
        all.forEach(slot -> slot.cameBack(now));
        this.quarantine = new Quarantine(config.maxQuarantined(), callers);
        this.slots = new FairPool<>(all, Slot::number, counts.starting::get);
    }

    /** Starts the first interpreter, or all of them when the pool is eager. The others start side by side, after the first. */
    public void start() {
        places.start(config.eager());
    }

    /**
     * Borrows a slot, to be given back.
     *
     * @param where the only place that will do, or null for any
     * @return a slot
     * @throws PoolTimeoutException when none came free in time
     * @throws org.pybridge.PoolStuckException when none is left that could come free
     * @throws StaleObjectException when the place was left
     * @throws CallCancelledException when the thread was interrupted; its flag is set again
     * @throws org.pybridge.InterpreterLostException when one interpreter after the other was lost, and none is tried now
     */
    public Slot borrow(@Nullable PoolEntry where) {
        breaker.check();
        TimedWait wait = telemetry.waiting();
        if (wait == null) {
            return await(where);
        }
        try {
            Slot slot = await(where);
            wait.served();
            return slot;
        } catch (PoolTimeoutException late) {
            wait.timedOut();
            throw late;
        }
    }

    private Slot await(@Nullable PoolEntry where) {
        try {
            return where == null ? slots.borrow(acquireTimeout, null) : borrowAt(where);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException(false);
        }
    }

    /** A caller that waits for a place whose interpreter is replaced meanwhile takes any slot, to learn that it was. */
    private Slot borrowAt(PoolEntry where) throws InterruptedException {
        if (where.retired() == null) {
            Slot slot = slots.borrow(
                    acquireTimeout, each -> each.place() == where || where.isLeft() || where.retired() != null);
            if (slot.place() == where) {
                return slot;
            }
            slots.giveBack(slot);
        }
        FairPool<Slot> own = where.retired();
        if (own == null) {
            throw RetiredInterpreters.replaced();
        }
        return retired.borrow(where, own, acquireTimeout);
    }

    /**
     * Tells whether a borrowed slot has rested for so long that its interpreter has to be validated.
     *
     * @param slot a borrowed one
     * @return whether it has
     */
    public boolean isValidationDue(Slot slot) {
        return validating && System.nanoTime() - slot.backSince() >= restBeforeValidation;
    }

    /**
     * Takes a slot back. Where its interpreter was given up, or its life is over, another one starts before the slot is lent again, so that
     * no caller waits for the start while others could be served; or the slot stays out of use, when too many are stuck already.
     *
     * @param slot a borrowed one
     * @param counts whether that counts as a use of its interpreter
     */
    public void giveBack(Slot slot, boolean counts) {
        PoolEntry place = slot.place();
        FairPool<Slot> own = place.retired();
        if (own != null) {
            retired.giveBack(slot, own);
        } else if (place.isVacant() && !place.isLeaving()) {
            replace(slot);
        } else if (place.isOver(counts)) {
            retire(slot);
        } else {
            makeIdle(slot);
        }
    }

    private void makeIdle(Slot slot) {
        if (validating) {
            slot.cameBack(System.nanoTime());
        }
        slots.giveBack(slot);
    }

    private void replace(Slot slot) {
        if (quarantine.keepsOut(slot)) {
            slots.withdraw();
        } else if (callers == 1 && places.moveToSpare(List.of(slot))) {
            makeIdle(slot);
        } else {
            restart(slot);
        }
    }

    private void restart(Slot slot) {
        absent.increment();
        places.start(slot.place(), () -> comeBack(List.of(slot)));
    }

    /** Takes the slots of a worn interpreter out of use; the last one that comes back has it replaced. */
    private void retire(Slot slot) {
        PoolEntry worn = slot.place();
        rest(slot, worn);
        slots.take(other -> other.place() == worn).forEach(other -> rest(other, worn));
    }

    private void rest(Slot slot, PoolEntry worn) {
        absent.increment();
        List<Slot> all = worn.rest(slot, callers);
        if (all.isEmpty()) {
            return;
        }
        worn.endLife();
        if (places.moveToSpare(all)) {
            comeBack(all);
        } else {
            places.start(places.moveToNew(all), () -> comeBack(all));
        }
    }

    /** Slots that nobody had, while they had no interpreter, can be lent. */
    private void comeBack(List<Slot> all) {
        all.forEach(this::makeIdle);
        absent.add(-all.size());
    }

    /** Counts a call that is stopped. */
    public void countStopped() {
        counts.stopped.increment();
    }

    /** Counts a session that was forgotten. */
    public void countLeaked() {
        counts.leaked.increment();
    }

    /** Counts an interpreter that was given up with a call still in it. */
    public void quarantine() {
        quarantine.enter();
    }

    /** Counts one that has ended after all, and uses again the slots that were kept out because of it. */
    public void endQuarantine() {
        quarantine.leave(slots::readmit).forEach(this::restart);
    }

    /**
     * Finds the place of an interpreter.
     *
     * @param interpreter an interpreter of this pool, or of none
     * @return its place, or null when it is not here, or no more
     */
    public @Nullable PoolEntry placeOf(Interpreter interpreter) {
        return places.of(interpreter);
    }

    /**
     * Counts the slots.
     *
     * @return how many calls can run at once
     */
    public int slots() {
        return config.size() * callers;
    }

    /**
     * Counts the numbers that slots have, of those too that are not lent to everybody.
     *
     * @return one more than the largest number
     */
    public int slotNumbers() {
        return slots() + roomForRetired;
    }

    /**
     * Measures the interpreters that are up.
     *
     * @return how much memory each has, in bytes; empty where the backend cannot tell
     */
    public List<OptionalLong> memory() {
        return places.memory();
    }

    /** Lends nothing any more until {@link #resume}. */
    public void suspend() {
        slots.suspend();
    }

    /** Lends again. */
    public void resume() {
        slots.resume();
    }

    /**
     * Counts.
     *
     * @return the figures now
     */
    public PoolStatistics statistics() {
        FairPool.Figures<Slot> figures = slots.figures();
        int size = slots();
        return new PoolStatistics(
                size,
                places.started(),
                counts.starting.get(),
                Math.max(0, size - figures.idle() - absent.intValue()),
                places.idle(figures.unused(), callers),
                figures.waiting(),
                figures.borrowed(),
                figures.timeouts(),
                counts.died.sum(),
                counts.stopped.sum(),
                quarantine.stuck(),
                counts.retired.sum(),
                places.spares(),
                counts.leaked.sum(),
                figures.suspended(),
                Duration.ofNanos(figures.waitedNanos()));
    }

    /**
     * Closes all interpreters.
     *
     * @param patience how long to wait for what is lent
     */
    public void close(Duration patience) {
        slots.close();
        try {
            slots.awaitAll(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        places.close();
    }
}

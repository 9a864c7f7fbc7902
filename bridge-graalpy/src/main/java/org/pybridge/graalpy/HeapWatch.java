package org.pybridge.graalpy;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the running calls of its interpreters when a full collection leaves too much of the JVM's heap in use. The JVM tells of each
 * collection, so nothing runs in between. Where a partial collection leaves that much, a full one is asked for. Thread-safe.
 */
final class HeapWatch implements NotificationListener {
    private static final Logger LOG = LoggerFactory.getLogger(GraalPy.class);
    /** What is left after one of these can still be garbage. */
    private static final Set<String> PARTIAL =
            Set.of("end of minor GC", "end of GC pause", "end of concurrent GC pause");

    /** Between two full collections that are asked for, as long as there is room. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** How long calls that were ended may take to let go of their memory. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final double share;
    private final Set<GraalPyInterpreter> watched = ConcurrentHashMap.newKeySet();

    private final ReentrantLock changing = new ReentrantLock();
    private final AtomicBoolean collecting = new AtomicBoolean();
    /** In milliseconds since the JVM's start: an earlier collection found what the calls had that were ended since, and tells nothing. */
    private volatile long meaningfulFrom;

    private volatile long asked = System.nanoTime() - INTERVAL.toNanos();

    /**
     * Prepares; nothing is watched yet.
     *
     * @param share of the heap that may be in use; 1 for no limit
     */
    HeapWatch(double share) {
        this.share = share;
    }

    void watch(GraalPyInterpreter interpreter) {
        if (share == 1) {
            return;
        }
        changing.lock();
        try {
            if (watched.isEmpty()) {
                collectors().forEach(collector -> collector.addNotificationListener(this, null, null));
            }
            watched.add(interpreter);
        } finally {
            changing.unlock();
        }
    }

    /** Forgets an interpreter; the JVM is asked for nothing any more after the last one. */
    void forget(GraalPyInterpreter interpreter) {
        changing.lock();
        try {
            if (watched.remove(interpreter) && watched.isEmpty()) {
                collectors().forEach(this::leave);
            }
        } finally {
            changing.unlock();
        }
    }

    private void leave(NotificationEmitter collector) {
        try {
            collector.removeNotificationListener(this);
        } catch (ListenerNotFoundException already) {
            LOG.debug("The watch over the heap was ended by somebody else", already);
        }
    }

    private static Stream<NotificationEmitter> collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().map(NotificationEmitter.class::cast);
    }

    @Override
    public void handleNotification(Notification notification, @Nullable Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        long used = used(collection.getGcInfo().getMemoryUsageAfterGc());
        if (used <= allowed() || collection.getGcInfo().getStartTime() < meaningfulFrom) {
            return;
        }
        if (PARTIAL.contains(collection.getGcAction())) {
            makeSure(used);
        } else {
            end(used);
        }
    }

    private double allowed() {
        return share * Runtime.getRuntime().maxMemory();
    }

    /**
     * What a partial collection left may be garbage, and the next full one may come too late; so one is asked for: now and then, and at
     * once when half of the room above the limit is gone, since code that fills memory needs less than a second for the rest.
     */
    private void makeSure(long used) {
        long now = System.nanoTime();
        boolean pressing = used > (allowed() + Runtime.getRuntime().maxMemory()) / 2;
        if ((pressing || now - asked > INTERVAL.toNanos()) && collecting.compareAndSet(false, true)) {
            asked = now;
            BoundedTask.start("pybridge-heap", this::collect);
        }
    }

    private void collect() {
        try {
            System.gc();
        } finally {
            collecting.set(false);
        }
    }

    private static long used(Map<String, MemoryUsage> pools) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(pool -> pools.get(pool.getName()))
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private void end(long used) {
        String reason =
                ("%d MB of the JVM's heap of %d MB are in use after a collection, more than the share of %s that Access.maxHeap"
                                + " allows; all running calls were ended")
                        .formatted(used >> 20, Runtime.getRuntime().maxMemory() >> 20, share);
        LOG.warn("Ending the Python calls of this backend: {}", reason);
        meaningfulFrom = Long.MAX_VALUE;
        List<Thread> ending = watched.stream()
                .flatMap(each -> each.exhausted(reason).stream())
                .toList();
        BoundedTask.start("pybridge-heap", () -> {
            awaitAll(ending);
            meaningfulFrom = ManagementFactory.getRuntimeMXBean().getUptime();
            collect();
        });
    }

    private static void awaitAll(List<Thread> ending) {
        long until = System.nanoTime() + CLOSING.toNanos();
        try {
            for (Thread each : ending) {
                each.join(
                        Math.max(1, Duration.ofNanos(until - System.nanoTime()).toMillis()));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

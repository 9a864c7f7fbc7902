package org.pybridge.grpc;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pybridge.CallCancelledException;
import org.pybridge.InterpreterLostException;
import org.pybridge.internal.lease.Lease;
import org.pybridge.internal.lease.Lender;
import org.pybridge.internal.lease.Tenant;

/**
 * The interpreter of a stream: borrowed for a call, kept as long as the client holds objects in it, and where the stream is exclusive until
 * its end. Thread-safe.
 */
final class StreamLease {
    private final Lender lender;
    private final Tenant tenant;
    private final ServedObjects objects;
    private final ReentrantLock leasing = new ReentrantLock();
    private volatile @Nullable Lease lease;
    private int users;
    private boolean exclusive;
    private boolean over;

    StreamLease(Lender lender, Tenant tenant, ServedObjects objects) {
        this.lender = lender;
        this.tenant = tenant;
        this.objects = objects;
    }

    /** Borrows an interpreter that nobody else has until the end. */
    void keep() {
        leasing.lock();
        try {
            exclusive = true;
            enter();
            leave();
        } finally {
            leasing.unlock();
        }
    }

    /** Gives the interpreter for a call, until {@link #leave}. */
    Lease enter() {
        leasing.lock();
        try {
            if (over) {
                throw new CallCancelledException(false);
            }
            Lease present = lease;
            if (present == null) {
                present = lender.lend(tenant);
                lease = present;
            } else if (!present.isUsable()) {
                throw new InterpreterLostException("the interpreter has ended since the last call", null, false, null);
            }
            users++;
            return present;
        } finally {
            leasing.unlock();
        }
    }

    /** A call has ended; {@link #settle} is still to come. */
    void leave() {
        leasing.lock();
        try {
            users--;
        } finally {
            leasing.unlock();
        }
    }

    /** Gives the interpreter that calls inside of others run in; null when there is none. */
    @Nullable
    Lease present() {
        return lease;
    }

    /**
     * Gives the interpreter back when no call runs and the client has nothing in it.
     *
     * @param atEnd whether the client has nothing in it any more, and makes no calls
     */
    void settle(boolean atEnd) {
        leasing.lock();
        try {
            over |= atEnd;
            Lease present = lease;
            boolean holdsSomething = exclusive || !objects.isEmpty();
            if (present != null && users == 0 && (over || !holdsSomething)) {
                objects.clear();
                present.close(holdsSomething);
                lease = null;
            }
        } finally {
            leasing.unlock();
        }
    }

    /** Tells whether the interpreter has ended while no call ran. */
    boolean isLost() {
        if (!leasing.tryLock()) {
            return false;
        }
        try {
            Lease present = lease;
            return present != null && users == 0 && !present.isUsable();
        } finally {
            leasing.unlock();
        }
    }
}

package org.pybridge.internal.object;

import org.pybridge.PyContext;
import org.pybridge.PyObject;
import org.pybridge.internal.call.RuntimeFunctions;
import org.pybridge.internal.thread.Interruption;
import org.pybridge.spi.ResultMode;

/** A Python context manager between its {@code __enter__} and its {@code __exit__}. */
final class EnteredContext implements PyContext {
    private final LiveObject manager;
    private final LiveObject value;
    private boolean left;

    EnteredContext(LiveObject manager, LiveObject value) {
        this.manager = manager;
        this.value = value;
    }

    @Override
    public PyObject value() {
        return value;
    }

    @Override
    public void close() {
        if (!left) {
            left = true;
            Interruption.withInterruptCleared(() -> manager.apply(RuntimeFunctions.LEAVE, ResultMode.NOTHING));
        }
    }
}

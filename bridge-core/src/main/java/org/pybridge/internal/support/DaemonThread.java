package org.pybridge.internal.support;

/**
 * A thread of the library's own. It does not keep the JVM alive, and takes nothing over from the thread that happened to need it first:
 * neither its thread group, which could be waited for or destroyed, nor its inheritable thread-locals, which could keep an application
 * in memory.
 */
public final class DaemonThread extends Thread {
    /**
     * The size of its stack. Python in the JVM nests as deep as the stack allows, and the usual 1 MB is little for that; memory is taken only
     * for what is used of it.
     */
    public static final long STACK_BYTES = 16L << 20;

    /**
     * Makes a thread, to be started.
     *
     * @param name its name
     * @param task what it runs
     */
    public DaemonThread(String name, Runnable task) {
        super(topmost(), task, name, STACK_BYTES, false);
        setDaemon(true);
    }

    private static ThreadGroup topmost() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}

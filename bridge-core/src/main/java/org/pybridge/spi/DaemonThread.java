package org.pybridge.spi;

/**
 * A thread of the library's own. It does not keep the JVM alive, and takes nothing over from the thread that happened to need it first:
 * neither its thread group, which could be waited for or destroyed, nor its inheritable thread-locals, which could keep an application
 * in memory.
 */
public final class DaemonThread extends Thread {

    /**
     * Makes a thread, to be started.
     *
     * @param name its name
     * @param task what it runs
     */
    public DaemonThread(String name, Runnable task) {
        super(topmost(), task, name, 0, false);
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

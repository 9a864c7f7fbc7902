package org.pybridge.internal.runtime;

/** What stands here for an object or an exception of another JVM. Python is told of that one. */
public interface ElsewhereInJava {

    /**
     * Gives the name of its class there, as Python is told it: in full of an exception, without its package of an object.
     *
     * @return the name
     */
    String className();

    /**
     * Gives the full name of the class of what was thrown, wherever.
     *
     * @param thrown what was thrown
     * @return the name
     */
    static String nameOf(Throwable thrown) {
        return thrown instanceof ElsewhereInJava there
                ? there.className()
                : thrown.getClass().getName();
    }

    /**
     * Gives the name of an object's class without its package, wherever the object is.
     *
     * @param object the object
     * @return the name
     */
    static String simpleNameOf(Object object) {
        return object instanceof ElsewhereInJava there
                ? there.className()
                : object.getClass().getSimpleName();
    }
}

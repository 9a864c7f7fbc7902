package org.pybridge.process.protocol;

/** What a frame says. The worker's {@code _pybridge_frames.py} has the same kinds with the same numbers, which are their order. */
public enum FrameKind {
    /** The worker is ready; a map of facts. */
    HELLO,
    /** CallRegistry what has a name. */
    CALL,
    /** CallRegistry an object. */
    CALL_OBJECT,
    /** The result of a callback. */
    ANSWER,
    /** What a callback threw. */
    FAILURE,
    /** The result of a call. */
    RESULT,
    /** The result of a call, which stays in Python. */
    KEPT,
    /** A described Python exception. */
    ERROR,
    /** The Java exception that a callback threw and nobody caught. */
    THROWN,
    /** The result has no form in Java. */
    UNCONVERTIBLE,
    /** The call was interrupted. */
    INTERRUPTED,
    /** Python calls Java. */
    CALLBACK,
    /** Something printed. */
    OUTPUT,
    /** A record of {@code logging}. */
    LOG,
    /** Numbers of Java's things that Python has no more. */
    FORGET,
    /** How many frames of the side lane belong to the time before this one. */
    SYNC,
    /** Cancels the coroutine of the call of that number. */
    CANCEL,
    /** Numbers of Python's objects that Java has no more. */
    RELEASE,
    /** Asks for a sign of life. */
    PING,
    /** A sign of life. */
    PONG,
    /** The worker is to end. */
    BYE,
    /** Interrupts the call of that number. */
    INTERRUPT,
    /** Whether there was a coroutine to cancel. */
    CANCELLED,
    /** Asks for a process that goes on as a worker; its settings. */
    FORK,
    /** Such a process was forked; its number. */
    FORKED,
    /** The process of that number has ended; its exit code, or its signal as a negative number. */
    EXITED;

    private static final FrameKind[] ALL = values();

    /** Gives the kind of a number, or null when there is none. */
    static @org.jspecify.annotations.Nullable FrameKind of(int number) {
        return number >= 0 && number < ALL.length ? ALL[number] : null;
    }
}

package org.pybridge.spi;

/** What came of one step to stop a call. */
public enum StopResult {
    /** The step was taken: the call is given its grace time to end. */
    TAKEN,
    /** There is no such step for this call, and there will be none: the next one is taken at once. */
    NO_SUCH_STEP,
    /** The call has not come to the interpreter yet, or has left it: the same step is asked for again until its grace time is over. */
    NOT_HERE
}

package org.pybridge.internal.call;

import org.pybridge.internal.convert.Conversions;
import org.pybridge.internal.thread.PlatformThreads;

/**
 * What all parts of one Python share. Immutable.
 *
 * @param conversions between Java and natural values
 * @param executor runs calls in the pool
 * @param threads platform threads for virtual ones and for asynchronous calls
 * @param sendsCalls whether a call is a message to another process
 * @param sharesMemory whether there is memory that Java and Python see at once
 * @param captureLimit how much output {@code run} captures, in characters of each stream
 */
public record Shared(
        Conversions conversions,
        CallExecutor executor,
        PlatformThreads threads,
        boolean sendsCalls,
        boolean sharesMemory,
        int captureLimit) {}

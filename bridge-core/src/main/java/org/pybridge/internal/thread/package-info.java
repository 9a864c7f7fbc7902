/** Threads: those that calls are handed over to, and how one waits for another. */
@NullMarked
package org.pybridge.internal.thread;

import org.jspecify.annotations.NullMarked;

package org.pybridge.internal.convert.type;

import org.pybridge.spi.SharedBuffer;

/** What is passed to Python as memory and not as a copy. */
public interface Sharable {

    /**
     * Gives the memory.
     *
     * @return the natural value
     * @throws IllegalStateException when it may be used no more
     */
    SharedBuffer share();
}

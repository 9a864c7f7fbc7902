package org.pybridge.spi;

import org.pybridge.ItemType;

/**
 * Memory as an argument: Python gets a {@code memoryview} over it. A natural value, inwards.
 *
 * @param memory the memory
 * @param itemType what is in it
 * @param shape the length of each dimension
 * @param readOnly whether Python may only read
 * @param given whether the memory is Python's alone from now on; else it is Java's too, until Java releases it
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record SharedBuffer(SharedMemory memory, ItemType itemType, int[] shape, boolean readOnly, boolean given) {}

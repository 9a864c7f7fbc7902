package org.pybridge.spi;

/**
 * A value of a backend's own, such as memory that only interpreters in this process can see. It is a natural value, inwards: core passes it
 * on as it is, and any other backend refuses it.
 */
public interface BackendValue {}

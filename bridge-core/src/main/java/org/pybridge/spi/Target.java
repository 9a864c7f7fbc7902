package org.pybridge.spi;

/** What an interpreter can call: something found by name, or an object that it gave out before. */
public sealed interface Target permits EntryPoint, Reference {}

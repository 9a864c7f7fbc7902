package org.pybridge.spi;

/**
 * What an exception is that a {@link Callback} throws because the function does not take what it was called with, by the number, the
 * names or the types of the arguments. In Python it is a {@code TypeError}.
 */
public interface WrongArguments {}

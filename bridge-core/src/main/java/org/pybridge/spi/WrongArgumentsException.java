package org.pybridge.spi;

/** A Java function does not take the arguments that Python called it with, by their number or their names. In Python it is a TypeError. */
public final class WrongArgumentsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which function it is, and what is wrong
     */
    public WrongArgumentsException(String message) {
        super(message);
    }
}

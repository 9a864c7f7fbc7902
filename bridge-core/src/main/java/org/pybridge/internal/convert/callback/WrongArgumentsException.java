package org.pybridge.internal.convert.callback;

import org.pybridge.spi.WrongArguments;

/** A Java function does not take the arguments that Python called it with. */
final class WrongArgumentsException extends IllegalArgumentException implements WrongArguments {
    private static final long serialVersionUID = 1L;

    WrongArgumentsException(String message) {
        super(message);
    }

    WrongArgumentsException(String message, Throwable cause) {
        super(message, cause);
    }
}

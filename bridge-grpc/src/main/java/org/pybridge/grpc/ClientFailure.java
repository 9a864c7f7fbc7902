package org.pybridge.grpc;

import org.pybridge.internal.runtime.ElsewhereInJava;
import org.pybridge.spi.WrongArguments;

/** What a function of the client's has thrown there. */
class ClientFailure extends RuntimeException implements ElsewhereInJava {
    private static final long serialVersionUID = 1L;

    private final String className;
    private final long number;

    ClientFailure(String className, String message, long number) {
        super(message, null, false, false);
        this.className = className;
        this.number = number;
    }

    /** Gives the client's number of what was thrown. */
    long number() {
        return number;
    }

    @Override
    public String className() {
        return className;
    }

    /** The function does not take what it was called with. */
    static final class OfArguments extends ClientFailure implements WrongArguments {
        private static final long serialVersionUID = 1L;

        OfArguments(String className, String message, long number) {
            super(className, message, number);
        }
    }
}

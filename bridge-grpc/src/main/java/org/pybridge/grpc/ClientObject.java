package org.pybridge.grpc;

import org.pybridge.internal.runtime.ElsewhereInJava;

/**
 * What stands on the server for a Java object of the client's.
 *
 * @param className the name of its class, without the package
 * @param number the client's number of it
 */
record ClientObject(String className, long number) implements ElsewhereInJava {
    @Override
    public boolean equals(Object other) {
        return other == this;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

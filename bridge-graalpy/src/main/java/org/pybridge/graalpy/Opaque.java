package org.pybridge.graalpy;

import org.graalvm.polyglot.proxy.Proxy;

/** A Java object of which Python sees nothing, its text included. */
record Opaque(Object object) implements Proxy {

    @Override
    public String toString() {
        return "Java object";
    }
}

package org.pybridge.graalpy;

import org.graalvm.polyglot.proxy.Proxy;

/** A Java object of which Python sees nothing. */
record Opaque(Object object) implements Proxy {

    /** Python can ask for the text, and sees nothing of the object in it. */
    @Override
    public String toString() {
        return "Java object";
    }
}

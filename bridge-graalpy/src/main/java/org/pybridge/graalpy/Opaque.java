package org.pybridge.graalpy;

import org.graalvm.polyglot.proxy.Proxy;

/** A Java object of which Python sees nothing. */
record Opaque(Object object) implements Proxy {}

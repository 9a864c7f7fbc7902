package org.pybridge.spi;

import java.util.Map;

/**
 * A Java object in Python. It comes back as itself.
 *
 * @param object the object
 * @param methods what Python may call on it, by name; empty for an opaque object
 */
public record JavaObject(Object object, Map<String, Callback> methods) {}

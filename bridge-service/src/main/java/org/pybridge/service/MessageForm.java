package org.pybridge.service;

/** What the messages of a service are in Python. */
public enum MessageForm {
    /** Generated classes where all of those that the service needs can be imported, else {@code dict}s. The log says which. */
    CLASSES_OR_DICTS,
    /** The classes that {@code protoc} generated; it is an error when they cannot be imported. */
    CLASSES,
    /**
     * A {@code dict} by the names of the {@code .proto}. A field that knows whether it is set is there when it is; the others always are. Enums are
     * their names, well-known types {@code datetime}, {@code timedelta}, plain values, {@code dict} and {@code list}. A reply may also be a dataclass.
     */
    DICTS
}

package org.pybridge.spi;

/** How a result leaves Python. */
public enum ResultMode {
    /** Copied as far as it has a natural Java value; what has none stays in Python as an object. */
    VALUE,
    /** As {@link #VALUE}, and dataclasses, named tuples, attrs classes and enum members are copied as maps of fields and as names. */
    FIELDS,
    /** Kept in Python whatever it is, {@code None} included. */
    REFERENCE,
    /** Not wanted. */
    NOTHING,
    /** A list whose elements leave one by one: each as {@link #VALUE}, or as {@link #REFERENCE} where it cannot be copied. */
    EACH
}

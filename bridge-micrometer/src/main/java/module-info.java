/** The figures of a pool of Python interpreters as Micrometer meters. */
module org.pybridge.micrometer {
    requires static transitive org.jspecify;
    requires transitive micrometer.core;
    requires transitive org.pybridge.core;

    exports org.pybridge.micrometer;
}

/** Natural values as bytes, for backends whose Python is in another process. */
module org.pybridge.wire {
    requires static transitive org.jspecify;
    requires transitive org.pybridge.core;

    exports org.pybridge.wire;
}

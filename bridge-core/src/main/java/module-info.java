/** The contract of PyBridge: calling Python, converting values, reporting errors. It knows no engine. */
module org.pybridge.core {
    requires static transitive org.jspecify;

    exports org.pybridge;
}

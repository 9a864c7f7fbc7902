/** CPython in the JVM: the real one, by {@code java.lang.foreign}. */
module org.pybridge.cpython {
    requires static transitive org.jspecify;
    requires transitive org.pybridge.core;
    requires org.pybridge.bundled;
    requires org.pybridge.command;
    requires org.slf4j;

    exports org.pybridge.cpython;
}

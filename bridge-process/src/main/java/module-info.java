/** Python in processes of its own, started and ended by this JVM. */
module org.pybridge.process {
    requires static transitive org.jspecify;
    requires transitive org.pybridge.core;
    requires org.pybridge.bundled;
    requires org.pybridge.command;
    requires org.pybridge.wire;
    requires org.slf4j;

    exports org.pybridge.process;
}

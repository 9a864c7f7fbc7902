/** Python and other programs in processes of their own, started and ended by this JVM. */
module org.pybridge.process {
    requires static transitive org.jspecify;
    requires transitive org.pybridge.core;
    requires org.slf4j;

    exports org.pybridge.process;
}

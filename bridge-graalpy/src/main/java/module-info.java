/** Python on GraalPy: interpreters embedded in the JVM, each with a lock of its own. */
module org.pybridge.graalpy {
    requires static transitive org.jspecify;
    requires java.logging;
    requires java.management;
    requires jdk.management;
    requires org.graalvm.polyglot;
    requires org.pybridge.bundled;
    requires org.pybridge.command;
    requires transitive org.pybridge.core;
    requires org.slf4j;

    exports org.pybridge.graalpy;
}

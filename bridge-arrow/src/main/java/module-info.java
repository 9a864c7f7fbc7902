/** Tables between Java and Python, in Arrow's format and in memory that both see. */
module org.pybridge.arrow {
    requires static transitive org.jspecify;
    requires transitive java.sql;
    requires transitive org.pybridge.core;
    requires flatbuffers.java;
    requires org.apache.arrow.format;

    exports org.pybridge.arrow;

    provides org.pybridge.spi.PythonExtension with
            org.pybridge.arrow.ArrowExtension;
}

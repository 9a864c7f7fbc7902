/** The contract of PyBridge: calling Python, converting values, reporting errors. It knows no engine. */
module org.pybridge.core {
    requires static jdk.jfr;
    requires static transitive org.jspecify;
    requires static java.sql;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    uses org.pybridge.spi.PythonExtension;

    exports org.pybridge;
    exports org.pybridge.packages;
    exports org.pybridge.pool;
    exports org.pybridge.spi;
    exports org.pybridge.internal.convert.bean to
            org.pybridge.arrow;
    exports org.pybridge.internal.install to
            org.pybridge.cpython,
            org.pybridge.graalpy,
            org.pybridge.process;
    exports org.pybridge.internal.lease to
            org.pybridge.grpc;
    exports org.pybridge.internal.object to
            org.pybridge.arrow,
            org.pybridge.cpython;
    exports org.pybridge.internal.runtime to
            org.pybridge.cpython,
            org.pybridge.graalpy,
            org.pybridge.grpc,
            org.pybridge.process,
            org.pybridge.service,
            org.pybridge.wire;
    exports org.pybridge.internal.support to
            org.pybridge.arrow,
            org.pybridge.bundled,
            org.pybridge.cpython,
            org.pybridge.graalpy,
            org.pybridge.grpc,
            org.pybridge.process,
            org.pybridge.service;
    exports org.pybridge.internal.value to
            org.pybridge.cpython,
            org.pybridge.graalpy,
            org.pybridge.wire;
}

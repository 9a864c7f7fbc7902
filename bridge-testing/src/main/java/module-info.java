/** The contract of PyBridge as JUnit cases, which every backend passes. */
module org.pybridge.testing {
    requires static transitive org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.pybridge.core;
    requires com.fasterxml.jackson.databind;
    requires java.desktop;
    requires java.sql;
    requires jdk.httpserver;
    requires org.assertj.core;
    requires org.slf4j;

    exports org.pybridge.testing;

    opens org.pybridge.testing;
    opens org.pybridge.testing.calls;
    opens org.pybridge.testing.endurance;
    opens org.pybridge.testing.errors;
    opens org.pybridge.testing.objects;
    opens org.pybridge.testing.pool;
    opens org.pybridge.testing.support;
    opens org.pybridge.testing.values;
}

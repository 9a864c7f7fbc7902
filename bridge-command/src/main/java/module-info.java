/** Programs and Python scripts as commands: run once, each in a process of its own, with limits, and ended with all that they started. */
module org.pybridge.command {
    requires static transitive org.jspecify;
    requires transitive org.pybridge.core;
    requires org.slf4j;

    exports org.pybridge.command;
    exports org.pybridge.command.os to
            org.pybridge.process;
}

/** A program that serves Python in worker processes, by a file of settings. */
module org.pybridge.server {
    requires static org.jspecify;
    requires org.pybridge.grpc;
    requires org.pybridge.process;
    requires org.slf4j;

    exports org.pybridge.server;
}

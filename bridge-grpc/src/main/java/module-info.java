/** Python on other machines, over gRPC: a server of any Python, and a backend that calls one. */
module org.pybridge.grpc {
    requires static transitive org.jspecify;
    requires transitive org.pybridge.core;
    requires com.google.common;
    requires com.google.protobuf;
    requires io.grpc;
    requires io.grpc.netty.shaded;
    requires io.grpc.protobuf;
    requires io.grpc.services;
    requires io.grpc.stub;
    requires org.pybridge.wire;
    requires org.slf4j;

    exports org.pybridge.grpc;
}

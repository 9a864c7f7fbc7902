/** Services by contract: Python implements them, and clients call them over gRPC, Twirp and Connect. */
module org.pybridge.service {
    requires static transitive jakarta.servlet;
    requires static transitive org.jspecify;
    requires transitive com.google.protobuf;
    requires transitive io.grpc;
    requires transitive java.net.http;
    requires transitive jdk.httpserver;
    requires transitive org.pybridge.core;
    requires proto.google.common.protos;
    requires com.google.common;
    requires com.google.gson;
    requires com.google.protobuf.util;
    requires io.grpc.inprocess;
    requires io.grpc.protobuf;
    requires org.slf4j;

    exports org.pybridge.service;
    exports org.pybridge.service.http;
}

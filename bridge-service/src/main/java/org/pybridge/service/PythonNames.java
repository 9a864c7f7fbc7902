package org.pybridge.service;

import com.google.protobuf.Descriptors.Descriptor;

/** How the code that {@code protoc} generates for Python names what a {@code .proto} describes. */
final class PythonNames {
    private PythonNames() {}

    /** Gives a message's class, as {@code shop.users_pb2:Order.Line}. */
    static String entryPoint(Descriptor message) {
        String file = message.getFile().getName();
        String module = file.substring(0, file.length() - (file.endsWith(".proto") ? ".proto".length() : 0))
                .replace('-', '_')
                .replace('/', '.');
        return module + "_pb2:" + nested(message);
    }

    private static String nested(Descriptor message) {
        Descriptor around = message.getContainingType();
        return around == null ? message.getName() : nested(around) + "." + message.getName();
    }
}

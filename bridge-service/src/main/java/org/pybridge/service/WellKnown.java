package org.pybridge.service;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Set;

/** The types of protobuf that stand for values of Python. */
enum WellKnown {
    NONE,
    TIMESTAMP,
    DURATION,
    WRAPPER,
    STRUCT,
    LIST,
    VALUE;

    private static final Set<String> WRAPPERS = Set.of(
            "DoubleValue",
            "FloatValue",
            "Int64Value",
            "UInt64Value",
            "Int32Value",
            "UInt32Value",
            "BoolValue",
            "StringValue",
            "BytesValue");

    static WellKnown of(Descriptor type) {
        if (!type.getFile().getPackage().equals("google.protobuf")) {
            return NONE;
        }
        return switch (type.getName()) {
            case "Timestamp" -> TIMESTAMP;
            case "Duration" -> DURATION;
            case "Struct" -> STRUCT;
            case "ListValue" -> LIST;
            case "Value" -> VALUE;
            default -> WRAPPERS.contains(type.getName()) ? WRAPPER : NONE;
        };
    }
}

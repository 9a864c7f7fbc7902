package org.pybridge.service.http;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import io.grpc.MethodDescriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pybridge.service.schema.Schema;

/**
 * A method with the two forms of its messages. Immutable.
 *
 * @param descriptor what the {@code .proto} says of it
 * @param bytes the same for gRPC, with messages as bytes
 * @param twirp its messages as Twirp writes JSON: by the names of the {@code .proto}, with zeros
 * @param connect its messages as Connect writes JSON
 */
record RpcMethod(
        Descriptors.MethodDescriptor descriptor,
        MethodDescriptor<byte[], byte[]> bytes,
        JsonMessages twirp,
        JsonMessages connect) {

    static RpcMethod of(Descriptors.MethodDescriptor method) {
        return of(method, types(method.getFile()));
    }

    /** Gives the methods of a service. */
    static List<RpcMethod> all(Descriptors.ServiceDescriptor service) {
        TypeRegistry types = types(service.getFile());
        return service.getMethods().stream().map(method -> of(method, types)).toList();
    }

    private static RpcMethod of(Descriptors.MethodDescriptor method, TypeRegistry types) {
        return new RpcMethod(
                method,
                Schema.bytes(method),
                JsonMessages.byProtoNames(method, types),
                JsonMessages.byJsonNames(method, types));
    }

    /** Gives what the file knows, for messages in a {@code google.protobuf.Any}. */
    private static TypeRegistry types(FileDescriptor file) {
        TypeRegistry.Builder types = TypeRegistry.newBuilder();
        Set<FileDescriptor> files = new LinkedHashSet<>();
        collect(file, files);
        files.forEach(one -> types.add(one.getMessageTypes()));
        return types.build();
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> into) {
        if (into.add(file)) {
            file.getDependencies().forEach(needed -> collect(needed, into));
        }
    }

    /** Tells whether a client may ask by {@code GET}. */
    boolean hasNoSideEffects() {
        return descriptor.getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS;
    }

    /** Gives a request back, if it is one. */
    byte[] checked(byte[] request) throws InvalidProtocolBufferException {
        DynamicMessage.parseFrom(descriptor.getInputType(), request);
        return request;
    }

    boolean isUnary() {
        return !descriptor.isClientStreaming() && !descriptor.isServerStreaming();
    }
}

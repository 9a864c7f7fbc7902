package org.pybridge.service.schema;

import com.google.common.net.InetAddresses;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Descriptors of a {@code .proto} as gRPC has them, for messages that stay bytes, and what else the packages of this module share. Thread-safe. */
public final class Schema {
    /** Who calls over HTTP. */
    public static final Metadata.Key<String> PEER = Metadata.Key.of("pybridge-peer", Metadata.ASCII_STRING_MARSHALLER);

    /** Where gRPC has the details of an error. */
    public static final Metadata.Key<com.google.rpc.Status> DETAILS = Metadata.Key.of(
            "grpc-status-details-bin", ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));

    /** Messages as they are. */
    public static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try (message) {
                return message.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    };

    private static final Pattern KEY = Pattern.compile("[0-9a-z_.-]+");

    private Schema() {}

    /**
     * Writes an address as {@code grpcio} does.
     *
     * @param address a client's
     * @return {@code ipv4:1.2.3.4:5} or {@code ipv6:[::1]:5}
     */
    public static String peer(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : InetAddresses.toAddrString(address.getAddress());
        return address.getAddress() instanceof Inet6Address
                ? "ipv6:[" + host + "]:" + address.getPort()
                : "ipv4:" + host + ":" + address.getPort();
    }

    /**
     * Hands over each value of metadata: bytes of {@code -bin} keys, else text. A key that metadata cannot have, though HTTP can, is left out.
     *
     * @param metadata of a call
     * @param each gets a key, and a {@code byte[]} or a {@code String}
     */
    public static void each(Metadata metadata, BiConsumer<String, Object> each) {
        for (String key : metadata.keys()) {
            if (!KEY.matcher(key).matches()) {
                continue;
            }
            Iterable<?> values = key.endsWith(Metadata.BINARY_HEADER_SUFFIX)
                    ? metadata.getAll(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER))
                    : metadata.getAll(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
            Objects.requireNonNull(values).forEach(value -> each.accept(key, value));
        }
    }

    /**
     * What reflection is told of a service.
     *
     * @param service what the {@code .proto} says of it
     */
    public record OfService(Descriptors.ServiceDescriptor service) implements ProtoServiceDescriptorSupplier {
        @Override
        public Descriptors.ServiceDescriptor getServiceDescriptor() {
            return service;
        }

        @Override
        public FileDescriptor getFileDescriptor() {
            return service.getFile();
        }
    }

    /** What reflection is told of a method. */
    record OfMethod(Descriptors.MethodDescriptor method) implements ProtoMethodDescriptorSupplier {
        @Override
        public Descriptors.MethodDescriptor getMethodDescriptor() {
            return method;
        }

        @Override
        public Descriptors.ServiceDescriptor getServiceDescriptor() {
            return method.getService();
        }

        @Override
        public FileDescriptor getFileDescriptor() {
            return method.getFile();
        }
    }

    /**
     * Describes a method to gRPC.
     *
     * @param method what the {@code .proto} says of it
     * @return the same, with messages as their bytes
     */
    public static MethodDescriptor<byte[], byte[]> bytes(Descriptors.MethodDescriptor method) {
        return MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(type(method))
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        method.getService().getFullName(), method.getName()))
                .setSchemaDescriptor(new OfMethod(method))
                .build();
    }

    private static MethodType type(Descriptors.MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }
}

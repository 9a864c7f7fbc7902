package org.pybridge.service;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.pybridge.service.schema.Schema;

/**
 * A message of a client, or why it cannot be read: one that is too large when it is unpacked is found out then, and gRPC itself would tell the client nothing of it.
 *
 * @param read the message, or null
 * @param failure why there is none, or null
 */
record Request(byte @Nullable [] read, @Nullable Status failure) {
    static final MethodDescriptor.Marshaller<Request> MARSHALLER = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(Request request) {
            throw new UnsupportedOperationException("requests come from clients");
        }

        @Override
        public Request parse(InputStream message) {
            try {
                return new Request(Schema.BYTES.parse(message), null);
            } catch (StatusRuntimeException tooLarge) {
                return new Request(null, tooLarge.getStatus());
            }
        }
    };

    /**
     * Gives the message.
     *
     * @throws StatusException when it could not be read
     */
    byte[] bytes() throws StatusException {
        if (read == null) {
            throw (failure == null ? Status.INTERNAL : failure).asException();
        }
        return read;
    }
}

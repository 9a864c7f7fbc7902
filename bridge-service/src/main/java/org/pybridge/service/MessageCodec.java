package org.pybridge.service;

import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

/** What messages are on the way to Python and back. */
interface MessageCodec {
    /** Messages as they came; classes in Python read and write them. */
    MessageCodec BYTES = new MessageCodec() {
        @Override
        public Object request(byte[] message) {
            return message;
        }

        @Override
        public byte[] reply(@Nullable Object value) {
            if (!(value instanceof byte[] bytes)) {
                throw new IllegalStateException("a reply must be bytes here, and is " + value);
            }
            return bytes;
        }
    };

    /**
     * Gives what Python gets.
     *
     * @throws InvalidProtocolBufferException when the bytes are no such message
     */
    @Nullable
    Object request(byte[] message) throws InvalidProtocolBufferException;

    /**
     * Gives the message of what Python returned.
     *
     * @throws org.pybridge.ConversionException when it does not fit, with its path
     */
    byte[] reply(@Nullable Object value);
}

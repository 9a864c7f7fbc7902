package org.pybridge.service;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

/**
 * Messages as maps by their descriptors.
 *
 * @param input of requests
 * @param output of replies
 */
record DictCodec(Descriptor input, Descriptor output) implements MessageCodec {
    @Override
    public @Nullable Object request(byte[] message) throws InvalidProtocolBufferException {
        return DictReader.read(DynamicMessage.parseFrom(input, message));
    }

    @Override
    public byte[] reply(@Nullable Object value) {
        return DictWriter.write(output, value).toByteArray();
    }
}

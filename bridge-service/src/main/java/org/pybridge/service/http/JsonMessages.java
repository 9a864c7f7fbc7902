package org.pybridge.service.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.StatusException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Messages of a method as JSON, and back, by the rules of protobuf's own JSON. Fields that are not known are passed over. Immutable. */
final class JsonMessages {
    private final Descriptor input;
    private final Descriptor output;
    private final JsonFormat.Parser parser;
    private final JsonFormat.Printer printer;

    private JsonMessages(MethodDescriptor method, TypeRegistry types, JsonFormat.Printer printer) {
        this.input = method.getInputType();
        this.output = method.getOutputType();
        this.parser = JsonFormat.parser().usingTypeRegistry(types).ignoringUnknownFields();
        this.printer = printer.usingTypeRegistry(types).omittingInsignificantWhitespace();
    }

    static JsonMessages byProtoNames(MethodDescriptor method, TypeRegistry types) {
        return new JsonMessages(
                method, types, JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence());
    }

    static JsonMessages byJsonNames(MethodDescriptor method, TypeRegistry types) {
        return new JsonMessages(method, types, JsonFormat.printer());
    }

    byte[] request(byte[] json) throws InvalidProtocolBufferException {
        return message(input, json);
    }

    /**
     * Reads a reply.
     *
     * @throws StatusException when it is no such message
     */
    byte[] reply(byte[] json) throws StatusException {
        try {
            return message(output, json);
        } catch (InvalidProtocolBufferException malformed) {
            throw Status.INTERNAL
                    .withDescription(
                            "the reply is not the JSON of a " + output.getFullName() + ": " + malformed.getMessage())
                    .asException();
        }
    }

    byte[] jsonOfRequest(byte[] message) throws InvalidProtocolBufferException {
        return json(input, message);
    }

    /**
     * Writes a reply.
     *
     * @throws StatusException when JSON cannot have it, as NaN, infinity, or a message of an unknown type
     */
    byte[] jsonOfReply(byte[] message) throws StatusException {
        try {
            return json(output, message);
        } catch (InvalidProtocolBufferException | IllegalArgumentException unfit) {
            throw Status.INTERNAL
                    .withDescription("the reply cannot be written as JSON: " + unfit.getMessage())
                    .withCause(unfit)
                    .asException();
        }
    }

    private byte[] message(Descriptor type, byte[] json) throws InvalidProtocolBufferException {
        try {
            DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
            parser.merge(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(json))
                            .toString(),
                    message);
            if (!message.isInitialized()) {
                throw new InvalidProtocolBufferException("it lacks " + message.getInitializationErrorString());
            }
            return message.build().toByteArray();
        } catch (CharacterCodingException malformed) {
            throw new InvalidProtocolBufferException("it is not UTF-8", malformed);
        }
    }

    private byte[] json(Descriptor type, byte[] message) throws InvalidProtocolBufferException {
        return printer.print(DynamicMessage.parseFrom(type, message)).getBytes(StandardCharsets.UTF_8);
    }
}

package org.pybridge.service;

import com.google.protobuf.Descriptors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.TypeRef;

/**
 * A method and the Python function that implements it. Immutable.
 *
 * @param descriptor what the {@code .proto} says of it
 * @param takesContext whether the function has a parameter for it
 * @param codec what its messages are in Python
 * @param unary the call of a method with one request and one reply, to which the rest of the arguments is added
 * @param stream the call of another method
 */
record PythonMethod(
        Descriptors.MethodDescriptor descriptor,
        boolean takesContext,
        MessageCodec codec,
        Call<List<@Nullable Object>> unary,
        Call<List<@Nullable Object>> stream) {

    /**
     * Gives a method.
     *
     * @param where the entry point of the implementation
     * @param name Python's name of the method
     */
    static PythonMethod of(
            Descriptors.MethodDescriptor descriptor, String where, String name, boolean takesContext, boolean classes) {
        String request = classes ? PythonNames.entryPoint(descriptor.getInputType()) : "";
        String response = classes ? PythonNames.entryPoint(descriptor.getOutputType()) : "";
        MessageCodec codec =
                classes ? MessageCodec.BYTES : new DictCodec(descriptor.getInputType(), descriptor.getOutputType());
        return new PythonMethod(
                descriptor,
                takesContext,
                codec,
                call("unary", where, name, request, response),
                call("stream", where, name, request, response));
    }

    private static Call<List<@Nullable Object>> call(String kind, @Nullable Object... first) {
        return Call.of(ServiceRuntime.MODULE + ":" + kind)
                .with(first)
                .returning(new TypeRef<List<@Nullable Object>>() {});
    }

    boolean isUnary() {
        return !descriptor.isClientStreaming() && !descriptor.isServerStreaming();
    }
}

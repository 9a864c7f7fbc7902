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
 * @param call the call of the function, to which the rest of the arguments is added
 */
record PythonMethod(
        Descriptors.MethodDescriptor descriptor,
        boolean takesContext,
        MessageCodec codec,
        Call<List<@Nullable Object>> call) {

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
        String kind = isUnary(descriptor) ? "unary" : "stream";
        Call<List<@Nullable Object>> call = Call.of(ServiceRuntime.MODULE + ":" + kind)
                .with(where, name, request, response)
                .returning(new TypeRef<List<@Nullable Object>>() {});
        return new PythonMethod(descriptor, takesContext, codec, call);
    }

    boolean isUnary() {
        return isUnary(descriptor);
    }

    private static boolean isUnary(Descriptors.MethodDescriptor descriptor) {
        return !descriptor.isClientStreaming() && !descriptor.isServerStreaming();
    }
}

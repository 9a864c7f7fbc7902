package org.pybridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.pybridge.Python;
import org.pybridge.service.schema.Schema;
import org.pybridge.service.shop.GetUserRequest;
import org.pybridge.service.shop.User;
import org.pybridge.service.shop.UserServiceGrpc;

class ClassesTest extends UserServiceCases {
    @Override
    Python start() {
        return Pythons.withProtobuf();
    }

    @Override
    String entryPoint() {
        return "users_classes:UserService";
    }

    @Override
    MessageForm form() {
        return MessageForm.CLASSES;
    }

    /** What a method gets is a matter of the service, not of its function. */
    @Test
    void oneFunctionMayServeInBothForms() throws IOException {
        Server server = InProcessServerBuilder.forName("dicts")
                .addService(PythonService.builder(
                                python(), UserServiceGrpc.getServiceDescriptor(), "users_dicts:UserService")
                        .messages(MessageForm.DICTS)
                        .build())
                .build()
                .start();
        Server other = InProcessServerBuilder.forName("classes")
                .addService(PythonService.builder(
                                python(), UserServiceGrpc.getServiceDescriptor(), "users_dicts:UserService")
                        .messages(MessageForm.CLASSES)
                        .build())
                .build()
                .start();
        ManagedChannel dicts = InProcessChannelBuilder.forName("dicts").build();
        ManagedChannel classes = InProcessChannelBuilder.forName("classes").build();
        try {
            User user = User.newBuilder().setName("Ada").build();
            for (int i = 0; i < 3; i++) {
                assertThat(UserServiceGrpc.newBlockingStub(dicts)
                                .createUser(user)
                                .getName())
                        .isEqualTo("Ada");
                assertThatThrownBy(
                                () -> UserServiceGrpc.newBlockingStub(classes).createUser(user))
                        .hasMessageContaining("'User' object is not subscriptable");
            }
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                            classes,
                            Schema.bytes(GetUserRequest.getDescriptor()
                                    .getFile()
                                    .findServiceByName("UserService")
                                    .findMethodByName("GetUser")),
                            CallOptions.DEFAULT,
                            new byte[] {(byte) 0xff, 1}))
                    .hasMessageContaining("INVALID_ARGUMENT: the request is not a shop.GetUserRequest");
        } finally {
            dicts.shutdownNow();
            classes.shutdownNow();
            server.shutdownNow();
            other.shutdownNow();
        }
    }
}

package org.pybridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pybridge.Python;
import org.pybridge.service.schema.Schema;
import org.pybridge.service.shop.AllKinds;
import org.pybridge.service.shop.EchoGrpc;
import org.pybridge.service.shop.Numbers;
import org.pybridge.service.shop.Role;
import org.pybridge.service.shop.UserServiceGrpc;

/** Messages as dicts, there and back, in a server without a socket. */
class EchoTest {
    private static final AllKinds.Inner INNER =
            AllKinds.Inner.newBuilder().setText("in").build();

    private static Python python;
    private static Server server;
    private static Server kinds;
    private static ManagedChannel channel;
    private static EchoGrpc.EchoBlockingStub echo;

    @BeforeAll
    static void start() throws IOException {
        python = Pythons.single();
        server = InProcessServerBuilder.forName("echo")
                .addService(PythonService.builder(python, EchoGrpc.getServiceDescriptor(), "users_dicts:echo")
                        .messages(MessageForm.DICTS)
                        .build())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName("echo").build();
        echo = EchoGrpc.newBlockingStub(channel);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        python.close();
    }

    @Test
    void everyKindOfFieldComesBackAsItWas() {
        AllKinds sent = AllKinds.newBuilder()
                .setAInt32(Integer.MIN_VALUE)
                .setASint32(-1)
                .setASfixed32(Integer.MAX_VALUE)
                .setAUint32(-1)
                .setAFixed32(-2)
                .setAInt64(Long.MIN_VALUE)
                .setASint64(Long.MAX_VALUE)
                .setASfixed64((1L << 53) + 1)
                .setAUint64(-1)
                .setAFixed64(Long.MIN_VALUE)
                .setAFloat(1.5f)
                .setADouble(Double.NEGATIVE_INFINITY)
                .setABool(true)
                .setAString("text \u0000 \ud83d\ude00")
                .setABytes(ByteString.copyFrom(new byte[] {0, -1}))
                .setARoleValue(77)
                .setAMessage(INNER)
                .setAnOptional(0)
                .addAllNumbers(List.of(3, 1, 2))
                .addMessages(INNER)
                .addMessages(AllKinds.Inner.getDefaultInstance())
                .putAges("Ada", 36)
                .putInners(7, INNER)
                .putRoles(true, Role.ROLE_ADMIN)
                .setAnInner(INNER)
                .setATime(Timestamp.newBuilder().setSeconds(-1).setNanos(999_999_000))
                .setADuration(Duration.newBuilder().setSeconds(-3).setNanos(-500_000_000))
                .setAStruct(Struct.newBuilder()
                        .putFields(
                                "n",
                                Value.newBuilder()
                                        .setNullValue(NullValue.NULL_VALUE)
                                        .build())
                        .putFields("s", Value.newBuilder().setStringValue("x").build()))
                .setAValue(Value.newBuilder()
                        .setListValue(ListValue.newBuilder()
                                .addValues(Value.newBuilder().setBoolValue(true))
                                .addValues(Value.newBuilder().setNumberValue(2))))
                .setAList(ListValue.getDefaultInstance())
                .setAWrapped(Int64Value.of(0))
                .setAWrappedText(StringValue.of(""))
                .setWrappedBytes(BytesValue.of(ByteString.copyFromUtf8("b")))
                .setWrappedUnsigned(UInt64Value.of(-1))
                .build();
        assertThat(echo.everything(sent)).isEqualTo(sent);
    }

    @Test
    void anEmptyMessageComesBackEmpty() {
        assertThat(echo.everything(AllKinds.getDefaultInstance())).isEqualTo(AllKinds.getDefaultInstance());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a_uint32 | int 4294967295",
                "a_uint64 | int 18446744073709551615",
                "a_int64 | int -9223372036854775808",
                "a_float | float 1.5",
                "a_bool | bool False",
                "a_bytes | bytes b'xy'",
                "a_role | str 'ROLE_ADMIN'",
                "numbers | list []",
                "messages | list [{'text': 'in'}]",
                "ages | dict {'Ada': 36}",
                "inners | dict {7: {'text': 'in'}}",
                "a_number | int 5",
                "a_time | datetime datetime.datetime(2026, 11, 30, 12, 0, tzinfo=datetime.timezone.utc)",
                "a_duration | timedelta datetime.timedelta(seconds=90)",
                "a_struct | dict {'a': [1.0, None]}",
                "a_wrapped | int 3",
            })
    void pythonSees(String field, String shown) {
        Value list = Value.newBuilder()
                .setListValue(ListValue.newBuilder()
                        .addValues(Value.newBuilder().setNumberValue(1))
                        .addValues(Value.newBuilder().setNullValue(NullValue.NULL_VALUE)))
                .build();
        echo.everything(AllKinds.newBuilder()
                .setAUint32(-1)
                .setAUint64(-1)
                .setAInt64(Long.MIN_VALUE)
                .setAFloat(1.5f)
                .setABytes(ByteString.copyFromUtf8("xy"))
                .setARole(Role.ROLE_ADMIN)
                .addMessages(INNER)
                .putAges("Ada", 36)
                .putInners(7, INNER)
                .setANumber(5)
                .setATime(Timestamp.newBuilder().setSeconds(1_796_040_000))
                .setADuration(Duration.newBuilder().setSeconds(90))
                .setAStruct(Struct.newBuilder().putFields("a", list))
                .setAWrapped(Int64Value.of(3))
                .build());
        assertThat(python.call("users_dicts:seen", List.of(field), String.class))
                .isEqualTo(shown);
    }

    @Test
    void whatIsNotSetIsNotThere() {
        echo.everything(AllKinds.getDefaultInstance());
        for (String absent : List.of("an_optional", "a_message", "a_name", "a_time", "a_wrapped")) {
            assertThatThrownBy(() -> python.call("users_dicts:seen", List.of(absent), String.class))
                    .hasMessageContaining("KeyError");
        }
    }

    @Test
    void typesOfProtobufStandForValuesAlsoByThemselves() {
        assertThat(echo.later(Timestamp.newBuilder().setSeconds(0).build()))
                .isEqualTo(Timestamp.newBuilder().setSeconds(365 * 86_400L).build());
        assertThat(echo.nothing(Empty.getDefaultInstance())).isEqualTo(Empty.getDefaultInstance());
        assertThat(echo.old(Numbers.newBuilder().addNumbers(1).build()).getNumbersList())
                .containsExactly(2);
    }

    @Test
    void aNumberThatDoesNotFitIsNamedWithItsPath() {
        assertThatThrownBy(() -> echo.old(Numbers.newBuilder()
                        .addNumbers(1)
                        .addNumbers(Integer.MAX_VALUE)
                        .build()))
                .hasMessage("INTERNAL: $.numbers[1]: int 2147483648 does not fit int32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a_int32': 2**31} | $.a_int32: int 2147483648 does not fit int32",
                "{'a_uint64': -1} | $.a_uint64: int -1 does not fit uint64",
                "{'a_bool': 1} | $.a_bool: int 1 does not fit bool",
                "{'a_string': 1} | $.a_string: int 1 does not fit string",
                "{'a_float': 1e300} | $.a_float: float 1.0E300 does not fit float",
                "{'a_double': 2**53 + 1} | $.a_double: int 9007199254740993 does not fit double",
                "{'a_double': 10**400} | $.a_double: int 1000",
                "{'a_role': 'ROLE_KING'} | $.a_role: str ROLE_KING does not fit shop.Role: it has [ROLE_UNKNOWN, ROLE_READER, ROLE_ADMIN]",
                "{'a_nam': ''} | $.a_nam: str  does not fit a field of shop.AllKinds: it has [a_int32,",
                "{'a_name': 'x', 'a_number': 1} | $.a_number: int 1 does not fit beside 'a_name': of choice, one can be set",
                "{'ages': {'Ada': 'x'}} | $.ages[Ada]: str x does not fit int64",
                "{'messages': [{}, 1]} | $.messages[1]: int 1 does not fit a dict for shop.AllKinds.Inner",
                "{'a_time': 'noon'} | $.a_time: str noon does not fit a datetime for google.protobuf.Timestamp",
                "5 | $: int 5 does not fit a dict for shop.AllKinds",
                "None | $: None does not fit a dict for shop.AllKinds",
            })
    void aReplyThatDoesNotFitIsRefused(String reply, String told) throws IOException {
        EchoGrpc.EchoBlockingStub kinds = EchoGrpc.newBlockingStub(kindsChannel());
        assertThatThrownBy(() ->
                        kinds.everything(AllKinds.newBuilder().setAString(reply).build()))
                .hasMessageStartingWith("INTERNAL: " + told);
    }

    private static ManagedChannel kindsChannel() throws IOException {
        if (kinds == null) {
            kinds = InProcessServerBuilder.forName("kinds")
                    .addService(PythonService.builder(python, EchoGrpc.getServiceDescriptor(), "users_dicts:Kinds")
                            .messages(MessageForm.DICTS)
                            .build())
                    .build()
                    .start();
        }
        return InProcessChannelBuilder.forName("kinds").build();
    }

    @Test
    void aNullOfJsonIsAValueOfItsOwn() {
        AllKinds sent = AllKinds.newBuilder()
                .setAValue(Value.newBuilder().setNullValue(NullValue.NULL_VALUE))
                .build();
        assertThat(echo.everything(sent)).isEqualTo(sent);
    }

    @Test
    void aTimeBeyondThoseOfPythonIsABadRequest() {
        Timestamp far = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
        assertThatThrownBy(() -> echo.later(far))
                .hasMessageStartingWith("INVALID_ARGUMENT: the request is not a google.protobuf.Timestamp");
        Timestamp year10000 =
                Timestamp.newBuilder().setSeconds(253_402_300_800L).build();
        assertThatThrownBy(() -> echo.later(year10000)).hasMessageStartingWith("INVALID_ARGUMENT");
    }

    @Test
    void methodsThatAreMissingAreAllNamedBeforeThereIsAService() {
        assertThatThrownBy(() ->
                        PythonService.implement(python, UserServiceGrpc.getServiceDescriptor(), "users_dicts:echo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("users_dicts:echo does not implement shop.UserService; it lacks\n"
                        + "  CreateUser or create_user\n  GetUser or get_user\n  ListUsers or list_users\n"
                        + "  ImportUsers or import_users\n  Chat or chat");
    }

    @Test
    void anImplementationThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PythonService.implement(python, EchoGrpc.getServiceDescriptor(), "no_such:Echo"))
                .hasMessageContaining("No module named 'no_such'");
        assertThatThrownBy(() -> PythonService.implement(python, EchoGrpc.getServiceDescriptor(), "users_dicts:Ecco"))
                .hasMessageContaining("Ecco");
    }

    @Test
    void classesThatAreDemandedHaveToBeThere() {
        assertThatThrownBy(() -> PythonService.builder(python, EchoGrpc.getServiceDescriptor(), "users_dicts:echo")
                        .messages(MessageForm.CLASSES)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the generated classes of shop.Echo cannot be imported (shop.users_pb2:AllKinds")
                .hasMessageContaining("MessageForm.DICTS");
    }

    @Test
    void aServiceWithoutAProtoIsRefused() {
        BindableService none =
                () -> io.grpc.ServerServiceDefinition.builder("none").build();
        assertThatThrownBy(() ->
                        PythonService.implement(python, none.bindService().getServiceDescriptor(), "users_dicts:echo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not generated from a .proto");
    }

    @Test
    void aRequestOfAnotherKindIsRefusedByName() {
        io.grpc.MethodDescriptor<byte[], byte[]> raw = Schema.bytes(
                AllKinds.getDescriptor().getFile().findServiceByName("Echo").findMethodByName("Everything"));
        assertThatThrownBy(() -> io.grpc.stub.ClientCalls.blockingUnaryCall(
                        channel, raw, io.grpc.CallOptions.DEFAULT, new byte[] {(byte) 0xff, 1}))
                .hasMessageContaining("INVALID_ARGUMENT: the request is not a shop.AllKinds");
    }
}

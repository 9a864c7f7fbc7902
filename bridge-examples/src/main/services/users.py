"""A user service, its server and a client of it, written for grpcio: nothing here knows of Java."""

from concurrent.futures import ThreadPoolExecutor

import grpc
import users_pb2 as messages


class UserService:
    """Keeps users in memory. Served by grpcio, and by Java."""

    def __init__(self):
        self.users = {}

    def CreateUser(self, request, context):
        user = messages.User(id=len(self.users) + 1, name=request.name)
        self.users[user.id] = user
        return user

    def GetUser(self, request, context):
        if request.id not in self.users:
            context.abort(grpc.StatusCode.NOT_FOUND, f"there is no user {request.id}")
        return self.users[request.id]

    def ListUsers(self, request, context):
        yield from self.users.values()


_servers = []  # A server lives as long as somebody holds it.


def serve():
    """Starts grpcio's own server, and gives its port."""
    service = UserService()
    methods = {
        "CreateUser": grpc.unary_unary_rpc_method_handler(
            service.CreateUser, messages.User.FromString, messages.User.SerializeToString
        ),
        "GetUser": grpc.unary_unary_rpc_method_handler(
            service.GetUser, messages.GetUserRequest.FromString, messages.User.SerializeToString
        ),
        "ListUsers": grpc.unary_stream_rpc_method_handler(
            service.ListUsers, messages.ListUsersRequest.FromString, messages.User.SerializeToString
        ),
    }
    server = grpc.server(ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("users.UserService", methods)])
    port = server.add_insecure_port("localhost:0")
    server.start()
    _servers.append(server)
    return port


def call(port):
    """Calls a server by grpcio's own client, and gives what it heard."""
    with grpc.insecure_channel(f"localhost:{port}") as channel:
        create = channel.unary_unary(
            "/users.UserService/CreateUser", messages.User.SerializeToString, messages.User.FromString
        )
        get = channel.unary_unary(
            "/users.UserService/GetUser", messages.GetUserRequest.SerializeToString, messages.User.FromString
        )
        list_all = channel.unary_stream(
            "/users.UserService/ListUsers", messages.ListUsersRequest.SerializeToString, messages.User.FromString
        )
        for name in ("Ada", "Grace"):
            create(messages.User(name=name), timeout=10)
        heard = [f"user 1 is {get(messages.GetUserRequest(id=1), timeout=10).name}"]
        heard.append("all are " + ", ".join(user.name for user in list_all(messages.ListUsersRequest(), timeout=10)))
        try:
            get(messages.GetUserRequest(id=7), timeout=10)
        except grpc.RpcError as error:
            heard.append(f"{error.code().name}: {error.details()}")
        return heard

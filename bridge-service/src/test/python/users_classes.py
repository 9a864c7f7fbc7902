"""The user service as one writes it for grpcio, with generated classes."""

import threading
import time

from google.protobuf.timestamp_pb2 import Timestamp
from shop import users_pb2


class UserService:
    def __init__(self):
        self.users = {}
        self.closed = threading.Event()

    def CreateUser(self, request, context):
        if not request.name:
            raise ValueError("a user has a name")
        request.id = len(self.users) + 1
        request.created.CopyFrom(Timestamp(seconds=1796040000))
        self.users[request.id] = request
        return request

    def GetUser(self, request, context):
        if request.id == 404:
            context.abort("NOT_FOUND", "no user has the number 404", [("tried", "404"), ("raw-bin", b"\x00\xff")])
        if request.id == 500:
            raise type("NoSuchUser", (LookupError,), {"__module__": "users_dicts"})(500)
        if request.id == 408:
            time.sleep(30)
        if request.id == 1000:
            context.send_initial_metadata([("early", "yes")])
            context.set_trailing_metadata([("late", dict(context.invocation_metadata())["asked"])])
            return users_pb2.User(
                id=1000, name=f"{context.time_remaining() > 1} {context.is_active()} {bool(context.peer())}"
            )
        return self.users.get(request.id) or {"id": request.id, "role": "ROLE_KING"}

    def ListUsers(self, request, context):
        if request.most == 7:
            context.abort(7)
        try:
            context.send_initial_metadata([("early", "yes")])
            context.set_trailing_metadata([("late", "too")])
            for number in range(1, request.most + 1):
                yield users_pb2.User(id=number, name="n" * 1000)
        finally:
            self.closed.set()

    def ImportUsers(self, request_iterator, context):
        return users_pb2.ImportSummary(users=sum(1 for user in request_iterator if user.name))

    def Chat(self, request_iterator, context):
        for line in request_iterator:
            if line.text == "closed?":
                yield users_pb2.Line(text=str(self.closed.wait(5)))
                self.closed.clear()
            elif line.text == "fail":
                raise RuntimeError("as asked")
            else:
                yield users_pb2.Line(text=line.text.upper())

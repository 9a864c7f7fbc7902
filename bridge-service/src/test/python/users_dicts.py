"""The user service with messages as dicts, and names as Python has them."""

import dataclasses
import threading
import time
from datetime import datetime, timezone


@dataclasses.dataclass
class Summary:
    users: int


class NoSuchUser(LookupError):
    pass


class UserService:
    def __init__(self):
        self.users = {}
        self.closed = threading.Event()

    def create_user(self, user):
        if not user["name"]:
            raise ValueError("a user has a name")
        made = {**user, "id": len(self.users) + 1, "created": datetime(2026, 11, 30, 12, tzinfo=timezone.utc)}
        self.users[made["id"]] = made
        return made

    def get_user(self, request, context):
        if request["id"] == 404:
            context.abort("NOT_FOUND", "no user has the number 404", [("tried", "404"), ("raw-bin", b"\x00\xff")])
        if request["id"] == 500:
            raise NoSuchUser(500)
        if request["id"] == 408:
            time.sleep(30)
        if request["id"] == 1000:
            context.send_initial_metadata([("early", "yes")])
            context.set_trailing_metadata([("late", dict(context.invocation_metadata())["asked"])])
            return {"id": 1000, "name": f"{context.time_remaining() > 1} {context.is_active()} {bool(context.peer())}"}
        return self.users.get(request["id"], {"id": request["id"], "role": "ROLE_KING"})

    def list_users(self, request, context):
        if request["most"] == 7:
            context.abort(7)
        try:
            context.send_initial_metadata([("early", "yes")])
            context.set_trailing_metadata([("late", "too")])
            number = 0
            while number < request["most"]:
                number += 1
                yield {"id": number, "name": "n" * 1000}
        finally:
            self.closed.set()

    def import_users(self, users):
        return Summary(sum(1 for user in users if user["name"]))

    def chat(self, lines):
        for line in lines:
            if line["text"] == "closed?":
                yield {"text": str(self.closed.wait(5))}
                self.closed.clear()
            elif line["text"] == "fail":
                raise RuntimeError("as asked")
            else:
                yield {"text": line["text"].upper()}


class Echo:
    def everything(self, message):
        self.seen = message
        return message

    def nothing(self, message):
        return None

    def later(self, message):
        return message.replace(year=message.year + 1)

    def old(self, numbers):
        return {"numbers": [n + 1 for n in numbers["numbers"]]}


class Kinds(Echo):
    """Returns one field of a kind that it may not have."""

    def everything(self, message):
        return eval(message["a_string"])


echo = Echo()


def seen(name):
    found = echo.seen[name]
    return f"{type(found).__name__} {found!r}"

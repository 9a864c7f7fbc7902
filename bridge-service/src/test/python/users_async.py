"""The user service as one writes it for grpc.aio, with dicts."""

import asyncio
from datetime import datetime, timezone


class NoSuchUser(LookupError):
    __module__ = "users_dicts"


class UserService:
    def __init__(self):
        self.users = {}
        self.closed = False

    async def CreateUser(self, user, context):
        await asyncio.sleep(0)
        if not user["name"]:
            raise ValueError("a user has a name")
        made = {**user, "id": len(self.users) + 1, "created": datetime(2026, 11, 30, 12, tzinfo=timezone.utc)}
        self.users[made["id"]] = made
        return made

    async def GetUser(self, request, context):
        if request["id"] == 404:
            await context.abort("NOT_FOUND", "no user has the number 404", [("tried", "404"), ("raw-bin", b"\x00\xff")])
        if request["id"] == 500:
            raise NoSuchUser(500)
        if request["id"] == 408:
            await asyncio.sleep(30)
        if request["id"] == 1000:
            await context.send_initial_metadata([("early", "yes")])
            context.set_trailing_metadata([("late", dict(context.invocation_metadata())["asked"])])
            return {"id": 1000, "name": f"{context.time_remaining() > 1} {context.is_active()} {bool(context.peer())}"}
        return self.users.get(request["id"], {"id": request["id"], "role": "ROLE_KING"})

    async def ListUsers(self, request, context):
        if request["most"] == 7:
            await context.abort(7)
        try:
            await context.send_initial_metadata([("early", "yes")])
            context.set_trailing_metadata([("late", "too")])
            number = 0
            while number < request["most"]:
                number += 1
                yield {"id": number, "name": "n" * 1000}
        finally:
            self.closed = True

    async def ImportUsers(self, users, context):
        count = 0
        async for user in users:
            count += bool(user["name"])
        return {"users": count}

    async def Chat(self, lines, context):
        async for line in lines:
            if line["text"] == "closed?":
                for _ in range(100):
                    if self.closed:
                        break
                    await asyncio.sleep(0.05)
                yield {"text": str(self.closed)}
                self.closed = False
            elif line["text"] == "wait":
                try:
                    await asyncio.wait_for(lines.__anext__(), 0.2)
                except asyncio.TimeoutError:
                    yield {"text": "nobody"}
                    return
            elif line["text"] == "fail":
                raise RuntimeError("as asked")
            else:
                yield {"text": line["text"].upper()}

"""Makes hats."""

import time


class Haberdasher:
    def make_hat(self, size, context):
        inches = size["inches"]
        if inches <= 0:
            context.abort("INVALID_ARGUMENT", "I can't make a hat that small!", [("argument", "inches")])
        context.send_initial_metadata([("x-shop", "hats")])
        if inches == 13:
            context.set_code("FAILED_PRECONDITION")
            context.set_details("unlucky")
            raise LookupError
        if inches == 12345:
            context.set_code("INTERNAL")
            raise ValueError("disk full")
        if inches == 14:
            context.set_trailing_metadata([("x-reason", "two\nlines")])
            return {"inches": 14}
        if inches == 15:
            return {"inches": 15, "color": context.peer()}
        if inches == 18:
            context.abort("NOT_FOUND", "я" * 5000, [("grpc-status-details-bin", b"junk")])
        if inches == 17:
            time.sleep(1)
        if inches == 16:
            raise ValueError("x" * 100_000)
        context.set_trailing_metadata([("x-asked", dict(context.invocation_metadata()).get("x-for", "nobody"))])
        return {"inches": inches, "color": "ünï" * (inches if inches > 1000 else 1), "serial_number": 2**60}

    def make_hats(self, size, context):
        context.set_trailing_metadata([("x-made", str(size["inches"]))])
        for number in range(size["inches"]):
            if number == 1000:
                raise MemoryError("no felt left")
            yield {"inches": number, "color": "c" * 500}

    def measure(self, hats):
        if (first := next(hats))["inches"] == 99:
            return {"inches": 99}
        return {"inches": first["inches"] + sum(hat["inches"] for hat in hats)}

    def talk(self, hats):
        yield from hats

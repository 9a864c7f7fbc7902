"""Makes hats, its server and a client of it, written for PyPI's twirp: nothing here knows of Java."""

import socket
import threading
import time

import hats_pb2 as messages
import uvicorn
from twirp.asgi import TwirpASGIApp
from twirp.base import Endpoint
from twirp.client import TwirpClient
from twirp.context import Context
from twirp.errors import Errors
from twirp.exceptions import TwirpServerException
from twirp.server import TwirpServer

_PATH = "/twirp/hats.Haberdasher"


class Haberdasher:
    """Makes hats. Served by Java."""

    def make_hat(self, size, context):
        if size.inches <= 0:
            context.abort("INVALID_ARGUMENT", "I can't make a hat that small!", [("argument", "inches")])
        return messages.Hat(inches=size.inches, color="blue")


class _OfTwirp:
    """The same with the exceptions that PyPI's twirp has."""

    def MakeHat(self, context, size):
        if size.inches <= 0:
            raise TwirpServerException(
                code=Errors.InvalidArgument, message="I can't make a hat that small!", meta={"argument": "inches"}
            )
        return messages.Hat(inches=size.inches, color="blue")


class _Server(TwirpServer):
    def __init__(self, service):
        super().__init__(service=service)
        self._prefix = _PATH
        self._endpoints = {
            "MakeHat": Endpoint(
                service_name="Haberdasher",
                name="MakeHat",
                function=service.MakeHat,
                input=messages.Size,
                output=messages.Hat,
            )
        }


def serve():
    """Starts a server of PyPI's twirp, and gives its port."""
    app = TwirpASGIApp()
    app.add_service(_Server(_OfTwirp()))
    listener = socket.create_server(("localhost", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return listener.getsockname()[1]


class _Client(TwirpClient):
    def make_hat(self, size):
        return self._make_request(url=f"{_PATH}/MakeHat", ctx=Context(), request=size, response_obj=messages.Hat)


def call(port):
    """Calls a server by the client of PyPI's twirp, and gives what it heard."""
    client = _Client(f"http://localhost:{port}")
    hat = client.make_hat(messages.Size(inches=12))
    heard = [f"a {hat.color} hat of {hat.inches} inches"]
    try:
        client.make_hat(messages.Size(inches=0))
    except TwirpServerException as error:
        heard.append(f"{error.code.value}: {error.message}")
    return heard

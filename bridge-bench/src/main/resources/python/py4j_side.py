"""What Py4J's Python side of the benchmarks offers to Java."""

import os
import sys

import bench
from py4j.clientserver import ClientServer, JavaParameters, PythonParameters
from py4j.java_collections import ListConverter


def javas(elements):
    """A list of Java's, as a result has to be one."""
    return ListConverter().convert(elements, server._gateway_client)


class Functions:
    def add(self, a, b):
        return a + b

    def length(self, data):
        return len(data)

    def block(self, size):
        return bytes(size)

    def copied(self, numbers):
        return javas(list(numbers))

    def repeat(self, function, times):
        return bench.repeat(function.applyAsLong, times)

    def grown(self, cities):
        return javas(bench.grown(cities))

    def fail(self):
        bench.fail()

    def primes(self, limit):
        return bench.primes(limit)

    class Java:
        implements = ["org.pybridge.bench.Py4JFunctions"]  # noqa: RUF012


server = ClientServer(
    java_parameters=JavaParameters(auto_convert=True),
    python_parameters=PythonParameters(),
    python_server_entry_point=Functions(),
)
print("ready", flush=True)
sys.stdin.read()
os._exit(0)  # Its threads would stay, and keep the pipes of a Java that is gone.

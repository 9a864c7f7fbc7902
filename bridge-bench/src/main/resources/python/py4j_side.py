"""What Py4J's Python side of the benchmarks offers to Java."""

import sys

from py4j.clientserver import ClientServer, JavaParameters, PythonParameters


class Functions:
    def add(self, a, b):
        return a + b

    def length(self, data):
        return len(data)

    def block(self, size):
        return bytes(size)

    class Java:
        implements = ["org.pybridge.bench.Py4JFunctions"]  # noqa: RUF012


ClientServer(
    java_parameters=JavaParameters(),
    python_parameters=PythonParameters(),
    python_server_entry_point=Functions(),
)
print("ready", flush=True)
sys.stdin.read()

"""Whole workers and fork servers, started as Java starts them, with the tests in the place of Java."""

import contextlib
import marshal
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

import support
from java import SECONDS, Callback, Java, read, written

import _pybridge_frames as frames

SIDE, OUT, ERR, LIFELINE, LANE = range(1, 6)
SECRET = bytes(range(16))
PREAMBLE = b"<pybridge-worker>\n"
MODULES = (
    *(
        support.RUNTIME / f"_pybridge{name}.py"
        for name in ("_makers", "_values", "", "_streams", "_scripts", "_errors", "_buffers")
    ),
    *(support.RUNTIME / f"_pybridge_{name}.py" for name in ("settings", "modules")),
    *(support.WIRE / f"_pybridge_{name}.py" for name in ("msgpack", "wire")),
    *(
        support.PROCESS / f"_pybridge_{name}.py"
        for name in ("frames", "conversations", "lanes", "tasks", "children", "fork_server", "worker")
    ),
)


def block(data):
    return struct.pack(">I", len(data)) + data


def of_text(data):
    return block(data.encode())


class Probe:
    """What a Python says of itself, and the modules that it compiled."""

    def __init__(self):
        sources = [part for each in MODULES for part in (each.stem, each.read_text("utf-8"))]
        asked = b"".join(map(of_text, ["<pybridge>", *sources, ""]))
        code = (support.PROCESS / "probe.py").read_text("utf-8")
        answer = subprocess.run(
            [sys.executable, "-I", "-S", "-c", code], input=asked, stdout=subprocess.PIPE, check=True, timeout=SECONDS
        ).stdout
        rest = answer.partition(b"<pybridge-probe>\n")[2]
        self.blocks = []
        while rest:
            size = struct.unpack(">I", rest[:4])[0]
            self.blocks.append(rest[4 : 4 + size])
            rest = rest[4 + size :]
        self.program = self.blocks[3]


class Rendezvous:
    """Where a worker connects."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory()
        path = os.path.join(self.directory.name, "s")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(path)
        self.server.listen(8)
        self.server.settimeout(SECONDS)
        self.address = ":" + path
        self.guests = {}

    def await_guests(self, count):
        for _ in range(count):
            guest, _ = self.server.accept()
            guest.settimeout(SECONDS)
            shown = guest.recv(17, socket.MSG_WAITALL)
            assert shown[:16] == SECRET, shown
            self.guests.setdefault(shown[16], []).append(guest)

    def settings(self, **others):
        return {
            "address": self.address,
            "secret": SECRET,
            "callers": 1,
            "path": [],
            "preload": [],
            "fork_server": False,
            "imports": [],
            "limits": {},
            "max_result": 1 << 30,
            "file_prefix": "pybridge-test-",
            "log_level": 20,
            **others,
        }

    def close(self):
        for guests in self.guests.values():
            for each in guests:
                each.close()
        self.server.close()
        self.directory.cleanup()


class Started:
    """A process that runs boot.py, with its program and its settings."""

    def __init__(self, probe, rendezvous, guests, **settings):
        code = (support.PROCESS / "boot.py").read_text("utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        data = written(rendezvous.settings(**settings))
        self.process.stdin.write(block(probe.program) + block(data))
        rendezvous.await_guests(guests)
        self.output = open(self.process.stdout.fileno(), "rb", 65536, closefd=False)
        self.java = Java(self.output, self.process.stdin.write)
        self.hello = hello(self.output)

    def close(self):
        self.process.kill()
        self.process.wait(SECONDS)
        self.process.stdin.close()
        self.process.stdout.close()


def hello(stream):
    begin = stream.read(len(PREAMBLE) + len(SECRET))
    assert begin == PREAMBLE + SECRET, begin
    kind, _, body = frames.receive(stream)
    assert kind == frames.HELLO
    return read(body)


@unittest.skipUnless(hasattr(socket, "AF_UNIX") and hasattr(os, "fork"), "workers need Unix")
class Processes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.probe = Probe()

    def setUp(self):
        self.closing = contextlib.ExitStack()
        self.rendezvous = Rendezvous()
        self.closing.callback(self.rendezvous.close)

    def tearDown(self):
        self.closing.close()

    def start(self, guests=4, **settings):
        started = Started(self.probe, self.rendezvous, guests, **settings)
        self.closing.callback(started.close)
        return started


class AProbe(Processes):
    def test_tells_what_the_interpreter_is(self):
        path, name, version, program = self.probe.blocks
        self.assertTrue(os.path.samefile(sys.executable, path.decode()))
        self.assertEqual(sys.implementation.name, name.decode())
        self.assertEqual(".".join(map(str, sys.version_info[:3])), version.decode())
        names = [name for name, _ in marshal.loads(program)]
        self.assertEqual([each.stem for each in MODULES], names)


class AWorker(Processes):
    def test_makes_calls_until_it_is_told_to_end(self):
        worker = self.start()
        self.assertEqual(
            (1, worker.process.pid, True, None, [], []),
            tuple(worker.hello[each] for each in ("protocol", "pid", "grouped", "problem", "threads", "pipes")),
        )
        worker.java.call(1, "math:sqrt", 16)
        self.assertEqual(4.0, worker.java.result(1))
        worker.java.call(
            2, "_pybridge_scripts:evaluate", "import sys; sys.flags.isolated, len(sys.path) > 1", "<python>", {}
        )
        self.assertEqual((0, True), worker.java.result(2))
        worker.java.send(frames.BYE, 0)
        self.assertEqual(0, worker.process.wait(SECONDS))

    def test_says_what_is_printed_and_logged(self):
        worker = self.start()
        code = "import os, sys, logging; print('out'); print('err', file=sys.stderr); logging.warning('seen')"
        worker.java.call(1, "_pybridge_scripts:evaluate", code, "<python>", {})
        received = [worker.java.receive() for _ in range(6)]
        output = b"".join(body for kind, _, body in received if kind == frames.OUTPUT)
        self.assertEqual(b"\1out\1\n\2err\2\n", output)
        logged = [read(body) for kind, _, body in received if kind == frames.LOG]
        self.assertEqual([["root", 30, "seen", None]], logged)
        self.assertEqual((frames.RESULT, 1), received[-1][:2])
        worker.java.call(2, "os:write", 1, b"past Python")
        self.assertEqual(11, worker.java.result(2))
        self.assertEqual(b"past Python", self.rendezvous.guests[OUT][0].recv(11, socket.MSG_WAITALL))

    def test_is_interrupted(self):
        worker = self.start()
        side = Java.over(self.rendezvous.guests[SIDE][0])
        self.closing.callback(side.close)
        code = "ready()\nwhile True: pass"
        worker.java.call(7, "_pybridge_scripts:evaluate", code, "<python>", {"ready": Callback(1)})
        self.assertEqual((frames.CALLBACK, 7), worker.java.receive()[:2])
        worker.java.send(frames.ANSWER, 7, written(None))
        side.send(frames.INTERRUPT, 7)
        kind, number, body = worker.java.receive()
        self.assertEqual((frames.INTERRUPTED, 7, "CallInterrupted"), (kind, number, read(body)[0].rpartition(".")[2]))
        side.send(frames.PING, 3)
        self.assertEqual((frames.PONG, 3, b""), side.receive())
        worker.java.call(8, "math:floor", 1.5)
        self.assertEqual(1, worker.java.result(8))

    def test_ends_with_java(self):
        worker = self.start()
        worker.java.call(1, "_pybridge_scripts:evaluate", "while True: pass", "<python>", {})
        for role in (SIDE, LIFELINE):
            self.rendezvous.guests[role][0].close()
        self.assertNotEqual(0, worker.process.wait(SECONDS))

    def test_has_limits(self):
        worker = self.start(limits={"open_files": 64})
        worker.java.call(
            1, "_pybridge_scripts:evaluate", "import resource as r; r.getrlimit(r.RLIMIT_NOFILE)", "<python>", {}
        )
        self.assertEqual((64, 64), worker.java.result(1))

    def test_says_what_it_could_not_preload(self):
        worker = self.start(preload=["no_such_module"])
        self.assertEqual(
            "preload no_such_module: ModuleNotFoundError: No module named 'no_such_module'", worker.hello["problem"]
        )

    def test_leaves_java_to_itself_in_a_child_that_its_code_forks(self):
        worker = self.start()
        code = (
            "import os, warnings\n"
            "warnings.simplefilter('ignore')\n"  # Python 3.12 warns of forks beside threads.
            "pid = os.fork()\n"
            "if pid == 0: raise SystemExit(7)\n"
            "os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])"
        )
        worker.java.call(1, "_pybridge_scripts:evaluate", code, "<python>", {})
        self.assertEqual(7, worker.java.result(1))

    def test_serves_several_callers(self):
        worker = self.start(5, callers=2)
        lane = Java.over(self.rendezvous.guests[LANE][0])
        self.closing.callback(lane.close)
        worker.java.call(1, "_pybridge_scripts:evaluate", "ready()", "<python>", {"ready": Callback(1)})
        self.assertEqual(frames.CALLBACK, worker.java.receive()[0])
        lane.call(2, "math:sqrt", 9)  # While the other call waits for Java.
        self.assertEqual(3.0, lane.result(2))
        worker.java.send(frames.ANSWER, 1, written("answer"))
        self.assertEqual("answer", worker.java.result(1))


@unittest.skipUnless(os.path.isdir("/proc/self/task"), "workers are forked on Linux only")
class AForkServer(Processes):
    def setUp(self):
        super().setUp()
        # A numpy whose generator only tells that it was seeded anew.
        path = self.rendezvous.directory.name
        package = os.path.join(path, "numpy")
        os.mkdir(package)
        for name, text in (
            ("__init__.py", ""),
            ("random.py", "seeds = []\ndef seed(): seeds.append(__import__('os').getpid())"),
        ):
            with open(os.path.join(package, name), "w") as file:
                file.write(text)
        self.server = self.start(1, fork_server=True, path=[path], preload=["decimal", "numpy.random"])

    def fork(self, number):
        """A worker over the connection, after Java said that it cannot open the pipes."""
        rendezvous = Rendezvous()
        self.closing.callback(rendezvous.close)
        self.server.java.send(frames.FORK, number, written(rendezvous.settings()))
        kind, answered, body = self.server.java.receive()
        self.assertEqual((frames.FORKED, number), (kind, answered))
        rendezvous.await_guests(5)
        connection = rendezvous.guests[LANE][0]
        java = Java.over(connection)
        self.closing.callback(java.close)
        facts = hello(java._reader)
        self.assertEqual(int.from_bytes(body, "big"), facts["pid"])
        self.assertEqual(2, len(facts["pipes"]))
        connection.sendall(b"\0")
        return facts["pid"], java, rendezvous

    def ended(self):
        kind, pid, body = self.server.java.receive()
        self.assertEqual(frames.EXITED, kind)
        return pid, int.from_bytes(body, "big", signed=True)

    def test_forks_workers_that_have_its_modules(self):
        self.assertEqual(([], None), (self.server.hello["threads"], self.server.hello["problem"]))
        pid, java, _ = self.fork(1)
        java.call(
            1, "_pybridge_scripts:evaluate", "import sys, os; 'decimal' in sys.modules, os.getppid()", "<python>", {}
        )
        self.assertEqual((True, self.server.process.pid), java.result(1))
        java.send(frames.BYE, 0)
        self.assertEqual((pid, 0), self.ended())

    def test_tells_how_workers_end(self):
        (one, _, _), (other, java, _) = self.fork(1), self.fork(2)
        os.kill(one, signal.SIGKILL)
        self.assertEqual((one, -signal.SIGKILL), self.ended())
        java.call(1, "os:_exit", 3)
        self.assertEqual((other, 3), self.ended())

    def test_ends_what_a_worker_has_started(self):
        pid, java, rendezvous = self.fork(1)
        fifo = os.path.join(rendezvous.directory.name, "fifo")
        os.mkfifo(fifo)
        code = "import subprocess; file = open(path, 'w'); p = subprocess.Popen(['sleep', '1000'], stdout=file); file.close()"
        java.call(1, "_pybridge_scripts:evaluate", code, "<python>", {"path": fifo})
        with open(fifo) as other_end:
            self.assertIsNone(java.result(1))
            os.kill(pid, signal.SIGKILL)
            self.assertEqual((pid, -signal.SIGKILL), self.ended())
            self.assertEqual("", other_end.read())  # It comes to its end when nobody has it open any more.

    def test_gives_each_worker_random_numbers_of_its_own(self):
        workers = [self.fork(number)[:2] for number in (1, 2)]
        seen = set()
        for pid, java in workers:
            java.call(1, "random:random")
            seen.add(java.result(1))
            java.call(2, "builtins:eval", "__import__('sys').modules['numpy.random'].seeds")
            self.assertEqual([pid], java.result(2))
        self.assertEqual(2, len(seen))

    def test_ends_with_java(self):
        self.server.process.stdin.close()
        self.assertEqual(0, self.server.process.wait(SECONDS))


class TheThreadsThatForkingCutsOff(unittest.TestCase):
    @unittest.skipUnless(os.path.isdir("/proc/self/task"), "there is no /proc here")
    def test_are_named(self):
        code = (
            "import _pybridge_fork_server as server, threading\n"
            "print(server.unsafe_threads())\n"
            "end = threading.Event()\n"
            "thread = threading.Thread(target=end.wait); thread.start()\n"
            "print(len(server.unsafe_threads()))\n"
            "end.set(); thread.join()\n"
            "print(server.unsafe_threads())\n"
        )
        self.assertEqual(["[]", "1", "[]"], support.run(code).splitlines())


class AGuard(unittest.TestCase):
    def test_hands_the_status_on_and_ends_its_command_with_its_parent(self):
        code = (support.PROCESS / "guard.py").read_text("utf-8")
        run = [sys.executable, "-I", "-S", "-c", code, sys.executable, "-c"]
        with subprocess.Popen([*run, "raise SystemExit(5)"], stdin=subprocess.PIPE) as guard:
            self.assertEqual(5, guard.wait(SECONDS))
        endless = [*run, "print('begun', flush=True)\nwhile True: pass"]
        with subprocess.Popen(endless, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as guard:
            self.assertEqual(b"begun\n", guard.stdout.readline())
            guard.stdin.close()
            self.assertEqual(128 + 9, guard.wait(SECONDS))


if __name__ == "__main__":
    unittest.main()

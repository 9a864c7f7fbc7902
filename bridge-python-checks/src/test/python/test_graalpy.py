"""What GraalPy runs, as far as a CPython can: two modules of the engine are stood in for. The contract's tests run all on GraalPy."""

import importlib.util
import json
import os
import tempfile
import unittest
from pathlib import Path

import support

ENGINE = """
import types
polyglot = sys.modules["polyglot"] = types.ModuleType("polyglot")
polyglot.storage = lambda value: value
engine = sys.modules["__graalpython__"] = types.ModuleType("__graalpython__")
engine.posix_module_backend = lambda: "java"
"""


def run(code, *arguments):
    return support.run(ENGINE + code, *arguments).splitlines()


class ValuesInBulk(unittest.TestCase):
    def test_leave_in_the_way_that_suits_them(self):
        code = (
            "import _pybridge_graalpy as g, marshal, decimal\n"
            "for value in ([1], (1, 2), b'ab', {'a': [1]}, 5, 'x'):\n"
            "    kind, length, data = g.take(value, False, None)\n"
            "    print(kind, length, marshal.loads(data) if kind == g.TREE else data)\n"
            "thing = object()\n"
            "print(g.take(thing, False, None) == (g.REFERENCE, 0, thing))\n"
            "kind, length, data, kept = g.take({'t': thing, 'd': decimal.Decimal('1.5')}, False, None)\n"
            "print(kind == g.TAGGED, marshal.loads(data), kept == [thing], length == len(data))\n"
            "back = g.load_tagged(data, *kept)\n"
            "print(back['t'] is thing, back['d'])\n"
        )
        self.assertEqual(
            [
                "0 1 [1]",
                "1 2 (1, 2)",
                "2 2 b'ab'",
                "3 " + str(len(__import__("marshal").dumps({"a": [1]}, 2))) + " {'a': [1]}",
                "6 0 5",
                "6 0 x",
                "True",
                "True {'t': (Ellipsis, 'ref', 0), 'd': (Ellipsis, 'decimal', '1.5')} True True",
                "True 1.5",
            ],
            run(code),
        )

    def test_cross_though_they_are_deeper_than_marshal_goes(self):
        code = (
            "import _pybridge_graalpy as g\n"
            "thing, value = object(), None\n"
            "value = thing\n"
            "for _ in range(199): value = [value]\n"
            "_, _, data, kept = g.tag(value, False)\n"
            "print(data.count(b'block'))\n"
            "back = g.load_tagged(data, *kept)\n"
            "for _ in range(199): back, = back\n"
            "print(back is thing)\n"
        )
        self.assertEqual(["1", "True"], run(code))

    def test_are_fresh_where_nobody_else_has_them(self):
        code = (
            "import _pybridge_graalpy as g, _pybridge_buffers as b, array\n"
            "print(g.take(b.content(array.array('b', [1, 2])), False, None)[0] == g.FRESH)\n"
            "print(g.zeros(2), g.double_zeros(1), g.byte_zeros(2), g.bytearray_zeros(1), type(g.long_zeros(1)[0]))\n"
            "print(g.copied_view(bytearray(4), 'h', (2,)).tolist())\n"
        )
        self.assertEqual(["True", "[0, 0] [0.0] b'\\x00\\x00' bytearray(b'\\x00') <class 'int'>", "[0, 0]"], run(code))

    def test_are_native_memory_of_javas(self):
        code = (
            "import _pybridge_graalpy as g, ctypes\n"
            "memory = ctypes.create_string_buffer(b'abc', 8)\n"
            "view = g.native_memory(ctypes.addressof(memory), 3, memory)\n"
            "view[0] = ord('x')\n"
            "print(view.tobytes(), memory.value, len(g.native_memory(ctypes.addressof(memory), 0, memory)))\n"
        )
        self.assertEqual(["b'xbc' b'xbc' 0"], run(code))


class CallbacksAndErrors(unittest.TestCase):
    def test_raise_what_java_hands_back(self):
        code = (
            "import _pybridge_graalpy as g\n"
            "f = g.java_function(lambda named, *a: (named, a))\n"
            "print(f(1, x=2), f())\n"
            "for result in (g.thrown('java.io.IOException', 'gone', 'token', 0, False), g.raised(KeyError('k'))):\n"
            "    try: g.java_function(lambda named: result)()\n"
            "    except Exception as error: print(type(error).__name__, error, g.report(error)[0])\n"
        )
        self.assertEqual(
            ["({'x': 2}, (1,)) (None, ())", "JavaError java.io.IOException: gone 1", "KeyError 'k' 0"], run(code)
        )

    def test_run_coroutines_that_java_can_cancel(self):
        code = (
            "import _pybridge_graalpy as g, asyncio\n"
            "asked = []\n"
            "def coroutines(*begin):\n"
            "    asked.append(begin)\n"
            "    return True\n"
            "async def for_ever(): await asyncio.Event().wait()\n"
            "async def soon(): return 3\n"
            "print(g.settle(soon(), coroutines), asked)\n"
            "asked.clear()\n"
            "try: g.settle(for_ever(), coroutines)\n"
            "except asyncio.CancelledError: print('cancelled', asked)\n"
        )
        self.assertEqual(["3 [(True,), (False,)]", "cancelled [(True,), (), (False,)]"], run(code))


class AnEmbeddedInterpreter(unittest.TestCase):
    def test_leaves_signals_and_processes_to_the_jvm(self):
        code = (
            "import _pybridge_embedded as e, time, os, signal\n"
            "paused = []\n"
            "monotonic, now = time.monotonic, [0.0]\n"
            "time.monotonic = lambda: now[0]\n"
            "def pause(millis):\n"
            "    paused.append(millis); now[0] += millis / 1000\n"
            "e.embed(None, None, lambda: 77, pause, lambda: False, False, '')\n"
            "time.sleep(1.5); time.sleep(0)\n"
            "print(paused, os.getppid(), sys.argv, repr(help))\n"
            "import locale\n"
            "def tell(f, *arguments):\n"
            "    try: print(f(*arguments))\n"
            "    except Exception as error: print(type(error).__name__, str(error)[:40])\n"
            "import _signal\n"
            "tell(_signal.signal, 2, None)\n"
            "tell(_signal.alarm, 0); tell(_signal.alarm, 1)\n"
            "tell(os.setsid)\n"
            "tell(locale.setlocale, locale.LC_ALL, 'C'); tell(locale.setlocale, locale.LC_ALL, 'de_DE')\n"
            "def load(): import bz2\n"
            "sys.modules.pop('bz2', None)\n"
            "tell(load)\n"
        )
        self.assertEqual(
            [
                "[1501] 77 [''] Type help(object) for help about object.",
                "ValueError signal only works in main thread of the ",
                "0",
                "ValueError signal only works in main thread of the ",
                "OSError [Errno 38] Function not implemented: Gra",
                "C",
                "Error unsupported locale setting",
                "ImportError bz2: GraalPy does not find its native li",
            ],
            run(code),
        )

    def test_has_the_zones_of_java_where_there_are_no_files(self):
        code = (
            "import _pybridge_embedded as e, os, importlib.util\n"
            "data = open('/usr/share/zoneinfo/Europe/Berlin', 'rb').read()\n"
            "os.environ['PYTHONTZPATH'] = ''\n"
            "hook = e.ImportHook()\n"
            "names = ('Moon/Base', 'Moon/Sea')\n"
            "change = e._with_zones_of_java(lambda key: data if key == names[0] else None, lambda: ' '.join(names))\n"
            "hook.after['zoneinfo'] = change\n"
            "hook.refused['colorsys'] = 'no colours'\n"
            "sys.meta_path.insert(0, hook)\n"
            "e._has_time_zone_package = lambda: False\n"
            "import zoneinfo\n"
            "print(zoneinfo.ZoneInfo('Moon/Base'), sorted(zoneinfo.available_timezones() & {*names}))\n"
            "try: import colorsys\n"
            "except ImportError as error: print(error, error.name)\n"
        )
        if not os.path.exists("/usr/share/zoneinfo/Europe/Berlin"):
            self.skipTest("this system has no time zones as files")
        self.assertEqual(["Moon/Base ['Moon/Base', 'Moon/Sea']", "colorsys: no colours colorsys"], run(code))

    def test_takes_only_lzma_for_lzma(self):
        code = (
            "import _pybridge_embedded as e, tarfile, io, lzma\n"
            "e._trying_lzma_on_lzma_only(tarfile)\n"
            "plain, packed = io.BytesIO(), io.BytesIO()\n"
            "for file, mode in ((plain, 'w'), (packed, 'w:xz')):\n"
            "    with tarfile.open(fileobj=file, mode=mode) as tar: tar.addfile(tarfile.TarInfo('a'))\n"
            "packed.seek(0); plain.seek(0)\n"
            "print(tarfile.open(fileobj=packed, mode='r:xz').getnames(), plain.tell())\n"
            "try: tarfile.TarFile.xzopen('x', 'r', plain)\n"
            "except tarfile.ReadError as error: print(error, plain.tell())\n"
        )
        self.assertEqual(["['a'] 0", "not an lzma file 0"], run(code))


class Confinement(unittest.TestCase):
    def test_refuses_in_pythons_own_errors(self):
        code = (
            "import _pybridge_confined as c, os, _thread, socket\n"
            "limits = []\n"
            "c.confine(500, lambda limit: limits.append(limit) or limit <= 500, 'NATIVE_CODE')\n"
            "def tell(f, *arguments):\n"
            "    try: print(f(*arguments))\n"
            "    except Exception as error: print(type(error).__name__, str(error)[:44])\n"
            "tell(os.system, 'true')\n"
            "tell(os.fork)\n"
            "tell(_thread.start_new_thread, print, ())\n"
            "tell(__import__, 'multiprocessing')\n"
            "tell(socket.getaddrinfo, 'localhost', 80)\n"
            "tell(sys.setrecursionlimit, 400); tell(sys.setrecursionlimit, 600); tell(sys.setrecursionlimit, 'x')\n"
            "import signal\n"
            "tell(signal.raise_signal, 2); tell(signal.getsignal, 2)\n"
            "print(limits)\n"
        )
        self.assertEqual(
            [
                "PermissionError Access allows no processes here; see allowPr",
                "PermissionError Access allows no processes here; see allowPr",
                "RuntimeError can't start new thread: Access allows none h",
                "ImportError multiprocessing: Access allows no processes ",
                "PermissionError Access allows no sockets here; see allowSock",
                "None",
                "ValueError the recursion limit cannot be above 500 here",
                "TypeError 'str' object cannot be interpreted as an int",
                "PermissionError signals belong to the JVM, Python code canno",
                "None",
                "[500, 400, 600]",
            ],
            run(code),
        )

    def test_has_an_event_loop_without_sockets(self):
        code = (
            "import _pybridge_confined as c\n"
            "c.confine(0, None, 'NATIVE_CODE THREADS PROCESSES SIGNALS')\n"
            "import asyncio, threading\n"
            "async def main():\n"
            "    woken = asyncio.Event()\n"
            "    loop = asyncio.get_running_loop()\n"
            "    threading.Thread(target=lambda: loop.call_soon_threadsafe(woken.set)).start()\n"
            "    await woken.wait()\n"
            "    await asyncio.sleep(0.001)\n"
            "    return type(loop).__name__\n"
            "print(asyncio.new_event_loop().run_until_complete(main()))\n"
        )
        self.assertEqual(["LoopWithoutSockets"], run(code))


FACTS = {"markers": {"implementation_name": "graalpy", "python_version": "3.12"}, "suffix": ".graalpy-312.so"}


class AQuickBuild(unittest.TestCase):
    def test_names_wheels_for_graalpy_and_gives_meson_a_python(self):
        code = (
            "import importlib.machinery, os, subprocess, sysconfig\n"
            "mesonpy = sys.modules['mesonpy'] = types.ModuleType('mesonpy')\n"
            "mesonpy._tags = types.SimpleNamespace(get_interpreter_tag=None)\n"
            "def build_wheel(directory, settings, metadata):\n"
            "    program = os.path.join(os.path.dirname(sys.executable), 'x')\n"
            "    print(settings, metadata)\n"
            "    print(subprocess.check_output([sys.executable, 'gen.py'], text=True).strip())\n"
            "    print(subprocess.check_output([sys.executable, '-c', 'x'], text=True).strip())\n"
            "    print(subprocess.check_output([sys.executable, '/m/mesonbuild/a.py'], text=True).strip())\n"
            "    return 'a.whl'\n"
            "mesonpy.build_wheel = build_wheel\n"
            "own = sys.executable\n"
            "sys.executable = sys.argv[1]\n"
            "import _pybridge_cross as cross\n"
            "print(cross.build_wheel('dist', {'setup-args': '-Da=b'}, None), sys.executable == sys.argv[1])\n"
            "print(mesonpy._tags.get_interpreter_tag(), importlib.machinery.EXTENSION_SUFFIXES[0])\n"
            "print(sysconfig.get_config_var('EXT_SUFFIX'))\n"
        )
        with tempfile.TemporaryDirectory() as directory:
            programs = {}
            for name in ("c python", "graalpy"):
                program = Path(directory, name)
                program.write_text(f'#!/bin/sh\necho "{name}: $*"\n')
                program.chmod(0o755)
                programs[name] = str(program)
            environment = {
                "PYBRIDGE_GRAALPY": json.dumps(FACTS),
                "PYBRIDGE_TARGET": programs["graalpy"],
                "PYBRIDGE_PACKAGE": "numpy",
            }
            before = dict(os.environ)
            os.environ.update(environment)
            try:
                lines = run(code, programs["c python"])
            finally:
                os.environ.clear()
                os.environ.update(before)
        self.assertEqual(
            [
                "{'setup-args': ['-Dblas=none', '-Dlapack=none', '-Dallow-noblas=true', '-Da=b']} None",
                "c python: gen.py",
                "graalpy: -c x",
                "graalpy: /m/mesonbuild/a.py",
                "a.whl True",
                "graalpy312 .graalpy-312.so",
                ".graalpy-312.so",
            ],
            lines,
        )

    def test_is_compiled_where_it_is_installed(self):
        for name in ("_pybridge_pip", "_pybridge_cross"):
            source = (support.GRAALPY / f"{name}.py").read_text("utf-8")
            self.assertIsNotNone(compile(source, name, "exec"))
        self.assertIsNotNone(importlib.util.find_spec("_pybridge_pip"))


if __name__ == "__main__":
    unittest.main()

"""Output, logging and exits of an interpreter inside a host."""

import io
import sys
import unittest

import support

import _pybridge_streams as streams


class AStream(unittest.TestCase):
    def setUp(self):
        self.written = []
        self.stream = streams._Stream("<stdout>", 1, self.written.append)

    def test_hands_each_write_on(self):
        self.assertEqual(3, self.stream.write("abc"))
        self.stream.write("")
        self.stream.writelines(["d", "e"])
        print("f", file=self.stream)
        self.assertEqual(["abc", "d", "e", "f", "\n"], self.written)

    def test_takes_text_only_and_hands_on_plain_text(self):
        class Text(str):
            def __str__(self):
                return "another"

        with self.assertRaisesRegex(TypeError, "must be str, not bytes"):
            self.stream.write(b"a")
        self.stream.write(Text("a"))
        self.assertEqual(("a", str), (self.written[0], type(self.written[0])))

    def test_decodes_bytes_as_they_come(self):
        data = "ä€".encode()
        self.assertEqual(1, self.stream.buffer.write(data[:1]))
        self.stream.buffer.write(data[1:4])
        self.stream.buffer.write(data[4:] + b"\xff")
        self.assertEqual("ä€\ufffd", "".join(self.written))
        self.assertIs(self.stream.buffer, self.stream.detach())
        self.assertIs(self.stream.buffer, self.stream.buffer.raw)

    def test_is_no_file(self):
        for use in (self.stream.read, self.stream.seek, self.stream.buffer.readline, lambda: next(iter(self.stream))):
            with self.assertRaises(io.UnsupportedOperation):
                use()
        self.assertEqual((False, True, False), (self.stream.isatty(), self.stream.writable(), self.stream.readable()))
        self.assertEqual(1, self.stream.fileno())
        self.assertEqual(1, self.stream.buffer.fileno())
        with self.assertRaises(io.UnsupportedOperation):
            streams._Stream("<stderr>", None, print).fileno()

    def test_is_a_context_that_does_not_close(self):
        with self.stream as entered:
            entered.close()
        self.assertFalse(self.stream.closed)

    def test_settles_what_code_puts_around_its_bytes(self):
        before = sys.stdout
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(Raw(self.stream)), "utf-8")
        try:
            sys.stdout.write("late")
            self.assertEqual([], self.written)
            streams.settle()
            self.assertEqual(["late"], self.written)
        finally:
            sys.stdout = before

    def test_has_what_code_puts_around_its_bytes_write_at_once_from_then_on(self):
        before = sys.stdout
        sys.stdout = io.TextIOWrapper(self.stream.buffer, "utf-8")
        try:
            sys.stdout.write("late")
            self.assertEqual([], self.written)
            streams.settle()
            sys.stdout.write("at once")
            self.assertEqual(["late", "at once"], self.written)
        finally:
            sys.stdout = before


class Raw(io.RawIOBase):
    def __init__(self, stream):
        self._bytes = stream.buffer

    def writable(self):
        return True

    def write(self, data):
        return self._bytes.write(data)


class NoInput(unittest.TestCase):
    def test_says_so(self):
        stdin = streams._NoInput()
        for use in (stdin.read, stdin.readline, lambda: list(stdin), stdin.fileno):
            with self.assertRaisesRegex(OSError, "gave Python no input stream"):
                use()


class AHost(unittest.TestCase):
    def test_gets_output_and_log(self):
        code = (
            "import _pybridge_streams as streams\n"
            "real, out, log = sys.stdout, [], []\n"
            "streams.connect(lambda t: out.append('o' + t), lambda t: out.append('e' + t), lambda *r: log.append(r), 20, False)\n"
            "import logging\n"
            "print('a', end='')\n"
            "print('b', end='', file=sys.stderr)\n"
            "logging.getLogger('x').info('seen %d', 1)\n"
            "logging.getLogger('x').debug('not seen')\n"
            "try: 1 / 0\n"
            "except ZeroDivisionError: logging.exception('failed')\n"
            "import io\n"
            "assert isinstance(sys.stdout, io.TextIOBase) and isinstance(sys.stdout.buffer, io.BufferedIOBase)\n"
            "try: input()\n"
            "except OSError as e: out.append('input')\n"
            "print(out, log[0], log[1][:3], log[1][3].splitlines()[-1], len(log), file=real)\n"
        )
        self.assertEqual(
            "['oa', 'eb', 'input'] ('x', 20, 'seen 1', None) ('root', 40, 'failed') ZeroDivisionError: division by zero 2\n",
            support.run(code).replace("'input()', ", ""),
        )

    def test_knows_when_somebody_took_the_bytes(self):
        code = (
            "import _pybridge_streams as streams\n"
            "real, noted = sys.stdout, []\n"
            "streams.connect(len, len, len, 20, True, lambda: noted.append(1), (1, 2))\n"
            "sys.stdout.write('a'); before = list(noted); sys.stdout.buffer; sys.stdout.buffer\n"
            "print(before, noted, sys.stdin is sys.__stdin__, file=real)\n"
        )
        self.assertEqual("[] [1] True\n", support.run(code))

    def test_is_not_ended_by_an_exit(self):
        code = (
            "import os, _pybridge_streams as streams\n"
            "streams.tame_exits()\n"
            "for leave in (os._exit, sys.exit, exit, quit):\n"
            "    try: leave(3)\n"
            "    except SystemExit as e: print(e.code)\n"
        )
        self.assertEqual(["3"] * 4, support.run(code).split())

    def test_changes_modules_once_they_are_imported(self):
        code = (
            "import _pybridge_streams as streams\n"
            "import json\n"
            "done = []\n"
            "streams._ImportHook({'json': lambda m: done.append(m.__name__), 'colorsys': lambda m: done.append(m.ONE_SIXTH > 0)})\n"
            "print(done, len([each for each in sys.meta_path if type(each) is streams._ImportHook]))\n"
            "import colorsys\n"
            "print(done, len([each for each in sys.meta_path if type(each) is streams._ImportHook]))\n"
            "print(colorsys.__spec__.loader.get_filename('colorsys') == colorsys.__file__)\n"
        )
        self.assertEqual(["['json'] 1", "['json', True] 0", "True"], support.run(code).splitlines())


if __name__ == "__main__":
    unittest.main()

"""Settings that one borrower changes and the next does not see."""

import unittest

import support

# Each changes a setting; its second half tells what the setting is.
CHANGES = {
    "working directory": ("import os; os.chdir('/')", "os.getcwd()"),
    "environment": (
        "import os; os.environ['LEFT'] = 'x'; os.environ.pop('PATH')",
        "(os.environ.get('LEFT'), 'PATH' in os.environ)",
    ),
    "umask": ("import os; os.umask(0o077)", "(os.umask(0o022), os.umask(0o022))[0]"),
    "stdout": ("import io; sys.stdout = io.StringIO()", "sys.stdout is sys.__stdout__"),
    "path": ("sys.path.insert(0, '/left')", "'/left' in sys.path"),
    "the list itself": ("sys.path = ['/left']", "(id(sys.path), len(sys.path) > 1)"),
    "import hooks": ("sys.meta_path.clear()", "len(sys.meta_path)"),
    "recursion limit": ("sys.setrecursionlimit(2000)", "sys.getrecursionlimit()"),
    "trace": ("sys.settrace(lambda *rest: None)", "sys.gettrace()"),
    "warnings": ("import warnings; warnings.simplefilter('error')", "len(warnings.filters)"),
    "root logger": ("import logging; logging.root.setLevel(10)", "logging.root.level"),
    "handlers": ("import logging; logging.basicConfig()", "len(logging.root.handlers)"),
    "a new logger": (
        "import logging; logging.getLogger('new').setLevel(10); logging.getLogger('new').disabled = True",
        "(logging.getLogger('new').level, logging.getLogger('new').disabled)",
    ),
    "logging switched off": ("import logging; logging.disable(50)", "logging.root.manager.disable"),
    "signals": ("import signal; signal.signal(signal.SIGUSR1, lambda *rest: None)", "signal.getsignal(signal.SIGUSR1)"),
    "timer": ("import signal; signal.setitimer(signal.ITIMER_REAL, 100)", "signal.getitimer(signal.ITIMER_REAL)[0]"),
    "garbage collection": ("import gc; gc.disable()", "gc.isenabled()"),
    "thresholds": ("import gc; gc.set_threshold(5, 5, 5)", "gc.get_threshold()[:2]"),
    "socket timeout": ("import socket; socket.setdefaulttimeout(5)", "socket.getdefaulttimeout()"),
    "decimal": (
        "import decimal; decimal.getcontext().prec = 3; decimal.getcontext().traps[decimal.Inexact] = True",
        "(decimal.getcontext().prec, decimal.getcontext().traps[decimal.Inexact])",
    ),
    "the default decimal context": (
        "import decimal; decimal.DefaultContext.rounding = 'ROUND_UP'",
        "decimal.DefaultContext.rounding",
    ),
    "opener": ("import urllib.request as r; r.install_opener(r.build_opener())", "r._opener"),
    "thread hook": ("import threading; threading.excepthook = print", "threading.excepthook is print"),
    "modules": ("sys.modules = dict(sys.modules)", "'os' in sys.modules"),
}
DIFFERENT_AT_FIRST = {"modules"}

CODE = """
import _pybridge_settings as settings
real = sys.stdout
imports = [part for part in {change!r}.split(";") if part.strip().startswith("import ")]
if {early}:
    for each in imports: exec(each.strip())
settings.take()
names = {{}}
exec("import sys", names)
for each in imports: exec(each.strip(), names)
before = eval({look!r}, names)
exec({change!r}, names)
after = eval({look!r}, names)
problem = settings.restore()
restored = eval({look!r}, names)
print([before == after, restored == before, problem], file=real)
"""


class Settings(unittest.TestCase):
    def test_are_as_before(self):
        self.check(True)

    def test_are_as_documented_where_their_modules_came_later(self):
        self.check(False)

    def check(self, early):
        # One process for all: each is set back before the next one changes something.
        programs = [
            CODE.format(change=change, look=look, early=early)
            + f"print({name!r}, file=real)\nsettings._taken.clear()\n"
            for name, (change, look) in CHANGES.items()
        ]
        lines = support.run("import warnings\n" + "\n".join(programs)).splitlines()
        for name, line in zip(lines[1::2], lines[::2]):
            with self.subTest(name):
                expected = [name in DIFFERENT_AT_FIRST, True, None]
                self.assertEqual(str(expected), line)
        self.assertEqual(list(CHANGES), lines[1::2])

    def test_have_a_decimal_context_for_each_thread(self):
        code = (
            "import decimal, threading, _pybridge_settings as settings\n"
            "decimal.getcontext().prec = 5; settings.take()\n"
            "decimal.getcontext().prec = 3; settings.restore()\n"
            "print(decimal.getcontext().prec)\n"
            "def other():\n"
            "    decimal.getcontext().prec = 3; settings.restore(); print(decimal.getcontext().prec)\n"
            "thread = threading.Thread(target=other); thread.start(); thread.join()\n"
        )
        self.assertEqual(["5", "28"], support.run(code).splitlines())

    def test_say_what_could_not_be_set_back(self):
        code = (
            "import os, tempfile, _pybridge_settings as settings\n"
            "gone = tempfile.mkdtemp(); os.chdir(gone); settings.take(); os.chdir('/'); os.rmdir(gone)\n"
            "print(settings.restore())\n"
        )
        self.assertRegex(support.run(code), r"^working directory: FileNotFoundError: .*No such file")

    def test_are_not_written_where_nothing_differs(self):
        code = (
            "import os, _pybridge_settings as settings\n"
            "settings.take(); written = []\n"
            "for each in settings._taken:\n"
            "    each.write = (lambda name: lambda module, value: written.append(name))(each.name)\n"
            "print(settings.restore(), written)\n"
        )
        self.assertEqual("None []\n", support.run(code))

    def test_ask_no_object_of_others_whether_it_is_equal(self):
        import _pybridge_settings as settings

        class Odd:
            def __eq__(self, other):
                raise AssertionError

        odd = Odd()
        self.assertTrue(settings._same((1, odd), (1, odd)))
        self.assertFalse(settings._same((1, odd), (1, Odd())))
        self.assertFalse(settings._same((1,), (1, 2)))
        self.assertFalse(settings._same(1, True))


if __name__ == "__main__":
    unittest.main()

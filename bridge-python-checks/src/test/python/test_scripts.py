"""Scripts, their namespaces, and the application's modules."""

import linecache
import sys
import traceback
import unittest

import support

import _pybridge_modules as modules
import _pybridge_scripts as scripts
from _pybridge import run_coroutine


class AScript(unittest.TestCase):
    def evaluate(self, source, file_name=scripts.UNNAMED, main=None, **variables):
        return scripts.evaluate(source, file_name, variables, main)

    def test_has_the_value_of_its_last_expression(self):
        self.assertEqual(6, self.evaluate("y = x * 2\ny + 2", x=2))
        self.assertIsNone(self.evaluate("y = 1"))
        self.assertIsNone(self.evaluate(""))
        self.assertEqual(1, self.evaluate("\ufeff1"))
        self.assertEqual((1, 2), self.evaluate("1, 2  # comment"))

    def test_has_a_main_of_its_own(self):
        before = sys.modules["__main__"]
        name = self.evaluate("import sys\nclass C: pass\nsys.modules[C.__module__].C is C")
        self.assertTrue(name)
        self.assertIs(before, sys.modules["__main__"])
        with self.assertRaises(ZeroDivisionError):
            self.evaluate("1 / 0")
        self.assertIs(before, sys.modules["__main__"])
        with self.assertRaises(NameError):
            self.evaluate("C")

    def test_keeps_its_names_in_a_session(self):
        before = sys.modules["__main__"]
        main = scripts.open_namespace()
        try:
            self.assertIs(main, sys.modules["__main__"])
            self.evaluate("a = 3", main=main)
            self.assertEqual(3, self.evaluate("a", main=main))
        finally:
            scripts.close_namespace(main)
            self.assertIsNot(main, sys.modules["__main__"])
            sys.modules["__main__"] = before

    def test_tells_the_names_that_it_left_behind(self):
        parts = scripts.run("b = a + 1\n__hidden__ = 1\nb * 2", scripts.UNNAMED, {"a": 1})
        self.assertEqual(4, parts[0])
        self.assertEqual({"a": 1, "b": 2}, dict(zip(parts[1::2], parts[2::2])))

    def test_has_run_a_coroutine_before_its_names_are_told(self):
        source = "seen = []\nasync def f():\n    seen.append(1)\n    return 5\nf()"
        parts = run_coroutine(scripts.run(source, scripts.UNNAMED, {}), lambda cancel: None)
        self.assertEqual((5, [1]), (parts[0], parts[parts.index("seen") + 1]))

    def test_is_compiled_once_and_numbered_where_it_has_no_name(self):
        one = scripts.scripts.get("'twice'", scripts.UNNAMED)
        self.assertIs(one, scripts.scripts.get("'twice'", scripts.UNNAMED))
        other = scripts.scripts.get("'another'", scripts.UNNAMED)
        self.assertRegex(one.file_name, r"^<python-\d+>$")
        self.assertNotEqual(one.file_name, other.file_name)
        self.assertEqual("named.py", scripts.scripts.get("3", "named.py").file_name)

    def test_is_forgotten_after_many_others(self):
        made = scripts._Scripts()
        first = made.get("0", scripts.UNNAMED)
        for number in range(2 * scripts._CACHED_SCRIPTS):
            made.get(f"{number} + 1", scripts.UNNAMED)
        self.assertEqual(scripts._CACHED_SCRIPTS, len(made._cache))
        self.assertIsNone(made.source(first.file_name))
        self.assertEqual(2 * scripts._CACHED_SCRIPTS, len(made._lines))

    def test_stays_while_it_is_used(self):
        made = scripts._Scripts()
        used = made.get("0", scripts.UNNAMED)
        for number in range(2 * scripts._CACHED_SCRIPTS):
            made.get(f"{number} + 1", scripts.UNNAMED)
            self.assertIs(used, made.get("0", scripts.UNNAMED))

    def test_shows_its_lines_in_tracebacks(self):
        try:
            self.evaluate("x = 1\nx / 0  # look", "shown.py")
        except ZeroDivisionError:
            self.assertIn("x / 0  # look", traceback.format_exc())
        self.assertEqual("x / 0  # look", scripts.scripts.line("shown.py", 2))
        self.assertEqual("", scripts.scripts.line("shown.py", 3))
        self.assertEqual("", scripts.scripts.line("<nowhere>", 1))
        self.assertEqual(
            '"""Scripts, their namespaces, and the application\'s modules."""', scripts.scripts.line(__file__, 1)
        )

    def test_is_a_syntax_error_where_it_has_a_nul(self):
        with self.assertRaises(SyntaxError):
            scripts.scripts.get("a = '\0'", "nul.py")


class Offered(unittest.TestCase):
    def setUp(self):
        self.before = list(sys.meta_path), list(sys.path_hooks)

    def tearDown(self):
        modules.offer({}, False)
        sys.meta_path[:], sys.path_hooks[:] = self.before
        modules._pybridge.changing.clear()

    def test_modules_are_imported(self):
        modules.offer(
            {
                "shop": (True, "shop/__init__.py", "from .prices import PRICE"),
                "shop.prices": (False, "shop/prices.py", "\ufeffPRICE = 3"),
            },
            False,
        )
        import shop

        self.assertEqual((3, "shop/__init__.py"), (shop.PRICE, shop.__file__))
        self.assertEqual("shop/prices.py", sys.modules["shop.prices"].__file__)

    def test_modules_are_found_by_pkgutil_and_inspect(self):
        import importlib.util
        import pkgutil

        modules.offer(
            {"box": (True, "box.py", ""), "box.a": (False, "a.py", "X = 1"), "box.b": (True, "b.py", "")}, False
        )
        import box

        found = [(each.name, each.ispkg) for each in pkgutil.iter_modules(box.__path__, "box.")]
        self.assertEqual([("box.a", False), ("box.b", True)], found)
        self.assertEqual("X = 1", importlib.util.find_spec("box.a").loader.get_source("box.a"))
        with self.assertRaises(ImportError):
            modules._Package("/usr/lib")

    def test_modules_take_the_place_of_those_before(self):
        modules.offer({"rate": (False, "rate.py", "RATE = 1")}, True)
        self.assertEqual({"rate"}, modules._pybridge.changing)
        import rate

        old = rate
        modules.offer({"rate": (False, "rate.py", "RATE = 2")}, True)
        import rate

        self.assertEqual((1, 2), (old.RATE, rate.RATE))
        modules.offer({}, False)
        with self.assertRaises(ModuleNotFoundError):
            import rate
        self.assertEqual(1, sys.meta_path.count(modules._Sources))

    def test_modules_have_lines_and_syntax_errors_of_their_files(self):
        modules.offer({"wrong": (False, "wrong.py", "a = 1\nb = = 2"), "lines": (False, "lines.py", "a\nb")}, False)
        with self.assertRaises(SyntaxError) as caught:
            __import__("wrong")
        self.assertEqual(("wrong.py", 2), (caught.exception.filename, caught.exception.lineno))
        self.assertEqual("b", scripts.scripts.line("lines.py", 2))
        linecache.cache["lines.py"] = (3, None, ["a\n", "b"], "lines.py")
        modules.offer({"lines": (False, "lines.py", "a\nchanged")}, False)
        self.assertEqual("changed", scripts.scripts.line("lines.py", 2))
        self.assertNotIn("lines.py", linecache.cache)


class ChildProcesses(unittest.TestCase):
    def test_import_the_modules_that_are_in_memory(self):
        code = (
            "import _pybridge_modules as modules\n"
            "from _pybridge_children import ModulesForChildren\n"
            "sys.meta_path.insert(0, ModulesForChildren('pybridge-test-'))\n"
            "modules.offer({'half': (False, 'half.py', 'def half(n): return n // 2'),\n"
            "               'deep': (True, 'deep.py', ''), 'deep.er': (False, 'er.py', 'from half import half')}, False)\n"
            "if __name__ == '__main__':\n"
            "    import multiprocessing, deep.er, os\n"
            "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
            "        print(pool.map(deep.er.half, [4, 6]))\n"
            "    import multiprocessing.spawn\n"
            "    path = multiprocessing.spawn.get_preparation_data('x')['sys_path'][0]\n"
            "    print(os.path.exists(path), path.endswith('.zip'))\n"
            "    import atexit; atexit._run_exitfuncs(); print(os.path.exists(path))\n"
        )
        self.assertEqual(["[2, 3]", "True True", "False"], support.run(code).splitlines())


if __name__ == "__main__":
    unittest.main()

"""What Java calls on objects and functions."""

import asyncio
import decimal
import sys
import types
import unittest

import support

import _pybridge as core
from _pybridge_values import Unconvertible


def module(name, **members):
    made = types.ModuleType(name)
    vars(made).update(members)
    sys.modules[name] = made
    return made


class EntryPoints(unittest.TestCase):
    def test_are_found_in_modules_that_are_imported_for_them(self):
        support.run(
            "import _pybridge as core\n"
            "assert 'colorsys' not in sys.modules\n"
            "assert core.resolve('colorsys', 'rgb_to_hsv') is sys.modules['colorsys'].rgb_to_hsv\n"
            "assert core.resolve('colorsys', '') is sys.modules['colorsys']\n"
            "assert core.resolve('xml.dom', 'Node.TEXT_NODE') == 3\n"
        )
        with self.assertRaises(ModuleNotFoundError):
            core.resolve("no_such_module", "f")
        with self.assertRaises(AttributeError):
            core.resolve("math", "no_such_function")

    def test_may_change_in_main_and_in_watched_modules(self):
        self.assertTrue(core.is_fixed("math"))
        self.assertFalse(core.is_fixed("__main__"))
        core.changing.add("watched")
        try:
            self.assertFalse(core.is_fixed("watched"))
        finally:
            core.changing.clear()

    def test_are_called_many_times(self):
        module("batch", half=lambda value, by=2: value // by)

        def call(lists, named=None, keep=True):
            return core.call_all("batch", "half", lists, named, keep)

        self.assertEqual([2, 3], call([[4], [6]]))
        self.assertEqual([1, 2], call([[4], [8]], {"by": 4}))
        self.assertEqual([None], call([[4]], keep=False))
        results, error = call([[4], [5, 0], [6]])
        self.assertEqual(([2], ZeroDivisionError), (results, type(error)))

    def test_may_be_coroutine_functions(self):
        async def later(value):
            await asyncio.sleep(0)
            return value * 2

        module("batch", later=later)
        self.assertEqual([2, 4], core.call_all("batch", "later", [[1], [2]], None, True))

    def test_can_be_missing_unless_they_are_required(self):
        self.assertIsNone(core.import_all(["math", "json"], False))
        failed = core.import_all(["math", "no_such_module"], False)
        self.assertEqual({"no_such_module": "ModuleNotFoundError: No module named 'no_such_module'"}, failed)
        with self.assertRaises(ModuleNotFoundError):
            core.import_all(["no_such_module"], True)


class Objects(unittest.TestCase):
    def test_have_attributes_and_methods_by_path(self):
        target = types.SimpleNamespace(inner=types.SimpleNamespace(add=lambda a, *, b: a + b, path=3))
        self.assertEqual(3, core.attribute(target, "inner.path"))
        self.assertEqual(5, core.call_method(target, "inner.add", 2, b=3))

    def test_have_the_name_of_their_type_whatever_they_say(self):
        class Meta(type):
            @property
            def __module__(cls):
                raise AssertionError

            def __getattribute__(cls, name):
                raise AssertionError

        class Odd(metaclass=Meta):
            pass

        self.assertEqual("int", core.type_name_of(3))
        self.assertEqual("decimal.Decimal", core.type_name_of(decimal.Decimal(1)))
        self.assertTrue(core.type_name_of(Odd()).endswith("Odd"))
        self.assertEqual(200, len(core.type_name_of(type("X" * 500, (), {})())))

    def test_are_read_element_by_element(self):
        iterator = core.start("ab")
        self.assertEqual([("a",), ("b",), ()], [core.advance(iterator) for _ in range(3)])
        box, iterator = [], core.start([None])
        self.assertTrue(core.has_next(iterator, box))
        self.assertEqual([None], box)
        self.assertIsNone(core.pop(box))
        self.assertFalse(core.has_next(iterator, box))

    def test_are_read_element_by_element_where_they_are_asynchronous(self):
        ended = []

        async def numbers():
            try:
                for number in range(3):
                    await asyncio.sleep(0)
                    yield number
            finally:
                ended.append(True)

        self.assertEqual([0, 1, 2], core.elements(numbers()))
        iterator = core.start(numbers())
        self.assertEqual((0,), core.advance(iterator))
        core.stop(iterator)
        self.assertEqual([True, True], ended)

    def test_have_elements_only_if_their_type_says_so(self):
        class Sequence:
            def __getitem__(self, index):
                return ["a", "b"][index]

        class Nothing(list):
            __iter__ = None

        self.assertEqual(["a", "b"], core.elements(Sequence()))
        self.assertEqual([1], core.elements({1: 2}))
        self.assertIs(list, core.elements(list))
        self.assertEqual(5, core.elements(5))
        self.assertFalse(core._has(Nothing(), "__iter__"))

    def test_are_entered_and_left_by_their_type(self):
        class Manager:
            left = None

            def __enter__(self):
                return "entered"

            def __exit__(self, *details):
                Manager.left = details

        manager = Manager()
        manager.__enter__ = None
        self.assertEqual("entered", core.enter(manager))
        core.leave(manager)
        self.assertEqual((None, None, None), Manager.left)

    def test_are_numbers_where_a_number_is_exactly_them(self):
        class Item:
            def __init__(self, value):
                self.value = value

            def item(self):
                return self.value

            def __eq__(self, other):
                return self.value == other

        for value, expected in (
            (3, 3),
            (2.5, 2.5),
            (2.0, 2),
            (True, 1),
            (decimal.Decimal("1.5"), 1.5),
            (Item(7), 7),
            (2 + 0j, 2.0),
        ):
            found = core.number(value)
            self.assertEqual((expected, type(expected)), (found, type(found)), value)
        text = core.number("text")
        self.assertEqual("text", text)

        class Failing:
            def __int__(self):
                raise RuntimeError("no")

        with self.assertRaises(Unconvertible) as caught:
            core.number(Failing())
        self.assertEqual(("$", "Failing", "a number"), caught.exception.args)

    def test_compare_to_a_truth(self):
        class Odd:
            def __eq__(self, other):
                return [1]

        self.assertIs(True, core.equal(Odd(), 1))
        self.assertTrue(core.contains([1], 1))


class Signatures(unittest.TestCase):
    def test_have_names_kinds_and_defaults(self):
        def function(a, /, b, c=1, *rest, d, e=2, **named):
            pass

        expected = [
            ("a", "POSITIONAL_ONLY", False),
            ("b", "POSITIONAL_OR_KEYWORD", False),
            ("c", "POSITIONAL_OR_KEYWORD", True),
            ("rest", "VAR_POSITIONAL", False),
            ("d", "KEYWORD_ONLY", False),
            ("e", "KEYWORD_ONLY", True),
            ("named", "VAR_KEYWORD", False),
        ]
        self.assertEqual([expected], core.signatures(function))

    def test_are_two_where_a_decorator_has_another(self):
        def inner(a):
            pass

        def outer(*arguments):
            pass

        outer.__wrapped__ = inner
        found = core.signatures(outer)
        self.assertEqual([["a"], ["arguments"]], [[name for name, _, _ in each] for each in found])

    def test_say_what_a_member_is(self):
        target = types.SimpleNamespace(read_all=len, size=3)
        self.assertEqual(("value", None), core.member(target, "size"))
        self.assertEqual("callable", core.member(target, "read_all")[0])
        self.assertEqual(("missing", ["read_all"]), core.member(target, "readAll"))
        self.assertEqual(("missing", ["OrderedDict"]), core.member_of("collections", "", "orderedDict"))


class Coroutines(unittest.TestCase):
    def test_run_to_their_end_and_can_be_cancelled(self):
        announced = []

        async def work():
            self.assertEqual(1, len(announced))
            await asyncio.sleep(0)
            return "done"

        self.assertEqual("done", core.run_coroutine(work(), announced.append))
        self.assertIsNone(announced[1])

        async def waiting():
            cancels[-1]()
            await asyncio.Event().wait()

        cancels = []
        with self.assertRaises(asyncio.CancelledError):
            core.run_coroutine(waiting(), lambda cancel: cancel and cancels.append(cancel))

    def test_share_a_loop_unless_one_left_something_behind(self):
        async def loop():
            return asyncio.get_running_loop()

        async def leaving():
            asyncio.get_running_loop().create_task(asyncio.sleep(60))
            return asyncio.get_running_loop()

        core.finish()
        one = core.run_coroutine(loop(), core._ignore)
        two = core.run_coroutine(leaving(), core._ignore)
        self.assertIs(one, two)
        self.assertTrue(two.is_closed())
        three = core.run_coroutine(loop(), core._ignore)
        self.assertIsNot(two, three)
        core.finish()
        self.assertTrue(three.is_closed())

    def test_are_known_by_their_type(self):
        async def function():
            pass

        coroutine = function()
        self.assertIs(core.CoroutineType, type(coroutine))
        coroutine.close()


class TheRuntime(unittest.TestCase):
    def test_imports_nothing_that_takes_time(self):
        """What it loads is what an interpreter has anyway, or is written in C."""
        print_loaded = (
            "before = set(sys.modules)\n"
            "import _pybridge_modules, _pybridge_errors, _pybridge_buffers, _pybridge_settings, _pybridge_streams\n"
            "print(*sorted(each for each in set(sys.modules) - before if not each.startswith('_')))"
        )
        allowed = {"collections", "heapq", "itertools", "keyword", "operator", "reprlib"}
        self.assertLessEqual(set(support.run(print_loaded).split()), allowed)

    def test_has_annotations_that_are_never_evaluated(self):
        for name in ("_pybridge", "_pybridge_values", "_pybridge_wire", "_pybridge_worker"):
            self.assertFalse(__import__(name).TYPE_CHECKING, name)


class TheDoctor(unittest.TestCase):
    def test_knows_the_interpreter_and_its_packages(self):
        code = support.DOCTOR.read_text("utf-8")
        body, _, last = code.rstrip().rpartition("\n")
        names = {}
        exec(compile(body, "doctor.py", "exec"), names)
        found = eval(last, names)
        self.assertEqual(sys.version, found["python"]["version"])
        self.assertEqual(sys.implementation.name, found["python"]["implementation"])
        self.assertEqual("\n".join(sys.path), found["python"]["path"])
        self.assertEqual(sorted(found["packages"], key=str.lower), list(found["packages"]))

        def failing():
            raise OSError("no disk")

        self.assertEqual({"unknown": "OSError: no disk"}, names["attempt"](failing))

    def test_tells_native_packages(self):
        code = support.DOCTOR.read_text("utf-8")
        names = {}
        exec(compile(code, "doctor.py", "exec"), names)

        class Distribution:
            def __init__(self, wheel, files):
                self.wheel, self.files = wheel, files

            def read_text(self, name):
                return self.wheel

        self.assertTrue(names["is_native"](Distribution("Root-Is-Purelib: false", [])))
        self.assertTrue(names["is_native"](Distribution(None, ["a/b.cpython-312.so"])))
        self.assertFalse(names["is_native"](Distribution("Root-Is-Purelib: true", ["a.py"])))
        self.assertFalse(names["is_native"](Distribution(None, None)))


if __name__ == "__main__":
    unittest.main()

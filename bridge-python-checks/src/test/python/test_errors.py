"""Exceptions as data."""

import sys
import tracemalloc
import unittest

import support  # noqa: F401

import _pybridge_errors as errors
from _pybridge_scripts import HIDDEN, scripts

TYPE, BASES, MESSAGE, ARGUMENTS, FRAMES, NOTES, CAUSE, CONTEXT, MEMBERS, SYNTAX, STATUS, NUMBER = range(12)


def raised(code, **names):
    try:
        exec(compile(code, "code.py", "exec"), names)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def described(code, **names):
    return errors.describe(raised(code, **names))


class ADescription(unittest.TestCase):
    def test_has_all_of_an_exception(self):
        found = described("def f():\n    raise KeyError('a', 2)\nf()")
        self.assertEqual("KeyError", found[TYPE])
        self.assertEqual(["LookupError", "Exception", "BaseException", "object"], found[BASES])
        self.assertEqual("('a', 2)", found[MESSAGE])
        self.assertEqual(["'a'", "2"], found[ARGUMENTS])
        self.assertEqual([("code.py", 3, "<module>"), ("code.py", 2, "f")], [each[:3] for each in found[FRAMES][-2:]])
        self.assertEqual((None, None, [], None, None, 0), found[CAUSE:])

    def test_has_causes_and_contexts(self):
        found = described("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('x') from e")
        self.assertEqual(("ZeroDivisionError", None), (found[CAUSE][TYPE], found[CONTEXT]))
        found = described("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('x')")
        self.assertEqual((None, "ZeroDivisionError"), (found[CAUSE], found[CONTEXT][TYPE]))
        found = described("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('x') from None")
        self.assertEqual((None, None), (found[CAUSE], found[CONTEXT]))

    def test_ends_where_causes_go_round(self):
        error = raised("a, b = ValueError('a'), ValueError('b')\na.__cause__, b.__cause__ = b, a\nraise a")
        found = errors.describe(error)
        self.assertEqual("b", found[CAUSE][MESSAGE])
        self.assertIsNone(found[CAUSE][CAUSE])

    def test_has_a_chain_of_32_and_no_more(self):
        error = None
        for number in range(100):
            made = ValueError(number)
            made.__cause__, error = error, made
        found, length = errors.describe(error), 0
        while found is not None:
            found, length = found[CAUSE], length + 1
        self.assertEqual(33, length)

    @unittest.skipIf(sys.version_info < (3, 11), "groups and notes came with Python 3.11")
    def test_has_members_and_notes(self):
        found = described(
            "e = ExceptionGroup('both', [ValueError('a'), KeyError('b')])\ne.add_note('look here')\nraise e"
        )
        self.assertEqual(["ValueError", "KeyError"], [each[TYPE] for each in found[MEMBERS]])
        self.assertEqual(["look here"], found[NOTES])

    @unittest.skipIf(sys.version_info < (3, 11), "groups came with Python 3.11")
    def test_makes_the_texts_of_members_once_however_deep_their_groups_are(self):
        made = []

        class Argument:
            def __repr__(self):
                made.append(self)
                return "argument"

        error = ValueError("text", Argument())
        for _ in range(10):
            error = ExceptionGroup("group", [error])  # noqa: F821
        found = errors.describe(error)
        self.assertEqual(["'group'"], found[ARGUMENTS])
        self.assertEqual(2, len(made), "of the message, and of the argument")

    def test_leaves_out_the_frames_of_the_library(self):
        inner = {}
        exec(compile("def hidden(f): f()", HIDDEN, "exec"), inner)
        found = described("hidden(lambda: 1 / 0)", hidden=inner["hidden"])
        self.assertNotIn(HIDDEN, [each[0] for each in found[FRAMES]])
        self.assertEqual("<lambda>", found[FRAMES][-1][2])

    def test_leaves_out_the_middle_of_many_frames(self):
        found = described("def f(n):\n    f(n - 1) if n else 1 / 0\nf(500)")
        self.assertEqual(201, len(found[FRAMES]))
        file, line, text, _ = found[FRAMES][100]
        self.assertEqual(("<...>", 0), (file, line))
        self.assertRegex(text, r"^30[0-9] frames left out$")

    def test_has_the_line_of_each_frame(self):
        compiled = scripts.get("def f():\n    g()\n\n\ndef g():\n    raise ValueError('x')\n\n\nf()", "three.py")
        found = errors.describe(raised("compiled.run({})", compiled=compiled))
        self.assertEqual(
            [
                ("three.py", 9, "<module>", "f()"),
                ("three.py", 2, "f", "g()"),
                ("three.py", 6, "g", "raise ValueError('x')"),
            ],
            found[FRAMES][-3:],
        )

    def test_has_no_more_of_a_long_line_than_its_begin(self):
        compiled = scripts.get("1 / 0  # " + "x" * 20_000, "long.py")
        line = errors.describe(raised("compiled.run({})", compiled=compiled))[FRAMES][-1][3]
        self.assertRegex(line, r"^1 / 0  # x{1000,}\.\.\. \(20009 characters\)$")
        self.assertLess(len(line), 1100)

    def test_has_no_more_of_a_long_name_than_its_begin(self):
        name = "f" * 5_000
        found = described(f"def {name}(): 1 / 0\n{name}()")
        self.assertEqual("f" * errors._LONGEST_NAME + "... (5000 characters)", found[FRAMES][-1][2])

    def test_keeps_no_more_of_it_for_each_frame_of_a_recursion(self):
        compiled = scripts.get("def f(n): 1 / n; f(n - 1)  # " + "x" * 1_000_000 + "\nf(150)", "deep.py")
        error = raised("compiled.run({})", compiled=compiled)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        found = errors.describe(error)
        self.assertLess(tracemalloc.get_traced_memory()[1], 10_000_000)
        lines = [each[3] for each in found[FRAMES] if each[2] == "f"]
        self.assertEqual(151, len(lines))
        self.assertRegex(lines[0], r"^def f\(n\): 1 / n; .*x\.\.\. \(1000029 characters\)$")
        self.assertLess(sum(map(len, lines)), errors._MOST_TEXT)

    def test_names_classes_anew_that_can_change(self):
        error = raised("class Mine(ValueError): pass\nraise Mine()")
        self.assertTrue(errors.describe(error)[TYPE].endswith("Mine"))
        type(error).__qualname__ = "Renamed"
        self.assertTrue(errors.describe(error)[TYPE].endswith("Renamed"))
        self.assertEqual(["ValueError", "Exception", "BaseException", "object"], errors.describe(error)[BASES])

    def test_survives_what_an_exception_does(self):
        found = described(
            "class Bad(Exception):\n"
            "    def __str__(self): raise RuntimeError('no')\n"
            "    def __getattribute__(self, name): raise RuntimeError('never')\n"
            "raise Bad(type('Odd', (), {'__repr__': lambda self: 5})())"
        )
        self.assertEqual("<str() raised RuntimeError>", found[MESSAGE])
        self.assertEqual(["<repr() raised TypeError>"], found[ARGUMENTS])

    def test_is_cut_where_it_is_long(self):
        found = errors.describe(ValueError("x" * 100000))
        self.assertEqual(errors._LONGEST_MESSAGE, found[MESSAGE].index("..."))
        self.assertTrue(found[MESSAGE].endswith("(100000 characters)"))
        many = errors.describe(ValueError(*["y" * 8000] * 1000))
        self.assertLess(sum(map(len, many[ARGUMENTS])), errors._MOST_TEXT)
        self.assertEqual(errors._MOST_MEMBERS, len(many[ARGUMENTS]))

    def test_has_the_status_of_an_exit(self):
        for code, status in (("", 0), ("3", 3), ("'text'", 1), ("-1", 0xFFFFFFFF), ("None", 0)):
            self.assertEqual(status, described(f"import sys; sys.exit({code})")[STATUS], code)

    def test_is_none_of_what_is_no_exception(self):
        class Liar:
            __class__ = ValueError

        self.assertIsNone(errors.describe(Liar()))


class ASyntaxError(unittest.TestCase):
    def incomplete(self, source):
        with self.assertRaises(SyntaxError) as caught:
            scripts.get(source, "typed.py")
        found = errors.describe(caught.exception)[SYNTAX]
        self.assertEqual("typed.py", found[0])
        return found[4]

    def test_is_incomplete_where_more_lines_would_do(self):
        for source in (
            "def f():",
            "f(1,",
            "x = [1, {2: (",
            "'''text",
            "if x:\n    a = 1\nelse:",
            "try:\n    a = 1",
            "class A:\n    def f(self):",
            "@decorator",
            "f(  # comment",
        ):
            with self.subTest(source):
                self.assertTrue(self.incomplete(source))

    def test_is_complete_where_they_would_not(self):
        for source in (
            "x = = 1",
            "f(1))",
            "def f(:\n    pass",
            "x = (1 2\n",
            "for",
            "a b",
            "(]",
            "def f():\npass\nx = 1",
        ):
            with self.subTest(source):
                self.assertFalse(self.incomplete(source))

    def test_says_where_it_is(self):
        with self.assertRaises(SyntaxError) as caught:
            scripts.get("a = 1\nb = = 2\n", "rules.py")
        self.assertEqual(("rules.py", 2, 5, "b = = 2", False), errors.describe(caught.exception)[SYNTAX])


class AnExceptionOfJava(unittest.TestCase):
    def test_is_an_exception_with_its_type(self):
        error = errors.thrown_error("java.io.IOException", "gone", "token", 0, False)
        misuse = errors.thrown_error("java.lang.IllegalArgumentException", None, "token", 0, True)
        self.assertEqual(("java.io.IOException", "gone"), (error.java_type, error.java_message))
        self.assertEqual("java.io.IOException: gone", str(error))
        self.assertIsInstance(misuse, TypeError)
        self.assertEqual("token", errors.token_of(error))
        self.assertIsNone(errors.token_of(ValueError()))

    def test_is_the_one_of_python_that_passed_through(self):
        errors.passing.raised = errors.NONE_YET
        self.addCleanup(setattr, errors.passing, "raised", None)
        inner = ValueError("inner")
        number = errors.describe(inner)[NUMBER]
        self.assertGreater(number, 0)
        self.assertIs(inner, errors.thrown_error("PythonException", "inner", "token", number, False))
        self.assertEqual({}, errors.NONE_YET)
        errors.passing.raised = None
        self.assertEqual("token", errors.token_of(inner))
        self.assertEqual(0, errors.describe(ValueError())[NUMBER])


class AnExplanation(unittest.TestCase):
    def test_has_the_parts_and_the_cause(self):
        from _pybridge_values import Unconvertible

        error = Unconvertible("$.a", "Thing", "a copy")
        error.__cause__ = KeyError("k")
        path, what, wanted, cause = errors.explain(error)
        self.assertEqual(("$.a", "Thing", "a copy", "KeyError"), (path, what, wanted, cause[TYPE]))
        self.assertEqual(("$", "", "", None), errors.explain(Unconvertible()))


if __name__ == "__main__":
    unittest.main()

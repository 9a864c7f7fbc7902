"""Tables in Python, without any of the packages that have tables."""

import base64
import datetime
import importlib.util
import os
import unittest
import unittest.mock
import zlib
from array import array
from typing import Optional

import support  # noqa: F401  It puts the library's modules on the path.

import _pybridge_arrow
import _pybridge_arrow_plain

# What pyarrow 26 writes of three rows: numbers, texts, lists, moments and structs.
STREAM = zlib.decompress(
    base64.b64decode(
        "eNqdkrFKxEAQhmeTXC6EFVIckuKKKy0t0ykIamFhoa2cyEECesJd4KK1D3DlPYCFD3GdjaWFhY9gYSeIlevM7kSXkQNxYDM7M9/s"
        "/ptdY4x5VAAZkKWgIYYOJDhDUxHGgFGC34i/gHWAEns2cDzg/Ibzy09jsGktx3mfcwGOAtz6IY7J5QxekXtxbEz5HrN2SxxXxKMu"
        "bSwTEpMLpkGdCY7YZgIoHJsSO/BY8rNyNAZ7Dm27Eu6JWNPx0Q40rl/3PO2KtdF5z6tpPUV/h9ytYwOpi3xVjy5ovrAMKNLy5PhO"
        "5q3d8vWoqd08snGGO9K5uvbPZ3wvbq+++AdjPlOCdMLpba7jluZZOf1kGtb5ZrVdGcLIal9AaynG2t4y3X1f/dxZaxmstlx4xX4g"
        "ejfZs177NnwrBL8v1jv8Po+zoegfCh2NqK+KW34u6nOxf6s9FFwouP/W/xq36wSi3hGMYr2n1/fLSXVW+vlQ6Aq83t23g/eTvfiX"
        "d/axJX3Xe3fkvwCHrl2V"
    )
)


def table():
    return _pybridge_arrow.receive(memoryview(STREAM))


class DataFrame:
    pass


DataFrame.__module__ = "pandas.core.frame"


class PlainTest(unittest.TestCase):
    def test_columns(self):
        when = datetime.datetime(2026, 1, 2, 3, 4, 5, 6, datetime.timezone.utc)
        columns = table().to_dict()
        self.assertEqual(
            {name: list(column) for name, column in columns.items()},
            {
                "n": [1, 2, 3],
                "text": ["a", None, "zürich"],
                "lists": [[1], [], [2, None]],
                "when": [when] * 3,
                "row": [{"x": 1.5, "y": True}] * 3,
            },
        )
        self.assertIsInstance(columns["n"], memoryview)

    def test_rows(self):
        rows = table().to_list()
        self.assertEqual(len(rows), len(table()))
        self.assertEqual((rows[1]["n"], rows[1]["text"]), (2, None))

    def test_several_parts(self):
        parts = _pybridge_arrow.receive(memoryview(STREAM), memoryview(STREAM))
        self.assertEqual(parts["n"], [1, 2, 3, 1, 2, 3])
        self.assertEqual(parts.num_rows, 6)

    def test_what_is_cut_off(self):
        for size in range(0, len(STREAM) - 8, 16):
            with self.subTest(size=size):
                try:
                    _pybridge_arrow_plain.columns([memoryview(STREAM)[:size]])
                except Exception as error:
                    self.assertNotIsInstance(error, MemoryError)


def plain(table):
    return type(table).__name__


def columns(table: dict, /, *more: list, named: "dict | None" = None, **others: "list"):
    return [type(each).__name__ for each in (table, *more, named, *others.values())]


class Methods:
    def rows(self, factor: int, table: Optional[list] = None):
        return factor, type(table).__name__

    @staticmethod
    def frame(table: "DataFrame"):
        return type(table).__name__


def quoted(
    first: "Optional[dict]",
    second: "typing.Union[list, None]",  # noqa: F821
    third: Optional["dict"],
    fourth: "dict[str, object]",
    fifth: "pd.Unknown | list",  # noqa: F821
    sixth: "int",
):
    return [type(each).__name__ for each in (first, second, third, fourth, fifth, sixth)]


class Callable:
    def __init__(self, table: "list"):
        self.kind = type(table).__name__

    def __call__(self, table: "dict"):
        return self.kind, type(table).__name__


class AnnotationsTest(unittest.TestCase):
    def test_annotations_in_quotes(self):
        kinds = _pybridge_arrow.call(quoted, "", *[table()] * 6)
        self.assertEqual(kinds, ["dict", "list", "dict", "dict", "list", "Table"])

    def test_classes_and_callable_objects(self):
        made = _pybridge_arrow.call(Callable, "", table())
        self.assertEqual(_pybridge_arrow.call(made, "", table()), ("list", "dict"))

    def test_functions(self):
        self.assertEqual(_pybridge_arrow.call(plain, "", table()), "Table")
        given = _pybridge_arrow.call(columns, "", table(), table(), table(), named=table(), other=table())
        self.assertEqual(given, ["dict", "list", "list", "dict", "list"])

    def test_methods(self):
        self.assertEqual(_pybridge_arrow.call(Methods().rows, "", 2, table()), (2, "list"))
        self.assertEqual(_pybridge_arrow.call(Methods.rows, "", Methods(), 2, table()), (2, "list"))
        self.assertEqual(_pybridge_arrow.call("_pybridge", "call_method", Methods(), "rows", 2, table()), (2, "list"))

    def test_builtins_have_no_annotations(self):
        self.assertEqual(_pybridge_arrow.call("builtins", "len", table()), 3)

    @unittest.skipIf(importlib.util.find_spec("pandas"), "pandas is installed")
    def test_a_package_that_is_missing_is_named(self):
        with self.assertRaises(ImportError):
            _pybridge_arrow.call(Methods.frame, "", table())


class StoreTest(unittest.TestCase):
    def test_a_table_of_javas_goes_back_as_it_is(self):
        data, rest = _pybridge_arrow.store(table(), None)
        self.assertEqual((data, rest), (STREAM, None))

    def test_what_is_no_table(self):
        with self.assertRaisesRegex(TypeError, "int is no table"):
            _pybridge_arrow.store(3, None)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no file is always full here")
    def test_a_file_that_is_full(self):
        given = table()
        with unittest.mock.patch.object(_pybridge_arrow.buffers, "shared_way", "file"):
            self.assertEqual(_pybridge_arrow.store(given, "/dev/full"), ("no room", given))

    def test_columns_that_are_no_lists(self):
        for column in (memoryview(array("q", [1, 2])), array("d", [1.5])):
            self.assertEqual(_pybridge_arrow.elements(column), list(column))
        for other in (object(), memoryview(bytes(6)).cast("B", (2, 3)), "text"):
            with self.assertRaisesRegex(TypeError, f"{type(other).__name__} is no column"):
                _pybridge_arrow.elements(other)

    def test_a_table_that_java_closes_can_be_used(self):
        given = memoryview(STREAM)
        kept = _pybridge_arrow.receive(given)
        given.release()
        self.assertEqual(len(kept), 3)

    def test_a_message_has_a_part_at_a_time(self):
        two = _pybridge_arrow.receive_untrusted(memoryview(STREAM), memoryview(STREAM))
        data, rest = _pybridge_arrow.encode(two)
        self.assertEqual((data, len(rest)), (STREAM, 3))
        self.assertEqual(_pybridge_arrow.encode(rest), (STREAM, None))

    def test_what_has_rows(self):
        class LazyFrame:
            def collect_schema(self):
                pass

        class Table:
            def __iter__(self):
                return iter(())

        class Named(LazyFrame):
            pass

        has = [
            _pybridge_arrow.has_table(each) for each in (table(), LazyFrame(), Named(), Table(), LazyFrame, [], None)
        ]
        self.assertEqual(has, [True, True, True, False, False, False, False])


if __name__ == "__main__":
    unittest.main()

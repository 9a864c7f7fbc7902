"""Trees of values: what is rebuilt, and what is refused."""

import collections
import datetime
import decimal
import pathlib
import types
import unittest
import uuid
import zoneinfo

import support  # noqa: F401

import _pybridge_makers as makers
import _pybridge_values as values

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


class Tagging(values.Walk):
    """Tags what stays in Python, as backends do."""

    def reference(self, value):
        return (..., "ref", value)

    def java_object(self, value):
        return (..., "java", value._token)


def tagged(value, fields=False):
    return Tagging(fields).tagged(value)


class ATree(unittest.TestCase):
    def test_is_rebuilt_with_plain_containers(self):
        class Words(list):
            def __iter__(self):
                raise AssertionError("what a subclass says of itself is not asked")

        value = {"a": Words([1, 2]), "b": (3, {4}), "c": bytearray(b"5")}
        self.assertEqual({"a": [1, 2], "b": (3, {4}), "c": b"5"}, tagged(value))
        self.assertIs(list, type(tagged(value)["a"]))

    def test_keeps_the_order_of_an_ordered_dict(self):
        ordered = collections.OrderedDict.fromkeys("abc")
        ordered.move_to_end("a")
        self.assertEqual(["b", "c", "a"], list(tagged(ordered)))

    def test_has_plain_numbers_and_texts_for_their_subclasses(self):
        class Text(str):
            def __str__(self):
                return "another"

        class Number(int):
            def __add__(self, other):
                return 99

        result = tagged([Text("a"), Number(3), True])
        self.assertEqual(["a", 3, True], result)
        self.assertEqual([str, int, bool], [type(each) for each in result])

    def test_may_be_200_levels_deep_and_not_201(self):
        def nested(depth):
            value = []
            for _ in range(depth - 1):
                value = [value]
            return value

        self.assertEqual(nested(200), tagged(nested(200)))
        with self.assertRaises(values.Unconvertible) as caught:
            tagged(nested(201))
        self.assertEqual("list nested deeper than 200 levels", caught.exception.args[1])

    def test_may_have_a_part_twice_but_not_inside_of_itself(self):
        part = [1]
        self.assertEqual([[1], [1]], tagged([part, part]))
        outer = {"a": [part]}
        part.append(outer)
        with self.assertRaises(values.Unconvertible) as caught:
            tagged(outer)
        self.assertEqual(("$.a[0][1]", "dict that contains itself"), caught.exception.args[:2])

    def test_names_where_it_is_in_the_words_of_python(self):
        for build, path in (
            (lambda leaf: {"a": leaf}, "$.a"),
            (lambda leaf: {"a b": leaf}, '$["a b"]'),
            (lambda leaf: {3: leaf}, "$[3]"),
            (lambda leaf: {b"x": leaf}, "$[b'x']"),
            (lambda leaf: {(1, 2): leaf}, "$[tuple]"),
            (lambda leaf: {1 << 300: leaf}, "$[int]"),
            (lambda leaf: [0, (leaf,)], "$[1][0]"),
        ):
            leaf = []
            leaf.append(leaf)
            with self.assertRaises(values.Unconvertible) as caught:
                tagged(build(leaf))
            self.assertEqual(path + "[0]", caught.exception.args[0])

    def test_is_tagged_where_copies_of_keys_have_no_hash(self):
        key = frozenset((1, ("a", frozenset((2,)))))
        self.assertEqual({key: 1}, tagged({key: 1}))

        class Hashable(dict):
            __hash__ = object.__hash__

        self.assertEqual((..., "map", [{}, 1]), tagged({Hashable(): 1}))
        self.assertEqual((..., "set", [{}]), tagged({Hashable()}))

    def test_is_refused_where_copies_of_keys_are_equal(self):
        class Apart(str):
            __eq__ = object.__eq__
            __hash__ = object.__hash__

        with self.assertRaises(values.Unconvertible) as caught:
            tagged([{Apart("a"): 1, Apart("a"): 2}])
        self.assertEqual(("$[0]", "map with keys whose copies are equal"), caught.exception.args[:2])

    def test_copies_objects_with_fields_only_where_asked(self):
        space = types.SimpleNamespace(a=1, _hidden=2)
        self.assertEqual((..., "ref", space), tagged(space))
        self.assertEqual({"a": 1}, tagged(space, True))
        view = types.MappingProxyType({"b": 2})
        self.assertEqual({"b": 2}, tagged(collections.ChainMap({"b": 2}), True))
        self.assertEqual((..., "ref", view), tagged(view))

    def test_gives_the_token_of_an_object_of_java(self):
        made = values.JavaObject("Thing", 7, ["get"], [lambda: "got"])
        self.assertEqual((..., "java", 7), tagged(made))
        self.assertEqual(("got", "<Java Thing>", "get"), (made.get(), repr(made), made.get.__name__))

    def test_remembers_no_more_types_than_it_has_room_for(self):
        for number in range(values._MOST_CONVERTERS + 10):
            tagged(type(f"C{number}", (), {})())
        self.assertLessEqual(len(values._met), values._MOST_CONVERTERS)


class TimesAndNumbers(unittest.TestCase):
    def test_become_their_parts(self):
        for value, expected in (
            (decimal.Decimal("1.50"), ("decimal", "1.50")),
            (datetime.date(2024, 2, 29), ("date", 2024, 2, 29)),
            (datetime.time(1, 2, 3, 4), ("time", 1, 2, 3, 4000)),
            (datetime.datetime(2024, 2, 29, 1, 2, 3, 4), ("datetime", 2024, 2, 29, 1, 2, 3, 4000)),
            (datetime.timedelta(-1, 5, 6), ("delta", -1, 5, 6000)),
            (uuid.UUID(int=0x10), ("uuid", "00000000-0000-0000-0000-000000000010")),
            (pathlib.PurePosixPath("/a b"), ("path", "/a b")),
            (
                datetime.datetime(2024, 7, 1, 12, tzinfo=BERLIN),
                ("zoned", 2024, 7, 1, 12, 0, 0, 0, 7200, "Europe/Berlin"),
            ),
            (
                datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc),
                ("zoned", 2024, 7, 1, 0, 0, 0, 0, 0, None),
            ),
        ):
            with self.subTest(value):
                self.assertEqual((..., *expected), tagged(value))

    def test_stay_in_python_where_java_has_none(self):
        for value in (
            decimal.Decimal("NaN"),
            datetime.time(1, tzinfo=datetime.timezone.utc),
            datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=19))),
            datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(microseconds=1))),
        ):
            with self.subTest(value):
                self.assertEqual("ref", tagged(value)[1])

    def test_come_back(self):
        for value in (
            decimal.Decimal("-1.5E+30"),
            datetime.date.max,
            datetime.time.max,
            datetime.datetime.min,
            datetime.timedelta(days=-3, microseconds=1),
            uuid.uuid4(),
            pathlib.PurePath("a") / "b",
            datetime.datetime(2024, 10, 27, 2, 30, tzinfo=BERLIN, fold=1),
            datetime.datetime(2024, 10, 27, 2, 30, tzinfo=BERLIN, fold=0),
        ):
            with self.subTest(value):
                _, kind, *parts = tagged(value)
                back = makers.MAKERS[kind](*parts)
                self.assertEqual((type(value), repr(value)), (type(back), repr(back)))

    def test_take_long_decimals(self):
        self.assertEqual((1, (1, 2, 3), -1), makers._digits_of("-12.3"))
        self.assertEqual((0, (1, 2, 3), 5), makers._digits_of("1.23E7"))
        self.assertEqual(decimal.Decimal("1.23E7"), decimal.Decimal(makers._digits_of("1.23E7")))

    def test_believe_no_subclass(self):
        class Liar(datetime.datetime):
            @property
            def year(self):
                return 1

            nanosecond = 5000

        with self.assertRaises(values.Unconvertible):
            tagged([Liar(2024, 1, 1)])
        del Liar.nanosecond
        self.assertEqual((..., "datetime", 2024, 1, 1, 0, 0, 0, 0), tagged(Liar(2024, 1, 1)))


if __name__ == "__main__":
    unittest.main()

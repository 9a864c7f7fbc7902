"""What leaves Python, and what stays there."""

import collections
import dataclasses
import datetime
import enum
import unittest

import support  # noqa: F401

import _pybridge_values as values
import _pybridge_wire as wire


@dataclasses.dataclass
class Point:
    x: int
    y: object


class Color(enum.Enum):
    RED = 1


class Size(enum.IntEnum):
    SMALL = 3


class Opaque:
    pass


Pair = collections.namedtuple("Pair", "left right")


class Kept:
    """Numbers objects, as a worker does."""

    def __init__(self):
        self.objects = []

    def __call__(self, value):
        self.objects.append(value)
        return len(self.objects) - 1

    def back(self, data):
        return wire.decode(data, self.objects.__getitem__, None, None)


class Encoding(unittest.TestCase):
    def setUp(self):
        self.kept = Kept()

    def there_and_back(self, value, fields=False):
        return self.kept.back(wire.encode(value, fields, self.kept))

    def test_keeps_what_has_no_form(self):
        opaque = Opaque()
        back = self.there_and_back({"a": [opaque, (1, opaque)]})
        self.assertIs(opaque, back["a"][0])
        self.assertIs(opaque, back["a"][1][1])
        self.assertEqual([opaque, opaque], self.kept.objects)

    def test_copies_fields_where_asked(self):
        point = Point(1, [Point(2, Color.RED)])
        self.assertEqual({"x": 1, "y": [{"x": 2, "y": "RED"}]}, self.there_and_back(point, True))
        self.assertIs(point, self.there_and_back(point))

    def test_sees_members_of_enums_as_what_they_are(self):
        self.assertEqual([3], self.there_and_back([Size.SMALL]))
        self.assertIs(int, type(self.there_and_back([Size.SMALL])[0]))
        self.assertEqual(["SMALL"], self.there_and_back([Size.SMALL], True))

    def test_copies_named_tuples(self):
        self.assertEqual((1, [2]), self.there_and_back(Pair(1, [2])))
        self.assertEqual({"left": 1, "right": [2]}, self.there_and_back(Pair(1, [2]), True))

    def test_numbers_nothing_when_it_fails(self):
        cycle = [Opaque()]
        cycle.append(cycle)
        with self.assertRaises(values.Unconvertible) as caught:
            wire.encode(cycle, False, self.kept)
        self.assertEqual(("$[1]", "list that contains itself"), caught.exception.args[:2])
        self.assertEqual([], self.kept.objects)

    def test_says_where_something_cannot_be_copied(self):
        class Failing(datetime.tzinfo):
            def utcoffset(self, when):
                raise RuntimeError("no offset")

        value = {"times": [{"a b": (datetime.datetime(2024, 1, 1, tzinfo=Failing()),)}]}
        with self.assertRaises(values.Unconvertible) as caught:
            wire.encode(value, False, self.kept)
        self.assertEqual('$.times[0]["a b"][0]', caught.exception.args[0])
        self.assertEqual("datetime", caught.exception.args[1])
        self.assertIsInstance(caught.exception.__cause__, RuntimeError)

    def test_copies_each_or_keeps_it(self):
        cycle = []
        cycle.append(cycle)
        back = self.kept.back(wire.encode_each([1, cycle, "a"], self.kept))
        self.assertEqual([1, "a"], back[::2])
        self.assertIs(cycle, back[1])

    def test_writes_a_reference_as_one_of_a_tree(self):
        opaque = Opaque()
        self.assertEqual(wire.encode(opaque, False, lambda value: 300), wire.encode_reference(300))

    def test_counts_views_of_numbers_as_objects_and_of_bytes_as_bytes(self):
        self.assertEqual(b"ab", self.there_and_back(memoryview(b"ab")))
        numbers = memoryview(b"abcd").cast("h")
        self.assertIs(numbers, self.there_and_back(numbers))
        self.assertEqual(b"ac", self.there_and_back(memoryview(b"abcd")[::2]))

    def test_takes_nothing_for_a_tag(self):
        for value in ((..., "ref", 0), (..., "map", ["a", 1]), (..., "decimal", "1")):
            self.assertEqual(value, self.there_and_back(value))
            self.assertEqual([value], self.there_and_back([value]))


class Decoding(unittest.TestCase):
    def test_refuses_an_unknown_extension(self):
        with self.assertRaisesRegex(ValueError, "extension 99 is no value"):
            wire.decode(bytes.fromhex("c70063"), None, None, None)

    def test_makes_functions_and_objects_of_java(self):
        data = wire.encode([1], False, None)
        self.assertEqual([1], wire.decode(data, None, None, None))
        callback = bytes((0xD7, wire.CALLBACK)) + (8).to_bytes(8, "big")
        self.assertEqual(("function", 8), wire.decode(callback, None, lambda number: ("function", number), None))
        payload = (9).to_bytes(8, "big") + b"Thing\0get\0put"
        java = bytes((0xC7, len(payload), wire.JAVA_OBJECT)) + payload
        self.assertEqual((9, "Thing", ["get", "put"]), wire.decode(java, None, None, lambda *parts: parts))


if __name__ == "__main__":
    unittest.main()

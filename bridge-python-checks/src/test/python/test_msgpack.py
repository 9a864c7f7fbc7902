"""The codec in pure Python, and the layouts that docs/wire.md describes; Java's tests read the same vectors."""

import json
import os
import sys
import tempfile
import unittest

import support

import _pybridge_msgpack as msgpack
import _pybridge_wire as wire
import peer

VECTORS = json.loads((support.PEER / "vectors.json").read_text("utf-8"))


def setUpModule():
    """Vectors name files of the working directory."""
    global before, directory
    before = os.getcwd()
    directory = tempfile.TemporaryDirectory()
    os.chdir(directory.name)


def tearDownModule():
    os.chdir(before)
    directory.cleanup()


def value_of(vector):
    return eval(vector["python"], vars(peer))


class TheVectors(unittest.TestCase):
    def test_are_written_byte_for_byte_by_the_own_codec(self):
        with own_codec():
            for vector in VECTORS:
                if vector["written"] in ("both", "python", "own"):
                    with self.subTest(vector["name"]):
                        self.assertEqual(vector["hex"], peer.encode(value_of(vector)).hex())

    def test_are_read_by_the_own_codec(self):
        with own_codec():
            self.read_all()

    def test_are_read_by_the_package(self):
        if not wire.is_accelerated():
            self.skipTest("no msgpack with C code here")
        self.read_all()

    def read_all(self):
        for vector in VECTORS:
            if vector["written"] != "python":
                with self.subTest(vector["name"]):
                    expected = value_of(vector)
                    self.assertIsNone(peer.difference(expected, peer.decode(bytes.fromhex(vector["hex"]))))

    def test_are_many(self):
        self.assertGreater(len(VECTORS), 90)


class own_codec:
    """The codec of a Python without the package."""

    def __enter__(self):
        self.before = sys.modules.get("msgpack", self)
        sys.modules["msgpack"] = None
        wire.choose_codec()

    def __exit__(self, *details):
        if self.before is self:
            del sys.modules["msgpack"]
        else:
            sys.modules["msgpack"] = self.before
        wire.choose_codec()


def refuse(value):
    raise TypeError(type(value).__name__)


def packed(value):
    return msgpack.pack(value, refuse)


def unpacked(data):
    return msgpack.unpack(data, msgpack.Extension, lambda elements: elements)


class TheCodec(unittest.TestCase):
    def test_gives_random_values_back(self):
        with own_codec():
            for seed in range(300):
                expected = peer.random_value(seed)
                self.assertIsNone(peer.difference(expected, peer.decode(peer.encode(expected))), f"seed {seed}")

    def test_writes_lengths_in_the_shortest_form(self):
        for size, begin in ((31, "bf"), (32, "d920"), (255, "d9ff"), (256, "da0100"), (65536, "db00010000")):
            self.assertEqual(begin, packed("a" * size)[: len(begin) // 2].hex())
        for size, begin in ((0, "c400"), (255, "c4ff"), (256, "c50100"), (65536, "c600010000")):
            self.assertEqual(begin, packed(bytes(size))[: len(begin) // 2].hex())
        for size, begin in ((15, "9f"), (16, "dc0010"), (65536, "dd00010000")):
            self.assertEqual(begin, packed([None] * size)[: len(begin) // 2].hex())
        self.assertEqual("de0010", packed({str(i): i for i in range(16)})[:3].hex())

    def test_writes_numbers_as_a_block_from_32_on(self):
        self.assertEqual(31, len(unpacked(packed([7] * 31))))
        block = unpacked(packed([7, -1] * 16))
        self.assertEqual((msgpack.INT64_LIST, [7, -1] * 16), (block.code, msgpack.numbers("q", block.data)))
        block = unpacked(packed([0.5] * 32))
        self.assertEqual((msgpack.FLOAT64_LIST, [0.5] * 32), (block.code, msgpack.numbers("d", block.data)))
        self.assertEqual([1] * 31 + [True], unpacked(packed([1] * 31 + [True])))

    def test_asks_the_hook_for_other_types_and_long_ints(self):
        self.assertEqual(["set", "2"], unpacked(msgpack.pack([{1}, 2**64 + 2], lambda each: hooked(each))))

    def test_refuses_what_nests_deeper_than_it_goes(self):
        self.assertEqual(peer.nested(250), unpacked(packed(peer.nested(250))))
        with self.assertRaises(msgpack.TooDeep):
            packed(peer.nested(300))

    def test_refuses_what_is_cut_or_goes_on(self):
        whole = packed([1, "text", {"a": b"bytes"}, 1.5, 2**40])
        for end in range(len(whole)):
            with self.assertRaises(ValueError, msg=f"{end} bytes"):
                unpacked(whole[:end])
        with self.assertRaisesRegex(ValueError, f"the value ends at byte {len(whole)} of {len(whole) + 1}"):
            unpacked(whole + b"\0")
        with self.assertRaisesRegex(ValueError, "begins with byte 193"):
            unpacked(b"\xc1")

    def test_writes_halves_of_pairs_as_three_bytes(self):
        text = "a" * 100 + "\ud800" + "b" * 100
        self.assertEqual(text, msgpack.encode_text(text).decode("utf-8", "surrogatepass"))
        self.assertEqual("äb".encode(), msgpack.encode_text("äb"))


def hooked(value):
    return "set" if type(value) is set else str(value & 0xFF)


if __name__ == "__main__":
    unittest.main()

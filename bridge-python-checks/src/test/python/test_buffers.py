"""Numbers in blocks."""

import array
import struct
import sys
import tempfile
import unittest

import support  # noqa: F401

import _pybridge_buffers as buffers

OTHER = ">" if sys.byteorder == "little" else "<"


class ABuffer(unittest.TestCase):
    def test_is_described(self):
        for value, kind, size, swapped, shape in (
            (b"abc", "u", 1, False, [3]),
            (array.array("i", [1, 2]), "i", 4, False, [2]),
            (array.array("d", [1.0]), "f", 8, False, [1]),
            (memoryview(bytes(8)).cast("?"), "b", 1, False, [8]),
            (memoryview(bytes(12)).cast("H", [2, 3]), "u", 2, False, [2, 3]),
            (array.array("q"), "i", 8, False, [0]),
        ):
            with self.subTest(value):
                self.assertEqual((kind, size, swapped, shape, "bytes"), buffers.describe(value))

    def test_is_known_to_be_in_the_other_byte_order(self):
        structure = type("S", (__import__("ctypes").BigEndianStructure,), {"_fields_": []})
        self.assertIsNone(buffers.describe(structure()))
        ctypes = __import__("ctypes")
        other = (ctypes.c_int16.__ctype_be__ if OTHER == ">" else ctypes.c_int16.__ctype_le__) * 2
        self.assertEqual(("i", 2, True, [2], "bytes"), buffers.describe(other(1, 2)))

    def test_is_none_where_java_has_no_such_numbers(self):
        for value in ("text", 5, [1], memoryview(bytes(8)).cast("P")):
            self.assertIsNone(buffers.describe(value))
        released = memoryview(b"a")
        released.release()
        self.assertIsNone(buffers.describe(released))

    def test_crosses_another_way_where_it_is_large(self):
        before = buffers.shared_from
        buffers.shared_from = 16
        try:
            self.assertEqual("bytes", buffers.describe(bytes(15))[4])
            self.assertEqual("file", buffers.describe(bytes(16))[4])
            buffers.shared_from = 0
            self.assertEqual("bytes", buffers.describe(bytes(16))[4])
        finally:
            buffers.shared_from = before

    def test_has_its_content_row_by_row(self):
        view = memoryview(bytes(range(8)))[::2]
        self.assertEqual(bytes((0, 2, 4, 6)), bytes(buffers.content(view)))
        self.assertEqual(struct.pack("=2h", 1, -2), buffers.content(array.array("h", [1, -2])))
        whole = b"same"
        self.assertIs(whole, buffers.content(whole))

    def test_fills_memory_and_files(self):
        target = bytearray(4)
        self.assertTrue(buffers.fill(array.array("h", [1, -2]), memoryview(target)))
        self.assertEqual(struct.pack("=2h", 1, -2), bytes(target))
        self.assertTrue(buffers.fill(memoryview(bytes(range(8)))[::2], memoryview(target)))
        self.assertEqual(bytes((0, 2, 4, 6)), bytes(target))
        with tempfile.NamedTemporaryFile() as file:
            self.assertEqual((4, True), buffers.store(memoryview(bytes(range(8)))[1::2], file.name))
            self.assertEqual(bytes((1, 3, 5, 7)), file.read())

    def test_is_a_view_of_bytes(self):
        raw = memoryview(bytearray(struct.pack("=4h", 1, 2, 3, 4)))
        self.assertIs(raw, buffers.view(raw, "B", [8]))
        self.assertEqual([1, 2, 3, 4], buffers.view(raw, "h", [4]).tolist())
        self.assertEqual([[1, 2], [3, 4]], buffers.view(raw, "h", [2, 2]).tolist())


class SharedMemory(unittest.TestCase):
    def setUp(self):
        self.memory = bytearray(8)
        self.opened = 0

    def tearDown(self):
        buffers.release(["k"])

    def open(self):
        self.opened += 1
        return memoryview(self.memory)

    def view(self, code="h", shape=(4,), read_only=False):
        return buffers.shared("k", self.open, code, list(shape), read_only)

    def test_is_opened_once_and_seen_by_all(self):
        one, other = self.view(), self.view("B", (8,))
        one[0] = 257
        self.assertEqual((1, 1), (other[0], other[1]))
        self.assertEqual(257, self.view(read_only=True)[0])
        self.assertEqual(1, self.opened)
        self.assertIs(one, self.view())

    def test_cannot_be_written_where_it_is_read_only(self):
        with self.assertRaises(TypeError):
            self.view(read_only=True)[0] = 1

    def test_leaves_views_of_what_java_has_forgotten(self):
        view = self.view()
        buffers.release(["k*"])
        self.assertEqual((4, 0), (len(view), view[0]))
        self.assertNotIn("k", buffers._met)

    def test_has_a_new_view_where_somebody_released_it(self):
        self.view().release()
        self.assertEqual(4, len(self.view()))

    def test_is_let_go_of(self):
        view, other = self.view(), self.view("B", (8,))
        kept = memoryview(other)
        buffers.release(["k", "unknown"])
        with self.assertRaises(ValueError):
            view[0]
        self.assertEqual(0, kept[0])
        self.assertEqual({}, buffers._met)


if __name__ == "__main__":
    unittest.main()

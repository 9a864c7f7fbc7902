"""Tables in all types and layouts, made and compared by pyarrow."""

import datetime as dt
from decimal import Decimal
from typing import Optional

import pandas as pd
import polars as pl
import pyarrow as pa

INTS = [0, 1, 7, 127]
UTC = dt.timezone.utc

VALUES = {
    pa.null(): [None, None, None, None],
    pa.bool_(): [True, False, False, True],
    pa.int8(): [-128, 0, 5, 127],
    pa.int16(): [-32768, 0, 5, 32767],
    pa.int32(): [-(2**31), 0, 5, 2**31 - 1],
    pa.int64(): [-(2**63), 0, 5, 2**63 - 1],
    pa.uint8(): [0, 1, 200, 255],
    pa.uint16(): [0, 1, 40000, 65535],
    pa.uint32(): [0, 1, 2**31, 2**32 - 1],
    pa.uint64(): [0, 1, 2**63, 2**64 - 1],
    pa.float16(): [0.0, -0.5, 65504.0, 6e-8],
    pa.float32(): [0.0, -0.5, float("inf"), 1.5],
    pa.float64(): [0.0, -0.1, float("-inf"), 1e300],
    pa.string(): ["", "a", "zürich", "😀 and more than twelve bytes"],
    pa.large_string(): ["", "a", "zürich", "😀 and more than twelve bytes"],
    pa.string_view(): ["", "a", "zürich", "😀 and more than twelve bytes"],
    pa.binary(): [b"", b"\0", b"\xff\xfe", b"more than twelve bytes"],
    pa.large_binary(): [b"", b"\0", b"\xff\xfe", b"more than twelve bytes"],
    pa.binary_view(): [b"", b"\0", b"\xff\xfe", b"more than twelve bytes"],
    pa.binary(3): [b"abc", b"\0\0\0", b"\xff\xfe\xfd", b"xyz"],
    pa.date32(): [dt.date(1, 1, 1), dt.date(1970, 1, 1), dt.date(2026, 2, 28), dt.date(9999, 12, 31)],
    pa.date64(): [dt.date(1, 1, 1), dt.date(1969, 12, 31), dt.date(2026, 2, 28), dt.date(9999, 12, 31)],
    pa.time32("s"): [dt.time(0), dt.time(1, 2, 3), dt.time(23, 59, 59), dt.time(12)],
    pa.time32("ms"): [dt.time(0), dt.time(1, 2, 3, 4000), dt.time(23, 59, 59, 999000), dt.time(12)],
    pa.time64("us"): [dt.time(0), dt.time(1, 2, 3, 4), dt.time(23, 59, 59, 999999), dt.time(12)],
    pa.time64("ns"): [dt.time(0), dt.time(1, 2, 3, 4), dt.time(23, 59, 59, 999999), dt.time(12)],
    pa.timestamp("s"): [
        dt.datetime(1, 1, 1),
        dt.datetime(1969, 12, 31, 23, 59, 59),
        dt.datetime(2026, 1, 1),
        dt.datetime(9999, 1, 1),
    ],
    pa.timestamp("us"): [
        dt.datetime(1, 1, 1, 0, 0, 0, 1),
        dt.datetime(1969, 12, 31, 23, 59, 59, 7),
        dt.datetime(2026, 1, 1),
        dt.datetime(9999, 1, 1),
    ],
    pa.timestamp("us", "UTC"): [
        dt.datetime(1950, 1, 1, tzinfo=UTC),
        dt.datetime(1970, 1, 1, tzinfo=UTC),
        dt.datetime(2026, 1, 1, 1, 2, 3, 4, UTC),
        dt.datetime(2100, 1, 1, tzinfo=UTC),
    ],
    pa.timestamp("ms", "Europe/Berlin"): [
        dt.datetime(1990, 1, 1, tzinfo=UTC),
        dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        dt.datetime(2026, 7, 1, tzinfo=UTC),
    ],
    pa.timestamp("s", "+02:00"): [
        dt.datetime(1990, 1, 1, tzinfo=UTC),
        dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        dt.datetime(2026, 1, 1, tzinfo=UTC),
        dt.datetime(2026, 7, 1, tzinfo=UTC),
    ],
    pa.duration("s"): [dt.timedelta(0), dt.timedelta(days=-3), dt.timedelta(seconds=1), dt.timedelta(days=9)],
    pa.duration("us"): [
        dt.timedelta(0),
        dt.timedelta(microseconds=-1),
        dt.timedelta(microseconds=1),
        dt.timedelta(days=9),
    ],
    pa.decimal32(7, 2): [Decimal("0.00"), Decimal("-12345.67"), Decimal("99999.99"), Decimal("0.01")],
    pa.decimal64(15, 3): [Decimal("0.000"), Decimal("-1.234"), Decimal("123456789012.345"), Decimal("0.001")],
    pa.decimal128(38, 10): [
        Decimal("0E-10"),
        Decimal("-1.2345678901"),
        Decimal("9999999999999999999999999999.9999999999"),
        Decimal("1.0000000000"),
    ],
    pa.decimal256(76, 2): [Decimal("0.00"), Decimal("-" + "9" * 74 + ".99"), Decimal("1.00"), Decimal("0.01")],
    pa.dictionary(pa.int8(), pa.string()): ["red", "green", "red", "blue"],
    pa.dictionary(pa.int32(), pa.int64()): [5, 6, 5, 7],
    pa.list_(pa.int64()): [[], [1], [2, 3], [4, None]],
    pa.large_list(pa.string()): [[], ["a"], ["b", "c"], ["d", None]],
    pa.list_(pa.int16(), 2): [[1, 2], [3, 4], [5, 6], [7, None]],
    pa.struct([("x", pa.int32()), ("y", pa.string())]): [
        {"x": 1, "y": "a"},
        {"x": None, "y": "b"},
        {"x": 3, "y": None},
        {"x": 4, "y": "d"},
    ],
    pa.map_(pa.string(), pa.float64()): [[], [("a", 1.0)], [("b", 2.0), ("c", None)], [("d", 4.0)]],
    pa.list_(pa.struct([("when", pa.timestamp("us")), ("tags", pa.list_(pa.string()))])): [
        [],
        [{"when": dt.datetime(2026, 1, 1), "tags": ["a"]}],
        [{"when": None, "tags": None}],
        [],
    ],
}

LAYOUTS = ["plain", "nulls", "sliced", "empty", "chunked", "all missing"]


def names():
    return [str(kind) for kind in VALUES]


def _array(kind, values):
    return pa.array(values, kind)


def column(name, layout):
    kind = next(each for each in VALUES if str(each) == name)
    values = VALUES[kind]
    missing = [None if index % 2 else value for index, value in enumerate(values)]
    if layout == "plain":
        return pa.chunked_array([_array(kind, values)])
    if layout == "nulls":
        return pa.chunked_array([_array(kind, missing)])
    if layout == "sliced":
        return pa.chunked_array([_array(kind, values * 5 + missing)[3:22]])
    if layout == "empty":
        return pa.chunked_array([_array(kind, [])])
    if layout == "all missing":
        return pa.chunked_array([_array(kind, [None] * 9)])
    return pa.chunked_array([_array(kind, values), _array(kind, []), _array(kind, missing), _array(kind, values)[1:3]])


def made(name, layout):
    return pa.table({"before": pa.array(range(len(column(name, layout))), pa.int64()), "c": column(name, layout)})


def compare(name, layout, values):
    """What Java has read, against what pyarrow says."""
    expected = column(name, layout).to_pylist()
    if name.startswith("map"):
        expected = [None if each is None else dict(each) for each in expected]
    if values != expected:
        raise AssertionError(f"{name}, {layout}: {values} is not {expected}")


def golden(stream, index, values):
    """Whether Java has read a column of one of Arrow's own files as pyarrow does."""
    expected = pa.ipc.open_stream(stream).read_all().column(index).to_pylist(maps_as_pydicts="strict")
    return values == expected or repr(values) == repr(expected)  # NaN is equal to nothing.


def pylist(table: pa.Table):
    return table.to_pylist()


def types(table: pa.Table):
    table.validate(full=True)
    return [str(field.type) + ("" if field.nullable else " not null") for field in table.schema]


def kind_of(table):
    return type(table).__name__


def kind_of_pandas(table: pd.DataFrame):
    return f"{type(table).__module__}.{type(table).__name__}"


def kind_of_optional(table: Optional[pl.DataFrame] = None):
    return f"{type(table).__module__}.{type(table).__name__}"


def kind_of_quoted(table: "pd.DataFrame | None"):
    return f"{type(table).__module__}.{type(table).__name__}"


def kinds(first, /, second: pa.Table, *rest: pd.DataFrame, named: pl.DataFrame, **others: pa.RecordBatchReader):
    return [type(each).__name__ for each in (first, second, *rest, named, *others.values())]


class Report:
    def __init__(self, factor):
        self.factor = factor

    def scaled(self, table: pd.DataFrame):
        return int(table["population"].sum() * self.factor)


def by_letter(cities: pd.DataFrame) -> pd.DataFrame:
    cities["letter"] = cities["name"].str[:1]
    return cities.groupby("letter").agg(population=("population", "sum"), cities=("name", "count"))


def filtered(cities: pd.DataFrame) -> pd.DataFrame:
    return cities[cities["population"] > 1]


def in_polars(cities: pl.DataFrame) -> pl.DataFrame:
    return cities.sort("population", descending=True)


def in_duckdb(cities):
    import duckdb

    return duckdb.sql("select name, population * 2 as population from cities order by name")


def batches(count, rows):
    for number in range(count):
        yield pa.record_batch({"number": pa.array([number] * rows)})


def broken(cities: pd.DataFrame):
    return cities["mayor"]

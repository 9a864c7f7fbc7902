"""Tables between Java and Python: streams of Arrow's IPC format in memory that both see.

The packages that have tables are imported when they are needed: none of them has to be there for the others.
"""

import itertools
import sys
from array import array

import _pybridge
import _pybridge_buffers as buffers

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    Fit = Callable[["Table"], Any]
    Annotations = tuple[list[Any], Any, dict[str, Any], Any]

# How much goes into one region of memory, which has 2 GiB at most, and how much into one message to another machine.
region_size = 1 << 30
message_size = 16 << 20


class Table:
    """A table of Java's. What takes Arrow's streams takes it as it is; the methods make what others need."""

    __slots__ = ("_arrow", "_parts", "_plain")

    def __init__(self, parts: "Sequence[memoryview]") -> None:
        # Views of its own: those that it is given end when Java closes the table.
        self._parts = [part[:] for part in parts]
        self._arrow: Any = None
        self._plain: Any = None

    def to_arrow(self) -> "Any":
        """A ``pyarrow.Table`` over the same memory."""
        if self._arrow is None:
            import pyarrow

            readers = [pyarrow.ipc.open_stream(pyarrow.py_buffer(part)) for part in self._parts]
            batches = [batch for reader in readers for batch in reader]
            self._arrow = pyarrow.Table.from_batches(batches, readers[0].schema)
        return self._arrow

    def to_pandas(self) -> "Any":
        """A ``pandas.DataFrame`` over the same memory, of Arrow's types: an int with missing values stays an int."""
        import pandas

        return self.to_arrow().to_pandas(types_mapper=pandas.ArrowDtype)

    def to_polars(self) -> "Any":
        """A ``polars.DataFrame``."""
        import polars

        if _has("pyarrow"):
            return polars.from_arrow(self.to_arrow())
        return polars.concat([polars.read_ipc_stream(bytes(part)) for part in self._parts])

    def to_dict(self) -> "dict[str, Any]":
        """The columns by name: numbers without missing values as a ``memoryview`` of the same memory, all others as lists."""
        return dict(self._columns())

    def to_list(self) -> "list[dict[str, Any]]":
        """The rows, a dict each."""
        columns = self._columns()
        return [dict(zip(columns, row)) for row in zip(*columns.values())]

    def _columns(self) -> "dict[str, Any]":
        if self._plain is None:
            import _pybridge_arrow_plain

            self._plain = _pybridge_arrow_plain.columns(self._parts)
        return self._plain

    @property
    def column_names(self) -> "list[str]":
        return list(self._arrow.column_names if self._arrow is not None else self._columns())

    @property
    def num_rows(self) -> int:
        return len(self)

    def __len__(self) -> int:
        if self._arrow is not None:
            return self._arrow.num_rows
        import _pybridge_arrow_plain

        return _pybridge_arrow_plain.count(self._parts)

    def __getitem__(self, name: str) -> "Any":
        """A column, as ``to_dict`` has it."""
        return self._columns()[name]

    # Rows and names are asked for by to_list() and column_names; half of a sequence would mislead.
    __iter__ = None
    __contains__ = None

    def __arrow_c_stream__(self, requested_schema: "Any" = None) -> "Any":
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<table of {len(self)} rows from Java>"


def receive(*parts: memoryview) -> Table:
    """What an argument is where nothing says what it had better be."""
    return Table(parts)


def receive_untrusted(*parts: memoryview) -> Table:
    """The same for a table of a client on another machine. pyarrow believes what a stream says, and reads memory where it is told."""
    table = Table(parts)
    if _has("pyarrow"):
        table.to_arrow().validate(full=True)
    return table


def _has(package: str) -> bool:
    try:
        __import__(package)
    except ImportError:
        return False
    return True


# --- what an annotation asks for ------------------------------------------------------------------------------------


def _record_batch(table: Table) -> "Any":
    arrow = table.to_arrow()
    batches = arrow.combine_chunks().to_batches()
    if len(batches) > 1:
        raise ValueError("the table does not fit into one RecordBatch; take a pyarrow.Table or a RecordBatchReader")
    return batches[0] if batches else __import__("pyarrow").RecordBatch.from_pylist([], arrow.schema)


_FITS: "dict[str, Fit]" = {
    "pandas.DataFrame": Table.to_pandas,
    "polars.DataFrame": Table.to_polars,
    "polars.LazyFrame": lambda table: table.to_polars().lazy(),
    "pyarrow.Table": Table.to_arrow,
    "pyarrow.RecordBatch": _record_batch,
    "pyarrow.RecordBatchReader": lambda table: table.to_arrow().to_reader(),
    "duckdb.DuckDBPyRelation": lambda table: __import__("duckdb").from_arrow(table.to_arrow()),
    "builtins.dict": Table.to_dict,
    "builtins.list": Table.to_list,
}

# What these packages are called where they are imported for annotations only.
_USUAL_NAMES = {"pd": "pandas", "pl": "polars", "pa": "pyarrow"}


def _fit_of(annotation: "Any", names: "dict[str, Any]") -> "Fit | None":
    """How a table becomes what an annotation names, or None where it names nothing of that kind."""
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__forward_arg__", None)
    if text is not None:
        return _fit_of_text(text, names)
    origin = getattr(annotation, "__origin__", None)
    arguments = getattr(annotation, "__args__", ())
    if arguments and (not isinstance(origin, type) or origin.__name__ == "Union"):  # The first that is a table.
        found = [_fit_of(each, names) for each in arguments]
        return next((fit for fit in found if fit is not None), None)
    kind = origin if isinstance(origin, type) else annotation
    if not isinstance(kind, type):
        return None
    package = kind.__module__.partition(".")[0].lstrip("_")
    return _FITS.get(f"{package}.{kind.__qualname__}")


def _fit_of_text(text: str, names: "dict[str, Any]") -> "Fit | None":
    """The same for an annotation in quotes; what it names may not be imported where the function runs."""
    try:
        found = eval(text, dict(names))
    except Exception:
        return _fit_by_name(text, names)
    return None if isinstance(found, str) and found == text else _fit_of(found, names)


def _fit_by_name(text: str, names: "dict[str, Any]") -> "Fit | None":
    for wrapper in ("typing.", "Optional[", "Union[", "Annotated["):
        text = text.replace(wrapper, "")
    for option in text.replace("|", ",").split(","):
        first, _, rest = option.strip(" '\"]").partition("[")[0].partition(".")
        package = getattr(names.get(first), "__name__", None) or _USUAL_NAMES.get(first, first)
        fit = _FITS.get(f"{package.partition('.')[0]}.{rest}" if rest else f"builtins.{first}")
        if fit is not None:
            return fit
    return None


_known: "dict[Any, Annotations]" = {}


def _annotations(function: "Any") -> "Annotations":
    """What the parameters of a function are annotated with: those in order, of ``*args``, by name, of ``**kwargs``."""
    plain = getattr(function, "__func__", function)
    if type(plain) is not type(_annotations):  # Others may be many, and would live as long as they are known.
        return _read_annotations(function)
    key = plain, plain is not function
    known = _known.get(key)
    if known is None:
        if len(_known) > 1000:
            _known.clear()
        known = _known[key] = _read_annotations(function)
    return known


def _read_annotations(function: "Any") -> "Annotations":
    try:
        parameters = _signature(function).parameters.values()
    except (TypeError, ValueError, NameError):
        return [], None, {}, None
    names = _names_of(function)
    fits = {each.name: _fit_of(each.annotation, names) for each in parameters}
    ordered = [
        fits[each.name] for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
    ]
    more = [fits[each.name] for each in parameters if each.kind is each.VAR_POSITIONAL]
    named = [fits[each.name] for each in parameters if each.kind is each.VAR_KEYWORD]
    return ordered, more[0] if more else None, fits, named[0] if named else None


def _signature(function: "Any") -> "Any":
    import inspect

    if sys.version_info < (3, 14):
        return inspect.signature(function)
    import annotationlib

    # What an annotation names may not be there: from this version on it is looked for only now.
    return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)


def _names_of(function: "Any") -> "dict[str, Any]":
    """The names that a function's annotations can use: those of its module, or of its class's."""
    import inspect

    target = inspect.unwrap(function)
    found = getattr(getattr(target, "__func__", target), "__globals__", None)
    if found is None:
        module = sys.modules.get(getattr(target, "__module__", None) or type(target).__module__)
        found = {} if module is None else vars(module)
    return found


def call(module: "Any", path: str, /, *arguments: "Any", **named: "Any") -> "Any":
    """Calls a function of a module, or an object, with its tables as the parameters are annotated."""
    # An object can be a text, too: only a path makes the name of a module of it.
    function = _pybridge.resolve(module, path) if path else module
    if function is _pybridge.call_method:
        function = _pybridge.attribute(arguments[0], arguments[1])
        arguments = arguments[2:]
    ordered, more, by_name, others = _annotations(function)
    fitted = [_fitted(each, ordered[index] if index < len(ordered) else more) for index, each in enumerate(arguments)]
    return function(*fitted, **{name: _fitted(each, by_name.get(name, others)) for name, each in named.items()})


def _fitted(argument: "Any", fit: "Fit | None") -> "Any":
    return fit(argument) if fit is not None and type(argument) is Table else argument


# --- to Java --------------------------------------------------------------------------------------------------------


_TABLES = {"DataFrame", "LazyFrame", "Table", "RecordBatch", "RecordBatchReader", "DuckDBPyRelation"}
_TABLE_METHODS = ("__arrow_c_stream__", "__arrow_c_array__", "__dataframe__", "collect_schema")


def has_table(value: "Any") -> bool:
    """Whether an object has rows and columns, and is not just something to iterate over."""
    named = any(base.__name__ in _TABLES for base in type(value).__mro__)
    return named and any(hasattr(value, method) for method in _TABLE_METHODS)


class _Rest:
    """The batches of a table that did not find room in a region, or a message."""

    def __init__(self, schema: "Any", batches: "Iterator[Any]", size: int) -> None:
        self.schema = schema
        self.batches = batches
        self.size = size


# What Java is told where its memory is too small, with what it can try again.
_NO_ROOM = "no room"
_NO_SPACE = 28


def store(value: "Any", path: "str | None") -> "tuple[Any, Any]":
    """Writes a table to a file of Java's: None, or its bytes where no file can be written, and what is left of a large one."""
    # An interpreter in Java's process need not be allowed to open files.
    return _first_part(value, path if buffers.shared_way == "file" else None, region_size)


def encode(value: "Any") -> "tuple[Any, Any]":
    """The first part of a table as bytes that fit into a message, and what is left of a large one."""
    return _first_part(value, None, message_size)


def _first_part(value: "Any", path: "str | None", size: int) -> "tuple[Any, Any]":
    if type(value) is Table:
        rest = Table(value._parts[1:]) if len(value._parts) > 1 else None
        return _stored(value, path, lambda file: file.write(value._parts[0]), rest)
    if not _has("pyarrow"):
        return _stored(value, path, lambda file: _write_polars(value, file), None)
    import pyarrow

    left = value if isinstance(value, _Rest) else _batches(value, size)
    if path is None:
        sink = pyarrow.BufferOutputStream()
        complete = _write(left, sink, [])
        return sink.getvalue().to_pybytes(), None if complete else left
    written: list[Any] = []
    try:
        complete = _write(left, pyarrow.OSFile(path, "wb"), written)
    except OSError as error:
        if error.errno != _NO_SPACE:
            raise
        left.batches = itertools.chain(written, left.batches)
        return _NO_ROOM, left
    return None, None if complete else left


def _stored(value: "Any", path: "str | None", write: "Callable[[Any], object]", rest: "Any") -> "tuple[Any, Any]":
    import io

    if path is None:
        buffer = io.BytesIO()
        write(buffer)
        return buffer.getvalue(), rest
    try:
        with open(path, "r+b") as file:
            write(file)
    except OSError as error:
        if error.errno != _NO_SPACE:
            raise
        return _NO_ROOM, value
    return None, rest


def _write(rest: _Rest, sink: "Any", written: "list[Any]") -> bool:
    """Writes batches as long as there is room; tells whether all are written."""
    import pyarrow

    with sink, pyarrow.ipc.new_stream(sink, rest.schema) as stream:
        for batch in rest.batches:
            written.append(batch)
            stream.write_batch(batch)
            if sink.tell() >= rest.size:
                return False
    return True


_NUMBERS_AND_TEXTS = "biufUO"


def elements(column: "Any") -> "list[Any]":
    """The elements of a column that is no list: of a memoryview, an array, or an array of numpy's."""
    if isinstance(column, (memoryview, array)) and memoryview(column).ndim == 1:
        return column.tolist()
    if (
        type(column).__module__ == "numpy"
        and getattr(column, "ndim", 0) == 1
        and column.dtype.kind in _NUMBERS_AND_TEXTS
    ):
        return column.tolist()
    raise TypeError(f"{_pybridge.type_name_of(column)} is no column; give a list, or return a DataFrame")


def _write_polars(value: "Any", file: "Any") -> None:
    frame = _polars_frame(value)
    frame.write_ipc_stream(file, compat_level=sys.modules["polars"].CompatLevel.oldest())


def _polars_frame(value: "Any") -> "Any":
    polars = sys.modules.get("polars")
    if polars is not None and isinstance(value, polars.LazyFrame):
        value = value.collect()
    if polars is None or not isinstance(value, polars.DataFrame):
        _refuse(value, "; without the package pyarrow, only a DataFrame of polars' is one")
    _require_no_objects(value, polars)
    return value


def _refuse(value: "Any", why: str = "") -> "Any":
    raise TypeError(
        f"{_pybridge.type_name_of(value)} is no table: a DataFrame, what has __arrow_c_stream__, or a dict of columns"
        f" is one{why}"
    )


def _batches(value: "Any", size: int) -> _Rest:
    reader = _reader(value)
    return _Rest(reader.schema, _small_enough(reader, size), size)


def _small_enough(batches: "Any", size: int) -> "Iterator[Any]":
    for batch in batches:
        rows = batch.num_rows
        step = rows if batch.nbytes <= size else max(1, rows * size // batch.nbytes)
        for start in range(0, rows, step or 1):
            yield batch if step == rows else batch.slice(start, step)


def _require_no_objects(frame: "Any", polars: "Any") -> None:
    """polars gives the addresses of objects as bytes."""
    for name, kind in frame.schema.items():
        if kind == polars.Object:
            raise TypeError(
                f'column "{name}" has objects of Python\'s, which tables have no type for; make numbers or texts of them'
            )


def _reader(value: "Any") -> "Any":
    """A reader of batches."""
    import pyarrow

    pandas = sys.modules.get("pandas")
    polars = sys.modules.get("polars")
    if pandas is not None and isinstance(value, pandas.DataFrame):
        named = any(name is not None for name in value.index.names)
        return pyarrow.Table.from_pandas(value, preserve_index=named).to_reader()
    if polars is not None and isinstance(value, polars.LazyFrame):
        value = value.collect()
    if polars is not None and isinstance(value, polars.DataFrame):
        _require_no_objects(value, polars)
    try:
        if hasattr(value, "__arrow_c_stream__"):
            return pyarrow.RecordBatchReader.from_stream(value)
        if hasattr(value, "__arrow_c_array__"):
            return pyarrow.Table.from_batches([pyarrow.record_batch(value)]).to_reader()
    except (TypeError, ValueError):  # It has values, and no columns.
        return _refuse(value, "; make a DataFrame of it")
    return _refuse(value)

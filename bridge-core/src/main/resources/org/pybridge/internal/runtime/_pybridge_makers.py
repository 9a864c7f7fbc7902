"""Numbers, times and the like that Python has no literal for, both ways. Times have nanoseconds, as Java's do.

Modules are imported when they are needed.
"""

TYPE_CHECKING = False  # The module typing would take its time.
if TYPE_CHECKING:
    import datetime
    import pathlib
    import uuid
    from collections.abc import Callable, Sequence
    from decimal import Decimal
    from typing import Any

    from _pybridge_values import Walk

    Converter = Callable[[Walk, Any], Any]

# --- from Java ------------------------------------------------------------------------------------------------------


def make_decimal(text: str) -> "Decimal":
    from decimal import Decimal

    try:
        return Decimal(text)
    except ValueError:  # A decimal that is written in Python refuses the int that very many digits are.
        return Decimal(_digits_of(text))


def _digits_of(text: str) -> "tuple[int, tuple[int, ...], int]":
    """What ``Decimal`` takes in place of a text: sign, digits, exponent."""
    number, _, exponent = text.partition("E")
    whole, _, fraction = number.lstrip("-").partition(".")
    return (int(number[0] == "-"), tuple(map(int, whole + fraction)), int(exponent or 0) - len(fraction))


def make_date(*parts: int) -> "datetime.date":
    import datetime

    return datetime.date(*parts)


def make_time(hour: int, minute: int, second: int, nano: int) -> "datetime.time":
    import datetime

    return datetime.time(hour, minute, second, nano // 1000)


def make_datetime(
    year: int, month: int, day: int, hour: int, minute: int, second: int, nano: int
) -> "datetime.datetime":
    import datetime

    return datetime.datetime(year, month, day, hour, minute, second, nano // 1000)


def make_zoned(
    year: int, month: int, day: int, hour: int, minute: int, second: int, nano: int, offset: int, key: "str | None"
) -> "datetime.datetime":
    import datetime

    fixed = datetime.timezone.utc if offset == 0 else datetime.timezone(datetime.timedelta(seconds=offset))
    made = datetime.datetime(year, month, day, hour, minute, second, nano // 1000, fixed)
    if key is None:
        return made
    from zoneinfo import ZoneInfo

    zoned = made.replace(tzinfo=ZoneInfo(key))
    # In the hour that a clock repeats, the offset says which of the two it is.
    return zoned if zoned.utcoffset() == made.utcoffset() else zoned.replace(fold=1)


def make_delta(days: int, seconds: int, nanos: int) -> "datetime.timedelta":
    import datetime

    return datetime.timedelta(days, seconds, nanos // 1000)


def make_uuid(text: str) -> "uuid.UUID":
    import uuid

    return uuid.UUID(text)


def make_path(text: str) -> "pathlib.PurePath":
    import pathlib

    return pathlib.PurePath(text)


def make_value(module: str, path: str, *arguments: "Any") -> "Any":
    """What a function of another module makes."""
    from _pybridge import resolve

    return resolve(module, path)(*arguments)


MAKERS: "dict[str, Callable[..., Any]]" = {
    "decimal": make_decimal,
    "date": make_date,
    "time": make_time,
    "datetime": make_datetime,
    "zoned": make_zoned,
    "delta": make_delta,
    "uuid": make_uuid,
    "path": make_path,
    "made": make_value,
}


# --- to Java --------------------------------------------------------------------------------------------------------

# What a subclass says of itself is not asked, with two exceptions of pandas': its NaT, a datetime whose fields are no numbers, and the
# nanoseconds of its moments and spans, which are theirs alone.

_DATE = ("year", "month", "day")
_TIME = ("hour", "minute", "second", "microsecond")
_SPAN = ("days", "seconds", "microseconds")


def _kept(base: "Any", names: "Sequence[str]") -> "Callable[[Any], list[int] | None]":
    """A function that gives the numbers that a class itself keeps of an instance, or None where a subclass has no number."""
    getters = [getattr(base, name).__get__ for name in names]

    def read(value: "Any") -> "list[int] | None":
        parts = [get(value) for get in getters]
        if type(value) is not base:
            said = getattr(value, names[0])
            if type(said) is float and said != said:
                return None
            # Where Python has these types in Python, a subclass can put anything in the way.
            parts = [int.__add__(part, 0) for part in parts]
            base(*parts)
        return parts

    return read


def _nanos(value: "Any", micros: int, name: str, base: "Any") -> int:
    """The nanoseconds of a moment or a span."""
    beyond = 0 if type(value) is base else getattr(value, name, 0)
    if type(beyond) is not int or not 0 <= beyond < 1000:
        raise ValueError(f"{name} is not one of 0 to 999")
    return micros * 1000 + beyond


def _is_beyond(base: "Any", value: "Any", first: int, said: str) -> bool:
    """Whether it is a moment or a span of pandas' that Python's own type cannot hold; what that keeps is made up then."""
    return type(value) is not base and hasattr(type(value), "asm8") and getattr(value, said) != first


def _decimal(base: "Any") -> "Converter":
    def convert(walk: "Walk", value: "Any") -> "Any":
        return (..., "decimal", base.__str__(value)) if base.is_finite(value) else walk.reference(value)

    return convert


def _date(base: "Any") -> "Converter":
    read = _kept(base, _DATE)

    def convert(walk: "Walk", value: "Any") -> "Any":
        parts = read(value)
        return parts and (..., "date", *parts)

    return convert


def _time(base: "Any") -> "Converter":
    read = _kept(base, _TIME)
    zone_of = base.tzinfo.__get__

    def convert(walk: "Walk", value: "Any") -> "Any":
        if zone_of(value) is not None:
            return walk.reference(value)
        parts = read(value)
        return parts and (..., "time", *parts[:-1], parts[-1] * 1000)

    return convert


def _datetime(base: "Any") -> "Converter":
    read = _kept(base, _DATE + _TIME)
    zone_of = base.tzinfo.__get__

    def convert(walk: "Walk", value: "Any") -> "Any":
        parts = read(value)
        if parts is None:
            return None
        if _is_beyond(base, value, parts[0], "year"):
            return walk.reference(value)
        parts[-1] = _nanos(value, parts[-1], "nanosecond", base)
        zone = zone_of(value)
        offset = None if zone is None else base.utcoffset(value)
        if offset is None:
            return (..., "datetime", *parts)
        _, _, days, seconds, nanos = walk.convert(offset)
        seconds += days * 86400
        if nanos or abs(seconds) > 18 * 3600:
            return walk.reference(value)
        return (..., "zoned", *parts, seconds, _key(zone))

    return convert


def _key(zone: "datetime.tzinfo | None") -> "str | None":
    key = getattr(zone, "key", None)
    return key if type(key) is str and key.isascii() else None


def _timedelta(base: "Any") -> "Converter":
    read = _kept(base, _SPAN)

    def convert(walk: "Walk", value: "Any") -> "Any":
        parts = read(value)
        if parts is None:
            return None
        if _is_beyond(base, value, parts[0], "days"):
            return walk.reference(value)
        parts[-1] = _nanos(value, parts[-1], "nanoseconds", base)
        return (..., "delta", *parts)

    return convert


def _uuid(base: "Any") -> "Converter":
    number_of = base.int.__get__

    def convert(walk: "Walk", value: "Any") -> "Any":
        digits = f"{int.__add__(number_of(value), 0):032x}"
        if len(digits) != 32 or digits[0] == "-":
            raise ValueError("a UUID has 128 bits")
        return (..., "uuid", "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])))

    return convert


def _pure_path(base: "Any") -> "Converter":
    def convert(walk: "Walk", value: "Any") -> "Any":
        return (..., "path", str.__str__(base.__str__(value)))

    return convert


# Each makes the converter of a class and of what is derived from it.
CONVERTERS = {
    "decimal.Decimal": _decimal,
    "datetime.datetime": _datetime,
    "datetime.date": _date,
    "datetime.time": _time,
    "datetime.timedelta": _timedelta,
    # The same four types where Python has them in Python, as GraalPy 25.0.3 does; they say so in their __module__.
    "_pydatetime.datetime": _datetime,
    "_pydatetime.date": _date,
    "_pydatetime.time": _time,
    "_pydatetime.timedelta": _timedelta,
    "uuid.UUID": _uuid,
    "pathlib.PurePath": _pure_path,
    "pathlib._local.PurePath": _pure_path,  # Python 3.13's name of it.
}

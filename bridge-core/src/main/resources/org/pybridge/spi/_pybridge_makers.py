"""What Java's natural values become in Python where Python has no literal for them. Modules are imported when they are needed."""


def make_decimal(text):
    from decimal import Decimal

    return Decimal(text)


def make_date(*parts):
    import datetime

    return datetime.date(*parts)


def make_time(*parts):
    import datetime

    return datetime.time(*parts)


def make_datetime(*parts):
    import datetime

    return datetime.datetime(*parts)


def make_zoned(year, month, day, hour, minute, second, micro, offset, key):
    import datetime

    fixed = datetime.timezone.utc if offset == 0 else datetime.timezone(datetime.timedelta(seconds=offset))
    made = datetime.datetime(year, month, day, hour, minute, second, micro, fixed)
    if key is None:
        return made
    from zoneinfo import ZoneInfo

    zoned = made.replace(tzinfo=ZoneInfo(key))
    # In the hour that a clock repeats, the offset says which of the two it is.
    return zoned if zoned.utcoffset() == made.utcoffset() else zoned.replace(fold=1)


def make_delta(days, seconds, micros):
    import datetime

    return datetime.timedelta(days, seconds, micros)


def make_uuid(text):
    import uuid

    return uuid.UUID(text)


def make_path(text):
    import pathlib

    return pathlib.PurePath(text)


MAKERS = {
    "decimal": make_decimal,
    "date": make_date,
    "time": make_time,
    "datetime": make_datetime,
    "zoned": make_zoned,
    "delta": make_delta,
    "uuid": make_uuid,
    "path": make_path,
}

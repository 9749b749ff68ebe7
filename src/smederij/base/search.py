"""Finding rows by words: capitals and accents make no difference, on either database."""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import BooleanField, Case, Func, Model, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.text import Truncator

from smederij.base.folding import ACCENTED, PLAIN, fold

M = TypeVar("M", bound=Model)
MOST_WORDS = 6
SHORTEST = 2
SHORTEST_NEAR = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found that everybody may see: what it is ("idea"), its title, a line of it, and where."""

    kind: str
    title: str
    url: str
    line: str = ""
    where: str = ""


class Nearly(str):
    """Words to look for that may hold a slip: a letter too many, too few, wrong or swapped."""

    __slots__ = ()


class Fold(Func):
    """A text as `base.folding.fold` would have it, worked out by the database."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="smederij_fold", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"lower(translate(normalize(%(expressions)s, NFC), '{ACCENTED}', '{PLAIN}'))"
        return super().as_sql(compiler, connection, template=template, **context)


def words_of(query: str) -> list[str]:
    """What is looked for, word by word; one letter alone is no word."""
    return [word for word in fold(query).split() if len(word) >= SHORTEST][:MOST_WORDS]


def excerpt(text: str, query: str, *, size: int = 150) -> str:
    """The piece of a text in which the first word of a query that is there stands; else how it begins."""
    flat = " ".join(text.split())
    folded = fold(flat)
    places = [at for word in words_of(query) if (at := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - size // 3)
    if len(flat) <= size or start == 0:
        return Truncator(flat).chars(size)
    tail = flat[start:].split(" ", 1)[-1]
    return "…" + Truncator(tail).chars(size)


def near(word: str) -> str:
    """A regular expression for words that begin as this one does, with a slip in it or another ending.

    The first letter is right, or swapped with the second. A short or a strange word has to stand as it is.
    """
    if len(word) < SHORTEST_NEAR or not (word.isascii() and word.isalnum()):
        return re.escape(word)
    size = len(word)
    ways = {f"{word[:at]}.{word[at:]}" for at in range(1, size)}
    ways |= {f"{word[:at]}.{word[at + 1 :]}" for at in range(1, size)}
    ways |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(size - 1)}
    if size > SHORTEST_NEAR:
        ways |= {word[:at] + word[at + 1 :] for at in range(1, size)}
        ways.add(word[: max(SHORTEST_NEAR, size - 3)])
    return f"(^|[^a-z0-9])({'|'.join(sorted(ways))})"


def matching(rows: QuerySet[M], query: str, *fields: str) -> QuerySet[M]:
    """The rows that hold every word of the query in these fields; those with all in the first field first.

    A query that is `Nearly` also finds what is spelled nearly so.
    """
    words = words_of(query)
    if not words:
        return rows.none()
    parts = [part for field in fields for part in (field, Value(" "))]
    folded = rows.annotate(
        folded_title=Fold(fields[0]), folded_text=Fold(Concat(*parts, output_field=TextField()))
    )
    way, said = ("regex", near) if isinstance(query, Nearly) else ("contains", str)
    in_text, in_title = Q(), Q()
    for word in words:
        in_text &= Q((f"folded_text__{way}", said(word)))
        in_title &= Q((f"folded_title__{way}", said(word)))
    titled = Case(When(in_title, then=Value(False)), default=Value(True), output_field=BooleanField())
    order = rows.query.order_by or rows.model._meta.ordering or ("pk",)
    found: QuerySet[M] = folded.filter(in_text).order_by(titled, *order)
    return found

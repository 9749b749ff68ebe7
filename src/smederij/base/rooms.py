"""What each room declares at start, so that nothing has to import upward."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from smederij.base.money import ZERO, Money
from smederij.base.refusals import Sentence
from smederij.base.search import Hit

Export = Callable[[int], Mapping[str, Any]]
Forget = Callable[[int, datetime], None]
Join = Callable[[int, int, datetime], None]
Keeps = Callable[[int], str]
Slot = Callable[[HttpRequest, Mapping[str, Any]], str]


class Asks(Enum):
    """What it takes: a call, a yes or no, a story, or something to arrange; in the order it is shown."""

    CALL = "call"
    DECIDE = "decide"
    TELL = "tell"
    ARRANGE = "arrange"


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: a sentence and where to do it; late when a term has passed.

    `area`: in which area, for who works in several; a page leaves it out where the sentence names it.
    """

    sentence: str
    url: str
    since: datetime
    asks: Asks = Asks.ARRANGE
    late: bool = False
    area: str = ""

    @property
    def place(self) -> str:
        """The area, when the sentence does not name it."""
        return "" if self.area in self.sentence else self.area


@dataclass(frozen=True)
class Promise:
    """What a running decision counts on in a pot: how much, its name, and where to read of it."""

    pot_id: int
    amount: Money
    words: str
    url: str


@dataclass(frozen=True)
class Reporting:
    """What an area asks of who got money: to tell so many weeks after the first payment, and receipts.

    Receipts are asked from an amount on; None asks for none.
    """

    weeks: int
    receipts_from: Money | None = None


@dataclass(frozen=True)
class Room:
    """One room's declarations; all optional.

    export_me(actor_id) gives what the room knows of a person, ready for JSON.
    forget_me(actor_id, now) takes the person out; sums and results stay.
    join_me(gone_id, kept_id, now) does for two who are one person what is not handed over by itself.
    waiting_for(actor_id, now) lists what waits for a person.
    tick(now) moves what the clock moves, safe twice; gives how many things moved.
    shell(request) gives values for the page shell, such as links; it asks the database nothing.
    stale(request) answers a form of this room whose seal is old, or None when the form is not its own.
    errands tells by the name of an address what signing in is for, to who opens it and is not known yet.
    keeps(initiative_id) says in a sentence why an idea can't be taken back now, or "".
    held() says in a sentence why the room's tables may not be migrated now, or "".
    slots maps a place on pages to a function that gives safe HTML.
    search(words, most) finds what everybody may see by its words, the best first, with one or two queries.
    claims(pot_id) is what running decisions promised from a pot: nobody may take that out of it.
    promises(pot_ids) tells the same in words, in a fixed number of queries.
    reporting(area_id, now) is what an area asks of who gets money then.
    append_only names tables that the web role may only add to; insert_delete those never updated.
    triggers names the guards that must be there, as created by <room>/sql/guards.<vendor>.sql.
    """

    name: str
    export_me: Export | None = None
    forget_me: Forget | None = None
    join_me: Join | None = None
    waiting_for: Callable[[int, datetime], Iterable[Waiting]] | None = None
    tick: Callable[[datetime], int] | None = None
    stale: Callable[[HttpRequest], HttpResponse | None] | None = None
    shell: Callable[[HttpRequest], Mapping[str, Any]] | None = None
    errands: Mapping[str, Sentence] = field(default_factory=dict)
    keeps: Keeps | None = None
    held: Callable[[], str] | None = None
    slots: Mapping[str, Slot] = field(default_factory=dict)
    search: Callable[[str, int], Iterable[Hit]] | None = None
    claims: Callable[[int], Money] | None = None
    promises: Callable[[Sequence[int]], Iterable[Promise]] | None = None
    reporting: Callable[[int, datetime], Reporting] | None = None
    append_only: tuple[str, ...] = ()
    insert_delete: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()


_open: dict[str, Room] = {}


def open_all() -> None:
    """Read ROOM from every room's room.py, lowest floor first."""
    for name in settings.ROOMS:
        module = f"smederij.{name}.room"
        if find_spec(module):
            _open[name] = import_module(module).ROOM


def every() -> list[Room]:
    """All rooms, lowest floor first."""
    return list(_open.values())


def claimed(pot_id: int) -> Money:
    """What all rooms together promised from a pot."""
    return sum((room.claims(pot_id) for room in every() if room.claims), ZERO)


def promised(pot_ids: Sequence[int]) -> list[Promise]:
    """What all rooms together promised from these pots, one by one."""
    return [one for room in every() if room.promises for one in room.promises(pot_ids)]


def reporting(area_id: int, now: datetime) -> Reporting | None:
    """What an area asks of who gets money; None while no room knows."""
    return next((room.reporting(area_id, now) for room in every() if room.reporting), None)


def errand(path: str) -> Sentence:
    """What signing in is for, on the way to the page at this address, in a sentence; "" when none says."""
    try:
        name = resolve(path.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""
    return next((room.errands[name] for room in every() if name in room.errands), "")


def stale(request: HttpRequest) -> HttpResponse | None:
    """What the room of a form says when the form's seal is old; None when no room claims it."""
    answers = (room.stale(request) for room in every() if room.stale)
    return next((answer for answer in answers if answer is not None), None)


def fill(slot: str, request: HttpRequest, context: Mapping[str, Any]) -> list[str]:
    """What the rooms have to show in a slot, lowest floor first."""
    return [room.slots[slot](request, context) for room in every() if slot in room.slots]


def found(words: str, *, most: int) -> dict[str, list[Hit]]:
    """What each room finds by these words, by name of the room, lowest floor first; empty ones left out."""
    answers = {room.name: list(room.search(words, most)) for room in every() if room.search}
    return {name: hits for name, hits in answers.items() if hits}


def never_updated() -> frozenset[str]:
    """The tables whose rows stay as they were written."""
    return frozenset(table for room in every() for table in (*room.append_only, *room.insert_delete))


def kept(initiative_id: int) -> str:
    """Why an idea can't be taken back now, in the first sentence that a room has for it; "" when it can."""
    sentences = (room.keeps(initiative_id) for room in every() if room.keeps)
    return next((sentence for sentence in sentences if sentence), "")

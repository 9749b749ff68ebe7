"""A year of 27 areas with four rounds each, by the clock: from the suggestion to the grants.

Everything is done by real actions at the moment at which it would be done; only letters are not printed.
To save time most rounds get three ideas and three votes; six get as many as real rounds had (45 to 185). On
PostgreSQL, where every step takes longer, nine areas do.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from smederij.base.clock import at
from smederij.base.models import Event
from smederij.base.money import ZERO, Money, euros
from smederij.people.actions import give_hat, meet
from smederij.people.models import Actor
from smederij.people.testing import Cast
from smederij.places.actions import NewArea, add
from smederij.places.models import Area, AreaKind
from smederij.pots import actions as pots
from smederij.pots import audit
from smederij.pots.models import Grant, Pot
from smederij.pots.queries import available
from smederij.rounds import actions, rules, winnings, year, year_pages
from smederij.rounds.actions import Choice, Pattern, new_nonce
from smederij.rounds.models import Entry, Phase, Round, Season
from smederij.rounds.rules import Choices, LookWords, Timetable
from smederij.rounds.testing import idea, people

YEAR, SEASONS = 2026, 4
AREAS = 27 if connection.vendor == "sqlite" else 9
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POT, FEW = euros(12_000), 3
REAL = dict(zip(itertools.product((2, 4, 8), (1, 3)), (45, 62, 87, 104, 131, 185), strict=True))
LATE_LETTERS, LATE_LIST = (5, 2), (6, 3)  # one opens some days late, one misses its own end
ASKED = (900, 1400, 2300)
MOVES = ["round.check", "round.present", "round.vote", "round.counted", "round.do"]


@dataclass
class Village:
    """One area with its keeper, its pot, and its rounds by season."""

    area: Area
    keeper: Actor
    pot: Pot
    index: int
    rounds: dict[int, Round] = field(default_factory=dict)


@dataclass
class Diary:
    """What is done when, and when the clock ticks: before anything else at that moment."""

    lines: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    clock: set[datetime] = field(default_factory=set)
    order: Iterator[int] = field(default_factory=itertools.count)
    ticks: int = 0

    def on(self, moment: datetime, do: Callable[[datetime], None]) -> None:
        heapq.heappush(self.lines, (moment, next(self.order), do))

    def tick_at(self, moment: datetime) -> None:
        """The clock ticks, once however many rounds wait for it."""
        if moment not in self.clock:
            self.clock.add(moment)
            heapq.heappush(self.lines, (moment, -1, self._tick))

    def _tick(self, now: datetime) -> None:
        actions.tick(now)
        self.ticks += 1

    def live(self) -> None:
        """Go through the year."""
        while self.lines:
            moment, _order, do = heapq.heappop(self.lines)
            do(moment)


@dataclass(frozen=True)
class Life:
    """One round of one village, from the suggestion to the last tick."""

    cast: Cast
    village: Village
    season: Season
    diary: Diary

    @property
    def key(self) -> tuple[int, int]:
        return self.village.index, self.season.place

    @property
    def round(self) -> Round:
        return Round.objects.get(pk=self.village.rounds[self.season.place].pk)

    @property
    def voters(self) -> int:
        return REAL.get(self.key, FEW)

    def begin(self, now: datetime) -> None:
        """The keeper takes the suggestion; every fifth area moves its dates a week."""
        village = self.village
        found = year_pages.area_year(village.area, self.season.of, now=now)
        mine = next(one for one in found.suggestions if one.season == self.season)
        assert mine.is_open
        assert found.budget is not None
        times, evening = mine.dates.timetable, mine.dates.evening
        if village.index % 5 == 0:
            later = {name: getattr(times, name) + 7 * DAY for name in ("present_at", "vote_at", "closes_at")}
            times, evening = replace(times, **later), evening + 7 * DAY
        choice = Choice(
            title=f"{self.season.title} {YEAR}",
            pot=village.pot,
            budget=found.budget,
            timetable=times,
            evening=evening,
            where="Dorpshuis",
        )
        made = actions.accept(self.season, village.area, choice, by=village.keeper, now=now)
        village.rounds[self.season.place] = made
        self._write_in(Timetable.of(made))

    def _write_in(self, times: Timetable) -> None:
        evening = times.present_at or times.vote_at
        self.diary.on(times.collect_at + DAY, self.bring_ideas)
        self.diary.on((times.check_at or evening) + HOUR, self.look)
        self.diary.on(evening - 3 * DAY, self.nominate)
        letters = times.vote_at + (2 * DAY if self.key == LATE_LETTERS else -2 * DAY)
        if self.key == LATE_LIST:
            self.diary.on(times.closes_at + DAY, self.move_dates)
        else:
            self.diary.on(letters, self.make_letters)
            self.diary.on(times.closes_at - 30 * HOUR, self.vote)
        self._wait_for(times, now=times.collect_at)

    def _wait_for(self, times: Timetable, *, now: datetime) -> None:
        moments = [moment for _phase, moment in times.moments()]
        night, end = times.vote_at.replace(hour=3) + DAY, times.closes_at + 14 * DAY
        for moment in [*moments, night, end]:
            if moment > now:
                self.diary.tick_at(moment)
        if self.key == LATE_LETTERS:
            self.diary.tick_at(times.vote_at + 3 * DAY)

    def bring_ideas(self, now: datetime) -> None:
        for n, asked in enumerate(ASKED):
            posted = idea(
                f"Idee {n} {self.key}", asked=asked, by=self.cast.amina, area=self.village.area, now=now
            )
            actions.enter(self.round, posted, by=self.village.keeper, now=now)

    def look(self, now: datetime) -> None:
        entry = self.round.entries.order_by("pk")[0]
        words = LookWords(aspect="safety", free=True)
        actions.look(entry, words, owner=None, due=None, by=self.cast.noor, now=now)

    def nominate(self, now: datetime) -> None:
        for entry in self.round.entries.all():
            actions.nominate(entry, by=self.village.keeper, now=now)

    def make_letters(self, now: datetime) -> None:
        actions.import_roll(self.round, people(max(60, self.voters)), by=self.village.keeper, now=now)
        run = actions.issue_letters(self.round, by=self.village.keeper, now=now)
        CODES[self.round.pk] = [letter.code for letter in run.letters[: self.voters]]

    def move_dates(self, now: datetime) -> None:
        """Its vote never opened; the keeper gives it new dates."""
        times = replace(Timetable.of(self.round), vote_at=now + 3 * DAY, closes_at=now + 10 * DAY)
        assert self.round.phase == Phase.PRESENT
        actions.reschedule(self.round, times, by=self.village.keeper, now=now)
        self.diary.on(now + DAY, self.make_letters)
        self.diary.on(times.closes_at - 30 * HOUR, self.vote)
        self._wait_for(times, now=now)

    def vote(self, now: datetime) -> None:
        numbers = list(Entry.objects.filter(round=self.round).values_list("number", flat=True))
        for n, code in enumerate(CODES.pop(self.round.pk)):
            chosen = {numbers[n % 3] or 0: 1, numbers[(n // 2) % 3] or 0: 1, (numbers[0] or 0): 1}
            letter = actions.open_letter(code, network="::1", now=now)
            actions.cast(letter.token, new_nonce(), Choices(chosen), now=now)


CODES: dict[int, list[str]] = {}


def villages(cast: Cast, now: datetime) -> list[Village]:
    """The two of the cast and 25 more, each with a keeper and a filled pot."""
    areas = [cast.area, cast.other_area]
    for n in range(AREAS - len(areas)):
        new = NewArea(f"dorp-{n}", f"Dorp {n}", AreaKind.VILLAGE, residents=2000)
        areas.append(add(new, within=cast.root, by_id=None, now=now))
    return [_village(cast, area, n, now=now) for n, area in enumerate(areas)]


def _village(cast: Cast, area: Area, index: int, *, now: datetime) -> Village:
    keeper = meet(f"Hoeder {index}", now=now)
    give_hat("keeper", to=keeper, area=area, by=cast.ada, now=now)
    pot = pots.open_pot(area, name="Pot", purpose="Voor het dorp", by=keeper, now=now)
    key = f"pledge-of-this-year-{index}"
    pots.pledge(pot, funder=cast.library, amount=POT, by=cast.finn, now=now, key=key)
    return Village(area, keeper, pot, index)


@pytest.fixture
def now() -> datetime:
    return at(date(YEAR, 1, 5), hour=10)


@pytest.mark.slow
def test_a_year_of_all_areas_by_the_clock(cast: Cast, now: datetime) -> None:
    CODES.clear()
    names = ("Voorjaarsronde", "Zomerronde", "Najaarsronde", "Winterronde")
    seasons = list(zip(names, year_pages.first_evenings(YEAR), strict=True))
    whole = actions.write_year(YEAR, Pattern(a_night=2), seasons, by=cast.ada, now=now)
    here, diary = villages(cast, now), Diary()
    lives = [Life(cast, village, season, diary) for season in whole.seasons.all() for village in here]
    for life in lives:
        turn = life.village.index
        times = year.dates(life.season, turn=turn, year=whole).timetable
        diary.on(max(now, times.collect_at - 5 * DAY), life.begin)
    diary.live()
    every_round_ended_well(lives)
    every_move_was_logged_once(lives)
    the_books_are_right(here)
    end = at(date(YEAR + 1, 6, 1), hour=4)
    assert actions.tick(end) == 0
    assert diary.ticks > 100


def every_round_ended_well(lives: list[Life]) -> None:
    assert len(lives) == Round.objects.count() == AREAS * SEASONS
    for life in lives:
        round = life.round
        assert (round.phase, round.result.ballots) == (Phase.DO, life.voters), life.key
        assert winnings.won(round.result), life.key
        assert not winnings.not_granted(round.result), life.key
        assert round.pepper_destroyed_at is not None
        assert round.gathering is not None
        assert rules.objections_until(round) <= round.pepper_destroyed_at
    evenings = Counter(life.round.gathering.starts_at for life in lives if life.round.gathering)
    assert max(evenings.values()) <= 4  # two by the suggestion, and who moved a week may join


def every_move_was_logged_once(lives: list[Life]) -> None:
    counted = Counter(Event.objects.filter(subject_kind="round").values_list("subject_id", "kind"))
    for life in lives:
        told = {kind: counted[life.round.pk, kind] for kind in MOVES}
        assert told == dict.fromkeys(MOVES, 1), life.key


def the_books_are_right(here: list[Village]) -> None:
    assert not audit.run(now=at(date(YEAR + 1, 3, 1), hour=12)).problems
    for village in here:
        given = sum((grant.amount for grant in Grant.objects.filter(pot=village.pot)), ZERO)
        left: Money = available(village.pot)
        assert left + given == POT
        assert given > ZERO

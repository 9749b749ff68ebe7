"""The rounds of the other areas: each at its own point of the year, played in the order of the clock.

A script is a list of moments with what happens then; all scripts together are played from the oldest moment
to today, so that the clock never goes back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from smederij.agreements import actions as agreements
from smederij.base.money import euros
from smederij.cli.example import ground, life
from smederij.cli.example import people as cast
from smederij.cli.example.load import Town, add_area, settle, top_up
from smederij.cli.example.people import Person
from smederij.cli.example.rounds import IBAN, enter_all, roll, vote
from smederij.cli.example.towns import FORGES, VILLAGES, Forge
from smederij.cli.example.wishes import Wish, agreed, wishes
from smederij.gatherings import actions as gatherings
from smederij.initiatives import actions as initiatives
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.models import HatKind
from smederij.pots import actions as pots
from smederij.pots.models import Grant, Pot
from smederij.rounds import actions as rounds
from smederij.rounds.models import Round
from smederij.rounds.rules import Timetable

# How many days ago the voting of a round opened (below zero: still to come), by season.
OPENED = {
    "sign": -10,
    "collect": -26,
    "check": -18,
    "nominate": -11,
    "present": -2,
    "vote": 5,
    "result": 24,
    "do": 70,
}
VOTING_DAYS = 14
GIVERS = {"Gemeente Hamerveen": 60, "Woonstee": 25, "Wonen Hamerland": 15}  # percent of a pot
HATS = ((HatKind.KEEPER, HatKind.GROUP), (HatKind.GROUP,), (HatKind.RESIDENT,), (HatKind.RESIDENT,))
WISHES, AGREED = wishes(), agreed()
Step = tuple[datetime, Callable[[], None]]


@dataclass
class Season:
    """One area's round as it is played."""

    town: Town
    forge: Forge
    folk: tuple[Person, ...]
    opened: int
    pot: Pot
    ideas: list[Initiative] = field(default_factory=list)
    round: Round | None = None
    codes: Sequence[str] = ()

    @property
    def keeper(self) -> Person:
        """Who runs it."""
        return self.folk[0]

    def going(self) -> Round:
        """The round, once it was planned."""
        if self.round is None:
            raise LookupError(self.forge.slug)
        return self.round

    def at(self, days: int, hour: int = 10) -> datetime:
        """A moment so many days from the opening of the vote."""
        return self.town.day(days - self.opened, hour)


def play(town: Town) -> None:
    """Everybody moves in, every pot is filled, and the year goes by until today."""
    steps: list[Step] = []
    for number, forge in enumerate(FORGES):
        town.areas[forge.slug] = add_area(town, forge)
        steps += _script(_move_in(town, forge, number=number))
    for village in VILLAGES:  # one area worker for the villages, beside Els for all
        people.give_hat(
            HatKind.AREA_WORKER, to=town.who(cast.MOHAMED), area=town.areas[village.slug], by=None,
            now=town.day(-480),
        )  # fmt: skip
    ground.survey(town)
    moments: dict[datetime, list[Callable[[], None]]] = {}
    for moment, act in steps:
        moments.setdefault(moment, []).append(act)
    for moment in sorted(moments):
        if moment <= town.today:
            for act in moments[moment]:
                act()
    life.happen(town)
    rounds.tick(town.today)


def _move_in(town: Town, forge: Forge, *, number: int) -> Season:
    folk = forge.people(number)
    for person, hats in zip(folk, HATS, strict=True):
        settle(town, person, area=town.areas[forge.slug], hats=hats)
    pot = pots.open_pot(
        town.areas[forge.slug], name=f"Pot van {forge.name}",
        purpose="Voor wat bewoners zelf willen doen in hun buurt.", by=town.who(folk[0]), now=town.day(-120),
    )  # fmt: skip
    top_up(town, pot, gifts=_gifts(forge.euros), days=-119)
    _agree(town, forge, by=folk[0])
    return Season(town, forge, folk, OPENED.get(forge.season, 0), pot)


def _agree(town: Town, forge: Forge, *, by: Person) -> None:
    for turn, one in enumerate(AGREED.get(forge.slug, ())):
        agreements.adopt(
            town.areas[forge.slug], text=one.text, agreed_on=town.day(-130 - turn).date(),
            agreed_where=f"Buurtavond in {forge.hall}", rule=one.rule, parameters=one.parameters,
            by=town.who(by), now=town.day(-125),
        )  # fmt: skip


def _gifts(total: int) -> dict[str, int]:
    """Who puts in how many whole euros; the municipality rounds it off."""
    gifts = {name: total * share // 100 for name, share in GIVERS.items()}
    gifts["Gemeente Hamerveen"] += total - sum(gifts.values())
    return gifts


def _script(season: Season) -> list[Step]:
    """From ideas to doing, as far as the season says; in a quiet place ideas stand on their own."""
    wishes = WISHES.get(season.forge.slug, ())
    first = -31 if season.forge.season != "quiet" else -40
    posted: list[Step] = [
        (season.at(first + turn, 19), lambda wish=wish: _post(season, wish))  # type: ignore[misc]
        for turn, wish in enumerate(wishes)
    ]
    if season.forge.season == "quiet":
        return posted
    if season.forge.season == "sign":  # all fits: who carries the round goes on without a vote, see life.py
        return [(season.at(-33), lambda: _plan(season)), *posted, (season.at(-16), lambda: _enter(season))]
    clock = [season.at(day, 12) for day in (-23, -15, -9, -2, 0)] + [season.at(VOTING_DAYS, 21)]
    return [
        (season.at(-33), lambda: _plan(season)),
        *posted,
        (season.at(-10), lambda: _draw_up(season)),
        *((moment, lambda moment=moment: _tick(moment)) for moment in clock),
        (season.at(1), lambda: _vote(season)),
        (season.at(VOTING_DAYS + 12), lambda: _pay(season)),
    ]


def _tick(moment: datetime) -> None:
    rounds.tick(moment)


def _post(season: Season, wish: Wish) -> None:
    draft = initiatives.Draft(
        title=wish.title, text=wish.text, asked=euros(wish.asked) if wish.asked else None, needs=wish.needs
    )
    idea = initiatives.post(
        draft,
        area=season.town.areas[season.forge.slug],
        by=season.town.who(season.folk[wish.of]),
        reach=None,
        now=season.at(-31 + len(season.ideas), 19),
    )
    season.ideas.append(idea)


def _plan(season: Season) -> None:
    town, forge, now = season.town, season.forge, season.at(-33)
    evening = gatherings.call(
        town.areas[forge.slug], title=f"Vertelavond in {forge.name}", starts_at=season.at(-1, 20),
        place=forge.hall, text="Wie een idee heeft, vertelt erover. Wie nieuwsgierig is, ook.",
        by=town.who(season.keeper), now=now,
    )  # fmt: skip
    timetable = Timetable(
        collect_at=season.at(-32), check_at=season.at(-20), nominate_at=season.at(-12),
        present_at=season.at(-3), vote_at=season.at(0), closes_at=season.at(VOTING_DAYS, 20),
    )  # fmt: skip
    plan = rounds.Plan(title="Winterronde", budget=euros(forge.euros), timetable=timetable, gathering=evening)
    season.round = rounds.plan(season.pot, plan, by=town.who(season.keeper), now=now)


def _draw_up(season: Season) -> None:
    """What asks money goes on the ballot, the list of people comes in, and the letters go round."""
    town, one, who = season.town, season.going(), season.town.who(season.keeper)
    _enter(season)
    rounds.import_roll(
        one, roll(town, season.forge.slug, season.forge.residents // 8), by=who, now=season.at(-10, 14)
    )
    letters = rounds.issue_letters(one, by=who, now=season.at(-10, 15))
    season.codes = [letter.code for letter in letters.letters]


def _enter(season: Season) -> None:
    listed = [idea for idea in season.ideas if idea.asked]
    first = -17 if season.forge.season == "sign" else -11
    enter_all(season.town, season.going(), listed, by=season.keeper, days=first - season.opened)


def _vote(season: Season) -> None:
    """Between 45 and 185 people vote; where voting is still on, the first of them."""
    most = min(185, 45 + season.forge.residents // 24)
    voted = most if season.forge.season != "vote" else most // 3
    vote(season.town, season.going(), season.codes[:voted], days=1 - season.opened)


def _pay(season: Season) -> None:
    """A while after the result the first winner gets the money: the keeper orders, finance approves."""
    grant = Grant.objects.filter(pot=season.pot).order_by("pk").first()
    if grant is None:
        return
    payment = pots.order_payment(
        grant, amount=grant.amount, payee=f"Buurtvereniging {season.forge.name}", iban=IBAN,
        by=season.town.who(season.keeper), now=season.at(VOTING_DAYS + 12),
        key=f"example-{season.forge.slug}",
    )  # fmt: skip
    if season.forge.season == "do":
        who = season.town.who(cast.FINN)
        pots.approve(payment, by=who, now=season.at(VOTING_DAYS + 13))
        pots.record_paid(
            payment, bank_reference=f"HV-{season.forge.slug}", by=who, now=season.at(VOTING_DAYS + 14)
        )

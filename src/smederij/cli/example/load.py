"""Hamerveen comes to life: every row made by the same actions people use, with the clock set back."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from smederij.base import clock
from smederij.base.money import euros
from smederij.cli.example import history, ideas
from smederij.cli.example import people as cast
from smederij.cli.example.ideas import Idea
from smederij.cli.example.people import Person, Place
from smederij.cli.example.towns import FORGES, Forge
from smederij.initiatives import actions as initiatives
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.models import Actor, ActorKind, HatKind
from smederij.places import actions as places
from smederij.places.models import Area, AreaKind
from smederij.pots import actions as pots
from smederij.pots.models import Pot

Say = Callable[[str], None]
RESIDENTS = 55_000


@dataclass
class Town:
    """What has been made so far; `day(n)` is a moment n days from the start of the example's today."""

    today: datetime
    say: Say
    root: Area
    areas: dict[str, Area] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    funders: dict[str, Actor] = field(default_factory=dict)
    dice: random.Random = field(default_factory=lambda: random.Random(1907))

    def day(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        date = self.today.astimezone(clock.AMSTERDAM).date() + timedelta(days=days)
        return clock.at(date, hour=hour, minute=minute)

    def who(self, person: Person) -> Actor:
        return self.people[person.name]


def load(*, now: datetime, say: Say) -> list[str]:
    """The four areas that are told at length; gives letter codes of De Weide that a visitor can vote with."""
    return _tell(found(now, say=say))


def load_all(*, now: datetime, say: Say) -> list[str]:
    """All 27 areas. Gives the same codes."""
    from smederij.cli.example import seasons

    town = found(now, say=say)
    codes = _tell(town)
    say(f"{len(FORGES)} more neighbourhoods and villages, each at its own point of the year")
    seasons.play(town)
    return codes


def _tell(town: Town) -> list[str]:
    from smederij.cli.example import rounds

    settle_in(town)
    town.say("past rounds of a real village")
    history.record(town)
    town.say("Lage Brug: a round that was paid and told, and the next one")
    rounds.lage_brug(town)
    town.say("Kerkeveld: ideas come in")
    rounds.kerkeveld(town)
    town.say("De Weide: voting is on")
    return rounds.de_weide(town)


def found(now: datetime, *, say: Say) -> Town:
    """The municipality and its areas."""
    root = places.add(
        places.NewArea("hamerveen", "Hamerveen", AreaKind.MUNICIPALITY, residents=RESIDENTS),
        within=None, by_id=None, now=now - timedelta(days=500),
    )  # fmt: skip
    town = Town(today=now, say=say, root=root)
    for place in (*cast.PLACES, cast.REAL):
        town.areas[place.slug] = add_area(town, place)
    return town


def add_area(town: Town, place: Place | Forge) -> Area:
    """A neighbourhood or village of the municipality."""
    new = places.NewArea(place.slug, place.name, AreaKind(place.kind), place.residents, place.motto)
    return places.add(new, within=town.root, by_id=None, now=town.day(-500))


HATS: Sequence[tuple[Person, str, tuple[HatKind, ...]]] = (
    (cast.ELS, "hamerveen", (HatKind.AREA_WORKER,)),
    (cast.FINN, "hamerveen", (HatKind.FINANCE,)),
    (cast.NOOR, "hamerveen", (HatKind.STAFF,)),
    (cast.MOHAMED, "hamerveen", (HatKind.STAFF,)),
    (cast.WILMA, "hamerveen", (HatKind.STEERING, HatKind.FUNDER)),
    (cast.TAMARA, "hamerveen", (HatKind.COUNCIL,)),
    (cast.SJOERD, "hamerveen", (HatKind.ADMIN,)),
    (cast.CHEN, "de-weide", (HatKind.KEEPER, HatKind.GROUP, HatKind.RESIDENT)),
    (cast.AMINA, "de-weide", (HatKind.RESIDENT,)),
    (cast.BRAM, "de-weide", (HatKind.RESIDENT,)),
    (cast.FATIMA, "de-weide", (HatKind.RESIDENT, HatKind.GROUP)),
    (cast.JOOP, "de-weide", (HatKind.RESIDENT, HatKind.COUNTER)),
    (cast.DALIA, "kerkeveld", (HatKind.RESIDENT,)),
    (cast.SEM, "kerkeveld", (HatKind.KEEPER, HatKind.GROUP, HatKind.RESIDENT)),
    (cast.GRIETJE, "lage-brug", (HatKind.KEEPER, HatKind.GROUP, HatKind.RESIDENT)),
    (cast.WILLEM, "lage-brug", (HatKind.RESIDENT, HatKind.GROUP)),
    (cast.ROOS, "lage-brug", (HatKind.RESIDENT,)),
)


def settle_in(town: Town) -> None:
    """People with their hats, a login each, and those who fill the pots."""
    for person, slug, hats in HATS:
        area = town.root if slug == town.root.slug else town.areas[slug]
        settle(town, person, area=area, hats=hats)
    for name in ("Gemeente Hamerveen", "Woonstee", "Wonen Hamerland"):
        town.funders[name] = people.meet(name, kind=ActorKind.ORGANISATION, now=town.day(-480))


def settle(town: Town, person: Person, *, area: Area, hats: Sequence[HatKind]) -> None:
    """Someone comes to live or work here: who they are, what they do, and a way to sign in."""
    actor = people.meet(
        person.name,
        full_name=person.full_name,
        phone=person.phone,
        email=person.email,
        now=town.day(-480),
    )
    _found_at(actor, person)
    for hat in hats:
        people.give_hat(hat, to=actor, area=area, by=None, now=town.day(-480))
    people.open_login(person.email, now=town.day(-480))
    town.people[person.name] = actor


def _found_at(actor: Actor, person: Person) -> None:
    actor.where, actor.face = person.where, person.face
    actor.save(update_fields=["where", "face"])


def fill_pot(town: Town, slug: str, *, keeper: Person, gifts: dict[str, int], days: int) -> Pot:
    """A pot for an area with what its funders put in, in whole euros."""
    pot = pots.open_pot(
        town.areas[slug], name=f"Pot van {town.areas[slug].name}",
        purpose="Voor wat bewoners zelf willen doen in hun buurt.", by=town.who(keeper), now=town.day(days),
    )  # fmt: skip
    top_up(town, pot, gifts=gifts, days=days)
    return pot


def top_up(town: Town, pot: Pot, *, gifts: dict[str, int], days: int) -> None:
    """Funders put money in a pot."""
    for name, amount in gifts.items():
        pots.pledge(
            pot, funder=town.funders[name], amount=euros(amount), by=town.who(cast.FINN),
            now=town.day(days), key=f"example-{pot.pk}-{town.funders[name].pk}-{abs(days)}",
        )  # fmt: skip


def post(town: Town, idea: Idea, *, slug: str, days: int) -> Initiative:
    """An idea, posted by who has it."""
    draft = initiatives.Draft(
        title=idea.title, text=idea.text, asked=euros(idea.asked) if idea.asked else None,
        scene=idea.scene, needs=idea.needs, picture=None,
    )  # fmt: skip
    return initiatives.post(
        draft,
        area=town.areas[slug],
        by=town.who(idea.who),
        reach=None,
        now=town.day(days, 20, town.dice.randrange(60)),
    )


def post_all(town: Town, listed: Sequence[Idea], *, slug: str, days: int) -> list[Initiative]:
    """Ideas, a day apart."""
    return [post(town, idea, slug=slug, days=days + number) for number, idea in enumerate(listed)]


__all__ = ["Town", "fill_pot", "ideas", "load", "post_all", "top_up"]

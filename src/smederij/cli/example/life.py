"""What happens around the ideas: people begin, carry, remark, run into something, tell, stop."""

from datetime import date

from smederij.base.money import euros
from smederij.cli.example import people as cast
from smederij.cli.example.load import Town
from smederij.initiatives import actions as initiatives
from smederij.initiatives.actions import Hurdle
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.models import Actor, HatKind
from smederij.pots import actions as pots
from smederij.pots.actions import Purpose
from smederij.pots.models import Pot
from smederij.rounds import actions as rounds
from smederij.rounds.models import Round
from smederij.stories import actions as stories

SEASONS = (("Lenteronde", 3, 9), ("Zomerronde", 6, 2), ("Herfstronde", 9, 7), ("Winterronde", 11, 16))
WASHING = """Eerst zaten we er met z'n vieren. De machines draaiden toch, dus je praat.

Toen bracht Esra haar naaimachine mee. Nu komt de een met een knoop en de ander met een broek, en wie niets te
wassen heeft komt ook. Wim van de zesde zag ik acht jaar lang alleen in de lift. Hij blijkt te kunnen zingen.

We zoeken nog iemand die op donderdag de koffie zet."""


def happen(town: Town) -> None:
    """All of it, from the oldest to the newest."""
    _walking(town)
    _the_shield(town)
    _end_of_the_road(town)
    _in_the_way(town)
    _granted(town)
    _without_a_vote(town)
    _next_year(town)
    _follow(town)


def _find(title: str) -> Initiative:
    return Initiative.objects.select_related("area").get(title=title)


def _neighbours(town: Town, slug: str) -> list[Actor]:
    """Who lives there, longest known first."""
    live = Actor.objects.filter(hats__area__slug=slug).exclude(hats__kind=HatKind.AREA_WORKER)
    return list(live.distinct().order_by("pk"))


def _walking(town: Town) -> None:
    """Begun without money and without a round."""
    walk, dalia = _find("Op maandag samen wandelen"), town.who(cast.DALIA)
    for who in (cast.AMINA, cast.JOOP, cast.FATIMA, cast.BRAM):
        initiatives.stand_behind(walk, named=who is not cast.BRAM, by=town.who(who), now=town.day(-11))
    initiatives.begin(walk, by=dalia, now=town.day(-9))
    initiatives.update(
        walk, text="De eerste keer waren we met zeven, en drie honden. Het regende, niemand vond dat erg.",
        picture=None, by=dalia, now=town.day(-8, 14),
    )  # fmt: skip
    initiatives.remark(
        walk, text="Kan het ook een keer langs de volkstuinen? Dan zet ik koffie in het huisje.",
        by=town.who(cast.JOOP), reach=None, now=town.day(-7),
    )  # fmt: skip
    initiatives.update(
        walk, text="Nu met elf. Joop zette koffie in zijn tuinhuis, en Fatima had koek.",
        picture=None, by=dalia, now=town.day(-1, 14),
    )  # fmt: skip


def _the_shield(town: Town) -> None:
    """Won, done and told; and something else came out of it."""
    washing, shop = _find("Een wasdag met koffie"), _find("Gratis winkel in de fietsenkelder")
    esra, sanne = town.people["Esra"], town.people["Sanne"]
    initiatives.begin(washing, by=esra, now=town.day(-40))
    initiatives.finish(washing, by=esra, now=town.day(-12))
    stories.tell(
        washing, title="Wie niets te wassen heeft, komt ook", text=WASHING, picture=None, by=esra,
        now=town.day(-11),
    )  # fmt: skip
    initiatives.sprang_from(shop, washing, by=sanne, now=town.day(-30))
    initiatives.begin(shop, by=sanne, now=town.day(-29))
    initiatives.update(
        shop, text="De eerste zaterdag: veertien jassen gebracht, elf opgehaald.", picture=None, by=sanne,
        now=town.day(-20),
    )  # fmt: skip


def _end_of_the_road(town: Town) -> None:
    """Who carried it can't any more: others can take it over."""
    posts, pim = _find("Paaltjes met verhalen langs de weg"), town.people["Pim"]
    initiatives.begin(posts, by=pim, now=town.day(-35))
    initiatives.update(
        posts, text="De vijfde paal staat, bij de dijk. Ik verhuis in januari naar mijn dochter.",
        picture=None, by=pim, now=town.day(-10),
    )  # fmt: skip
    initiatives.lay_down(posts, by=pim, now=town.day(-9))


def _in_the_way(town: Town) -> None:
    """A no is an obstacle, with somebody who works on it and a date."""
    bridge, mohamed = _find("Een brug van planken over de sloot"), town.who(cast.MOHAMED)
    hurdle = Hurdle(
        words="De sloot is van het waterschap, en dat wil weten hoe hoog de brug wordt.", owner=mohamed,
        step="Mohamed gaat dinsdag met Lubbert en de dijkopzichter kijken.", days=5, told=True,
    )  # fmt: skip
    initiatives.raise_obstacle(bridge, hurdle, by=mohamed, now=town.day(-2))
    street = _find("Speelstraat op woensdagmiddag")
    solved = initiatives.raise_obstacle(
        street,
        Hurdle(
            words="Voor een afgesloten straat vroeg men een vergunning van acht weken.",
            owner=town.who(cast.ELS), step="Els vraagt of het als straatfeest mag.", days=5, told=True,
        ),
        by=town.who(cast.ELS), now=town.day(-4, 9),
    )  # fmt: skip
    how = "Het mag als straatfeest, met een berichtje aan de wijkagent. Dat scheelt zeven weken."
    initiatives.solve(solved, how=how, by=town.who(cast.ELS), now=town.day(-2, 16))


def _granted(town: Town) -> None:
    """Money for later: what was left is put aside for what everybody wants."""
    pot, wim = Pot.objects.get(area__slug="het-schild"), town.people["Wim"]
    pots.pledge(
        pot, funder=town.funders["Wonen Hamerland"], amount=euros(1200), by=town.who(cast.FINN),
        now=town.day(-28), key="example-lift",
    )  # fmt: skip
    lift = Purpose("Lift naar het dakterras", "Zodat iedereen boven komt, ook wie slecht ter been is.")
    pots.set_aside(
        pot, purpose=lift, amount=euros(1000),
        decided="Flatvergadering van oktober, 71 mensen", by=wim, now=town.day(-27), key="example-lift-aside",
    )  # fmt: skip


def _without_a_vote(town: Town) -> None:
    """In Drieboer all fits the pot: people sign, and may object."""
    pot, evert = Pot.objects.get(area__slug="drieboer"), town.people["Evert"]
    one = Round.objects.filter(pot=pot).exclude(phase="do").order_by("-pk").first()
    if one is None:
        return
    rounds.begin(one, by=evert, now=town.day(-5))
    for neighbour in _neighbours(town, "drieboer"):
        for entry in one.entries.exclude(nominated_at=None):
            rounds.sign(entry, by=neighbour, now=town.day(-4))
    listed = list(one.entries.exclude(nominated_at=None).order_by("pk"))
    for number, (entry, count) in enumerate(zip(listed, (9, 7, 12), strict=False), start=1):
        for counter in (evert, town.people["Lies"]):
            rounds.count_list(entry, number, count, by=counter, now=town.day(-3))


def _next_year(town: Town) -> None:
    """Four rounds are suggested to every area; each makes of it what it likes."""
    year = town.day(0).year + 1
    seasons = [(title, date(year, month, day)) for title, month, day in SEASONS]
    rounds.write_year(year, rounds.Pattern(), seasons, by=town.who(cast.ELS), now=town.day(-15))


def _follow(town: Town) -> None:
    """Some like to know."""
    people.follow(town.areas["de-weide"], by=town.who(cast.AMINA), now=town.day(-30))
    people.follow(_find("Op maandag samen wandelen"), by=town.who(cast.JOOP), now=town.day(-10))
    for slug in ("het-schild", "drieboer"):
        for neighbour in _neighbours(town, slug)[2:]:
            people.follow(town.areas[slug], by=neighbour, now=town.day(-20))

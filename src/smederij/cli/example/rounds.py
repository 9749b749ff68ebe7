"""Three rounds in three villages: one paid and told, one collecting, one where people vote now."""

from collections.abc import Collection, Sequence

from smederij.agreements import actions as agreements
from smederij.agreements.models import RuleKind
from smederij.base.money import Money, euros
from smederij.cli.example import ideas
from smederij.cli.example import people as cast
from smederij.cli.example.ground import postcode
from smederij.cli.example.load import Town, fill_pot, post_all, top_up
from smederij.cli.example.people import Person
from smederij.gatherings import actions as gatherings
from smederij.initiatives.models import Initiative
from smederij.pots import actions as pots
from smederij.pots.models import Grant, Pot
from smederij.rounds import actions as rounds
from smederij.rounds.models import Aspect, BallotType, Entry, Round
from smederij.rounds.rules import Choices, LookWords, Timetable
from smederij.stories import actions as stories

STREETS = ("Kerkstraat", "Vaartkade", "Lindelaan", "Schoolpad", "Meidoornstraat", "Lage Dijk")
FAMILIES = (
    "Bakker",
    "Yilmaz",
    "Veenstra",
    "de Jong",
    "Haddad",
    "Prins",
    "van Dam",
    "Oostra",
    "Kuiper",
    "Mulder",
)
GIFTS = {
    "lage-brug": {"Gemeente Hamerveen": 1600, "Woonstee": 1000},
    "kerkeveld": {"Gemeente Hamerveen": 1400, "Woonstee": 800},
    "de-weide": {"Gemeente Hamerveen": 2300, "Woonstee": 1500},
}
POINTS = {"kind": "points", "most_choices": 3, "most_per_idea": 2}
AGREED = {
    "lage-brug": (("We verdelen drie punten, hoogstens twee op één idee.", RuleKind.BALLOT, POINTS),),
    "de-weide": (
        ("Iedereen kiest hoogstens drie ideeën.", RuleKind.BALLOT, {"kind": "approve", "most_choices": 3}),
        ("Eén idee krijgt hoogstens € 2.500.", RuleKind.CAP, {"amount": 250000}),
        ("Wie vorig jaar won, wacht een jaar.", RuleKind.SIT_OUT, {"years": 1}),
    ),
}
IBAN = "NL91ABNA0417164300"  # the example number that banks themselves print in their manuals


def agree(town: Town, slug: str, *, by: Person) -> None:
    """What an area agreed on its evening, some months ago."""
    for text, rule, parameters in AGREED[slug]:
        agreements.adopt(
            town.areas[slug],
            text=text,
            agreed_on=town.day(-150).date(),
            agreed_where="Buurtavond, 64 mensen",
            rule=rule,
            parameters=parameters,
            by=town.who(by),
            now=town.day(-150),
        )


def roll(town: Town, slug: str, count: int) -> list[rounds.RollRow]:
    """Invented neighbours at invented addresses, each once."""
    return [
        rounds.RollRow(
            name=f"{town.dice.choice('ABDEFGHJKLMNPRSTW')}. {town.dice.choice(FAMILIES)}",
            address=f"{STREETS[number % len(STREETS)]} {1 + number // len(STREETS)}",
            postcode=_spaced(postcode(slug, number % len(STREETS))),
            town="Hamerveen",
        )
        for number in range(count)
    ]


def _spaced(start: str) -> str:
    return f"{start[:4]} {start[4]}B"


def enter_all(town: Town, one: Round, listed: Sequence[Initiative], *, by: Person, days: int) -> list[Entry]:
    """Ideas into a round and onto its ballot."""
    who = town.who(by)
    entries = [rounds.enter(one, idea, by=who, now=town.day(days)) for idea in listed]
    return [rounds.nominate(entry, by=who, now=town.day(days, 11)) for entry in entries]


def vote(town: Town, one: Round, codes: Sequence[str], *, days: int) -> None:
    """People open their letters and vote, each in their own way: some ideas are loved more."""
    for code in codes:
        now = town.day(days + town.dice.randrange(3), 9 + town.dice.randrange(11))
        voting = rounds.open_letter(code, network="127.0.0.1", now=now)
        nonce = f"{town.dice.getrandbits(128):032x}"
        rounds.cast(voting.token, nonce, _choices(town, voting.round), now=now)


def _choices(town: Town, one: Round) -> Choices:
    listed = list(one.entries.exclude(number=None).order_by("entered_at", "pk"))
    weights = [len(listed) - place + 1 for place in range(len(listed))]
    points: dict[int, int] = {}
    for _turn in range(min(one.most_choices, 2 * len(listed))):
        entry = town.dice.choices(listed, weights)[0]
        if entry.number and points.get(entry.number, 0) < one.most_per_idea and _fits(one, entry, points):
            points[entry.number] = points.get(entry.number, 0) + 1
    return Choices(points=points)


def _fine(town: Town, entry: Entry, *, days: int) -> None:
    """Staff looked at safety and law, and nothing stands in the way."""
    for aspect in Aspect:
        words = LookWords(aspect=aspect, free=True)
        rounds.look(entry, words, owner=None, due=None, by=town.who(cast.NOOR), now=town.day(days))


def _fits(one: Round, entry: Entry, chosen: Collection[int]) -> bool:
    """Whether an idea still fits in the pot, where that is all a ballot asks."""
    if one.ballot_type != BallotType.BUDGET:
        return True
    others: list[Money] = [other.asked for other in one.entries.filter(number__in=chosen)]
    whole: Money = sum(others, entry.asked)
    return bool(whole <= one.budget)


def lage_brug(town: Town) -> None:
    """A round of last season: voted with points, paid and told. And the next, just before its evening."""
    agree(town, "lage-brug", by=cast.GRIETJE)
    pot = fill_pot(town, "lage-brug", keeper=cast.GRIETJE, gifts=GIFTS["lage-brug"], days=-90)
    _past_round(town, pot)
    grants = list(Grant.objects.filter(pot=pot).order_by("pk"))
    _pay(town, grants[0])
    _order(town, grants[1])
    story = grants[0].initiative
    stories.tell(
        story,
        title=ideas.STORY_TITLE,
        text=ideas.STORY_TEXT,
        picture=None,
        by=story.starter,
        now=town.day(-9),
    )
    _next_round(town, pot)


def _past_round(town: Town, pot: Pot) -> None:
    listed = post_all(town, ideas.LAGE_BRUG_DONE, slug="lage-brug", days=-80)
    evening = gatherings.call(
        town.areas["lage-brug"], title="Vertelavond in het dorpshuis", starts_at=town.day(-50, 19, 30),
        place="Dorpshuis Lage Brug", text="Vier mensen vertellen wat ze willen. Met soep.",
        by=town.who(cast.GRIETJE), now=town.day(-70),
    )  # fmt: skip
    timetable = Timetable(
        collect_at=town.day(-78), check_at=town.day(-60), present_at=town.day(-51), vote_at=town.day(-49),
        closes_at=town.day(-38, 20),
    )  # fmt: skip
    plan = rounds.Plan(title="Herfstronde", budget=euros(2600), timetable=timetable, gathering=evening)
    one = rounds.plan(pot, plan, by=town.who(cast.GRIETJE), now=town.day(-79))
    rounds.tick(town.day(-77))
    enter_all(town, one, listed, by=cast.GRIETJE, days=-66)
    rounds.import_roll(one, roll(town, "lage-brug", 150), by=town.who(cast.GRIETJE), now=town.day(-58))
    letters = rounds.issue_letters(one, by=town.who(cast.GRIETJE), now=town.day(-57))
    rounds.tick(town.day(-48))
    vote(town, one, [letter.code for letter in letters.letters[:87]], days=-47)
    rounds.tick(town.day(-44, 2))
    rounds.tick(town.day(-38, 20, 1))


def _pay(town: Town, grant: Grant) -> None:
    """Ordered by the keeper of the pot, approved by finance, paid by the bank."""
    payment = pots.order_payment(
        grant, amount=grant.amount, payee="Muziekvereniging Lage Brug", iban=IBAN, by=town.who(cast.GRIETJE),
        now=town.day(-33), key="example-stage",
    )  # fmt: skip
    pots.approve(payment, by=town.who(cast.FINN), now=town.day(-32))
    pots.record_paid(payment, bank_reference="HV-2031-0007", by=town.who(cast.FINN), now=town.day(-31))


def _order(town: Town, grant: Grant) -> None:
    """Ordered yesterday: it waits for someone of finance."""
    pots.order_payment(
        grant, amount=grant.amount, payee="Straatgroep Kerkstraat", iban=IBAN, by=town.who(cast.GRIETJE),
        now=town.day(-1, 20), key="example-benches",
    )  # fmt: skip


def _next_round(town: Town, pot: Pot) -> None:
    top_up(town, pot, gifts={"Gemeente Hamerveen": 1500, "Woonstee": 900}, days=-28)
    listed = post_all(town, ideas.LAGE_BRUG_NOW, slug="lage-brug", days=-20)
    evening = gatherings.call(
        town.areas["lage-brug"], title="Vertelavond in het dorpshuis", starts_at=town.day(2, 19, 30),
        place="Dorpshuis Lage Brug", text="Drie ideeën, drie verhalen, en koffie.",
        by=town.who(cast.GRIETJE), now=town.day(-20),
    )  # fmt: skip
    timetable = Timetable(
        collect_at=town.day(-22), check_at=town.day(-12), present_at=town.day(-1), vote_at=town.day(3),
        closes_at=town.day(17, 20),
    )  # fmt: skip
    plan = rounds.Plan(title="Winterronde", budget=euros(2400), timetable=timetable, gathering=evening)
    one = rounds.plan(pot, plan, by=town.who(cast.GRIETJE), now=town.day(-23))
    rounds.tick(town.day(-21))
    entries = enter_all(town, one, listed, by=cast.GRIETJE, days=-14)
    rounds.import_roll(one, roll(town, "lage-brug", 150), by=town.who(cast.GRIETJE), now=town.day(-10))
    rounds.issue_letters(one, by=town.who(cast.GRIETJE), now=town.day(-9))
    words = LookWords(
        aspect=Aspect.SAFETY, free=False, reason="De muur staat op een smalle dijk zonder hek.",
        next_step="Els vraagt het waterschap om een tijdelijk hek voor de schilderdagen.",
    )  # fmt: skip
    rounds.look(
        entries[2],
        words,
        owner=town.who(cast.ELS),
        due=town.day(5).date(),
        by=town.who(cast.NOOR),
        now=town.day(-8),
    )
    rounds.tick(town.today)


def kerkeveld(town: Town) -> None:
    """Ideas are coming in; there are no rules yet, only someone who decides."""
    pot = fill_pot(town, "kerkeveld", keeper=cast.SEM, gifts=GIFTS["kerkeveld"], days=-30)
    timetable = Timetable(
        collect_at=town.day(-9), check_at=town.day(12), present_at=town.day(26), vote_at=town.day(28),
        closes_at=town.day(42, 20),
    )  # fmt: skip
    plan = rounds.Plan(title="Eerste ronde van Kerkeveld", budget=euros(2200), timetable=timetable)
    one = rounds.plan(pot, plan, by=town.who(cast.SEM), now=town.day(-10))
    listed = post_all(town, ideas.KERKEVELD, slug="kerkeveld", days=-6)
    rounds.tick(town.day(-3))
    rounds.enter(one, listed[0], by=town.who(cast.SEM), now=town.day(-3, 12))


def de_weide(town: Town) -> list[str]:
    """Voting is on: 120 letters went round, 31 came back. Gives codes for visitors of the example."""
    agree(town, "de-weide", by=cast.CHEN)
    pot = fill_pot(town, "de-weide", keeper=cast.CHEN, gifts=GIFTS["de-weide"], days=-60)
    one = _open_round(town, pot)
    letters = rounds.issue_letters(one, by=town.who(cast.CHEN), now=town.day(-13))
    rounds.tick(town.day(-6, 12))
    codes = [letter.code for letter in letters.letters]
    vote(town, one, codes[:31], days=-5)
    rounds.tick(town.day(-2, 2))
    return codes[31:55]


def _open_round(town: Town, pot: Pot) -> Round:
    listed = post_all(town, ideas.WEIDE, slug="de-weide", days=-38)
    post_all(town, ideas.WEIDE_WITHOUT_MONEY, slug="de-weide", days=-12)
    evening = gatherings.call(
        town.areas["de-weide"], title="Vertelavond in het oude schooltje", starts_at=town.day(-8, 19, 30),
        place="Het oude schooltje", text="Vier buren vertellen wat ze willen maken.", by=town.who(cast.CHEN),
        now=town.day(-40),
    )  # fmt: skip
    timetable = Timetable(
        collect_at=town.day(-42), check_at=town.day(-26), nominate_at=town.day(-18), present_at=town.day(-9),
        vote_at=town.day(-6), closes_at=town.day(6, 20),
    )  # fmt: skip
    plan = rounds.Plan(title="Winterronde", budget=euros(3800), timetable=timetable, gathering=evening)
    one = rounds.plan(pot, plan, by=town.who(cast.CHEN), now=town.day(-43))
    rounds.tick(town.day(-41))
    for entry in enter_all(town, one, listed, by=cast.CHEN, days=-24):
        _fine(town, entry, days=-23)
    rounds.import_roll(one, roll(town, "de-weide", 120), by=town.who(cast.CHEN), now=town.day(-14))
    return one

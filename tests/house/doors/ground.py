"""What the doors stand on: one of each kind of person, and one of each thing that an address can name."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core import signing
from django.test import Client
from PIL import Image

from smederij.agreements.actions import adopt
from smederij.base import pictures, vault
from smederij.base.money import euros
from smederij.gatherings.actions import call
from smederij.initiatives import actions as ideas
from smederij.initiatives.models import Initiative
from smederij.initiatives.views.posted import SALT as POSTED
from smederij.people import actions as people
from smederij.people.following import sign, stop_url
from smederij.people.models import Actor, HatKind, thing
from smederij.people.sessions import CAME_IN
from smederij.people.testing import Cast
from smederij.pots import actions as pots
from smederij.pots.models import Grant, Transfer
from smederij.pots.testing import IBAN
from smederij.rounds import actions, kiosk
from smederij.rounds.models import About, Entry, Kiosk, Round
from smederij.rounds.rules import LookWords
from smederij.rounds.testing import agree, filled_pot, idea, nominated, planned
from smederij.rounds.testing import people as residents
from smederij.stories.actions import tell, withdraw

WEEK = timedelta(weeks=1)
Facts = dict[str, Any]

ROLES = {
    "visitor": "not signed in",
    "newcomer": "signed in, known to nobody, without a hat",
    "resident": "lives in this area",
    "initiator": "started the idea, and carries it",
    "group": "in the group of this area",
    "keeper": "keeps the pot of this area",
    "worker": "area worker of this area",
    "counter": "counts votes in this area",
    "elsewhere": "area worker, keeper and counter of another area",
    "funder": "puts money in the pots",
    "steering": "in the steering group",
    "staff": "works for the municipality",
    "finance": "does the municipality's finance",
    "admin": "administrator",
}


@dataclass(frozen=True)
class Ground:
    """Who stands before the doors (with the key of their session), what lies behind them, and when."""

    people: dict[str, Actor | None]
    sessions: dict[str, str]
    facts: Facts
    now: datetime


def lay(cast: Cast, now: datetime) -> Ground:
    """Everything by real actions, in the order in which it happens in a neighbourhood."""
    moment = now + 6 * WEEK
    people = _people(cast, now=now)
    facts: Facts = {"slug": cast.area.slug, "hat": cast.bram.hats.get().pk}
    _told(facts, cast, now=now)
    _rounds(facts, cast, now=now, moment=moment)
    _evening(facts, cast, now=moment)
    _without_vote(facts, cast, now=moment)
    _idea(facts, cast, now=moment)
    _money(facts, cast, now=moment)
    _links(facts, cast, now=moment)
    _hidden(facts, cast, now=moment)
    _year(facts, cast, now=moment)
    sessions = {name: _came_in(actor, at=moment) for name, actor in people.items()}
    return Ground(people, sessions, facts, moment)


def _came_in(actor: Actor | None, *, at: datetime) -> str:
    if actor is None:
        return ""
    client = Client()
    client.force_login(actor.logins.get())
    session = client.session
    session[CAME_IN] = at.timestamp()
    session.save()
    return str(session.session_key)


def _people(cast: Cast, *, now: datetime) -> dict[str, Actor | None]:
    def person(name: str, *hats: HatKind, area: Any = None) -> Actor:
        actor = people.meet(name, email=f"{name.lower()}@example.org", now=now)
        for hat in hats:
            people.give_hat(hat, to=actor, area=area, by=None, now=now)
        people.open_login(f"{name.lower()}@example.org", now=now)
        return actor

    keeper = person("Kees", HatKind.KEEPER, area=cast.area)
    elsewhere = person(
        "Wil", HatKind.AREA_WORKER, HatKind.KEEPER, HatKind.COUNTER, HatKind.GROUP, area=cast.other_area
    )
    return {
        "visitor": None,
        "newcomer": person("Nora"),
        "resident": cast.bram,
        "initiator": cast.amina,
        "group": person("Gert", HatKind.GROUP, area=cast.area),
        "keeper": keeper,
        "worker": cast.els,
        "counter": person("Tel", HatKind.COUNTER, area=cast.area),
        "elsewhere": elsewhere,
        "funder": person("Fonds", HatKind.FUNDER, area=cast.root),
        "steering": person("Stien", HatKind.STEERING, area=cast.root),
        "staff": cast.noor,
        "finance": cast.finn,
        "admin": cast.ada,
    }


def _told(facts: Facts, cast: Cast, *, now: datetime) -> None:
    bench = idea("A bench", asked=300, by=cast.amina, area=cast.area, now=now)
    photo = BytesIO()
    Image.new("RGB", (4, 4)).save(photo, "PNG")
    photo.seek(0)
    picture = pictures.keep(photo, alt="The bench", owner_id=None, now=now)
    story = tell(bench, title="The bench", text="It went well.", picture=picture, by=cast.amina, now=now)
    agreement = adopt(
        cast.area, text="We greet.", agreed_on=now.date(), agreed_where="hall", by=cast.chen, now=now
    )
    facts |= {"told": bench.public_id, "story": story.public_id, "agreement": agreement.pk}
    facts |= {"picture": picture.name, "width": 480}


def _rounds(facts: Facts, cast: Cast, *, now: datetime, moment: datetime) -> None:
    """Rounds at three moments of their life: counted, closed, people vote."""
    hour = timedelta(hours=1)
    begun = {"counted": now, "shut": now + WEEK - hour, "voting": now + 1.5 * WEEK}
    rounds = {
        name: planned(cast, pot=filled_pot(cast, name=f"Pot {name}", now=at), now=at)
        for name, at in begun.items()
    }
    for name in ("counted", "shut", "voting"):
        nominated(cast, rounds[name], now=begun[name])
        actions.import_roll(rounds[name], residents(3), by=cast.chen, now=begun[name])
        facts["code"] = actions.issue_letters(rounds[name], by=cast.chen, now=begun[name]).letters[0].code
    for at in (now + 4 * WEEK, now + 5 * WEEK - hour):
        actions.tick(at)
    _table(facts, cast, rounds["shut"], at=now + 5.5 * WEEK)
    for at in (now + 5 * WEEK, now + 5.5 * WEEK):
        actions.tick(at)
    _table(facts, cast, rounds["voting"], at=moment)
    kiosk_pair = kiosk.pair_of(secrets.token_hex(16))
    tablet: Kiosk = actions.couple(_again(rounds["voting"]), kiosk_pair, by=cast.chen, now=moment)
    heard = actions.complain(
        _again(rounds["voting"]), About.NO_LETTER, "No letter.", by=cast.chen, now=moment
    )
    facts["complaint"] = heard.pk
    facts |= {name: round.pk for name, round in rounds.items()}
    facts["tablet"] = tablet.pk


def _again(round: Round) -> Round:
    return Round.objects.select_related("pot__area").get(pk=round.pk)


def _table(facts: Facts, cast: Cast, round: Round, *, at: datetime) -> None:
    """A table that two opened in the hall, and a paper that one person got there."""
    round = _again(round)
    at = min(at, round.closes_at - timedelta(minutes=1))
    for who in (cast.chen, cast.els):
        actions.open_table(round, by=who, now=at)
    first, second = round.roll.order_by("pk")[:2]
    given = actions.give_paper(first, by=cast.chen, now=at)
    facts |= {"given": given.pk, "person": second.pk, "batch": round.batches.order_by("pk")[0].pk}


def _evening(facts: Facts, cast: Cast, *, now: datetime) -> None:
    """An idea in the new round that waits for a decision, with something in its way."""
    shut = _again(Round.objects.get(pk=facts["shut"]))
    for who in (cast.chen, cast.els):
        actions.count_box(shut, 1, by=who, now=now)
    agree(cast, "ideas", {"most": 1}, now=now - WEEK)
    round = planned(cast, pot=filled_pot(cast, name="Pot new", now=now), now=now)
    entries = [
        actions.enter(
            round, idea(title, asked=100, by=cast.amina, area=cast.area, now=now), by=cast.chen, now=now
        )
        for title in ("A swing", "A fence")
    ]
    words = LookWords("safety", free=False, reason="Too high.", next_step="We measure it.")
    look = actions.look(entries[0], words, owner=cast.noor, due=(now + WEEK).date(), by=cast.noor, now=now)
    facts |= {"entry": entries[1].pk, "look": look.pk, "round": round.pk}


def _without_vote(facts: Facts, cast: Cast, *, now: datetime) -> None:
    """A round that goes without a vote: somebody objected to an idea."""
    agree(cast, "settle", {"signatures": 2, "objection_days": 14}, now=now - 5 * WEEK)
    round = planned(cast, pot=filled_pot(cast, name="Pot signing", now=now), budget=euros(1500), now=now)
    posted = idea("A meal", asked=600, by=cast.amina, area=cast.area, now=now)
    entry: Entry = actions.enter(round, posted, by=cast.chen, now=now)
    actions.nominate(entry, by=cast.chen, now=now)
    actions.begin(round, by=cast.chen, now=now)
    said = actions.Said(name="Gerda", phone="06 1234 5678", reason="It blocks my door.", key="key-1")
    objection = actions.object_to(entry, said, by=None, now=now)
    facts |= {"signing": round.pk, "signed": entry.pk, "objection": objection.pk}


def _idea(facts: Facts, cast: Cast, *, now: datetime) -> None:
    """A living idea with all that can hang on it."""
    draft = ideas.Draft(title="A garden", needs=[("hands", "Diggers")])
    garden = ideas.post(draft, area=cast.area, by=cast.amina, reach=None, now=now)
    bench = Initiative.objects.get(public_id=facts["told"])
    ideas.sprang_from(garden, bench, by=cast.amina, now=now)
    invite = ideas.invite(garden, name="Bo", by=cast.amina, now=now)
    carrier_offer = ideas.offer_to_carry(garden, by=cast.dalia, now=now)
    update = ideas.update(garden, text="We dug.", picture=None, by=cast.amina, now=now)
    remark = ideas.remark(garden, text="Good!", by=cast.dalia, reach=None, now=now)
    hurdle = ideas.Hurdle("The gate is locked", cast.amina, "Ask for the key", 5)
    obstacle = ideas.raise_obstacle(garden, hurdle, by=cast.amina, now=now)
    offer = ideas.offer(ideas.Help(), initiative=garden, by=cast.dalia, reach=None, now=now)
    facts |= {
        "idea": garden.public_id,
        "need": garden.needs.get().pk,
        "source": bench.public_id,
        "invite": invite.public_id,
        "carrier_offer": carrier_offer.public_id,
        "update": update.public_id,
        "remark": remark.public_id,
        "obstacle": obstacle.public_id,
        "offer": offer.public_id,
        "posted": signing.dumps(garden.pk, salt=POSTED),
    }
    evening = call(cast.area, title="Talk", starts_at=now + WEEK, place="Hall", by=cast.chen, now=now)
    facts["gathering"] = evening.public_id


def _money(facts: Facts, cast: Cast, *, now: datetime) -> None:
    """A pot, a grant of which something was paid and something came back, a payment that waits."""
    pot = filled_pot(cast, name="Pot now", now=now)
    awards = [pots.Award(Initiative.objects.get(public_id=facts["idea"]), euros(900))]
    [grant] = pots.award(
        pot, awards, key_prefix="doors", report_weeks=None, receipts_from=euros(50), by=None, now=now
    )
    paid = _order(grant, cast, key="order-one", now=now)
    pots.approve(paid, by=cast.finn, now=now)
    pots.record_paid(paid, bank_reference="REF-1", by=cast.finn, now=now)
    repaid = pots.repay(
        grant, amount=euros(10), bank_reference="IN-1", by=cast.finn, now=now, key="repay-one"
    )
    waits = _order(grant, cast, key="order-two", now=now)
    later = pots.Purpose("House", "For later")
    aside = pots.set_aside(
        pot, purpose=later, amount=euros(5), decided="Us", by=cast.chen, now=now, key="aside-one"
    )
    photo = BytesIO()
    Image.new("RGB", (4, 4)).save(photo, "WEBP")
    receipt = pots.hand_in(
        grant,
        file=vault.keep("receipts", photo.getvalue(), suffix="webp"),
        by=cast.amina,
        now=now,
        key="receipt-one",
    )
    facts |= {
        "pot": pot.pk,
        "pledge": Transfer.objects.get(credit__pot=pot, code="pledge").pk,
        "grant": grant.public_id,
        "payment": waits.public_id,
        "repaid": repaid.pk,
        "aside": aside.public_id,
        "receipt": receipt.public_id,
    }


def _order(grant: Grant, cast: Cast, *, key: str, now: datetime) -> Any:
    return pots.order_payment(
        grant, amount=euros(100), payee="Shop", iban=IBAN, by=cast.chen, now=now, key=key
    )


def _links(facts: Facts, cast: Cast, *, now: datetime) -> None:
    """Links that people get, and a question to be called."""
    asked = people.ask_call(cast.area, name="Gerda", phone="06 1234 5678", about="", by=None, now=now)
    vouch, code = people.vouch(cast.area, name="Bo", by=cast.els, now=now)
    facts |= {"callback": asked.public_id, "vouch": vouch.public_id, "vouch_code": code}
    facts |= {
        "actor": cast.amina.public_id,
        "stop": stop_url(cast.amina.pk, [thing(cast.area)]).rstrip("/").rpartition("/")[2],
        "kept": "unknown",
        "rule": "ideas",
        "bundle": 1,
    }
    facts["sent"] = {  # a button that says nothing is no use on these
        "round_desk_enter": {"idea": facts["told"]},
        "follow": {"subject": sign(cast.area)},
        "unfollow": {"subject": sign(cast.area)},
    }


def _hidden(facts: Facts, cast: Cast, *, now: datetime) -> None:
    """What is there and not for everybody: an idea nobody called about yet, things taken back and hidden."""
    stranger = ideas.Reach("Zus Verborgen", phone="06 9876 5432")
    waiting = ideas.post(
        ideas.Draft(title="Wachtend geheim"), area=cast.area, by=None, reach=stranger, now=now
    )
    gone = ideas.post(
        ideas.Draft(title="Ingetrokken geheim"), area=cast.area, by=cast.amina, reach=None, now=now
    )
    ideas.withdraw(gone, by=cast.amina, now=now)
    garden = Initiative.objects.get(public_id=facts["idea"])
    waits = ideas.remark(garden, text="Wachtende reactie", by=None, reach=stranger, now=now)
    unkind = ideas.remark(garden, text="Verborgen reactie", by=cast.dalia, reach=None, now=now)
    ideas.hide_remark(unkind, why="Unkind.", by=cast.els, now=now)
    untold = ideas.update(garden, text="Ingetrokken nieuws", picture=None, by=cast.amina, now=now)
    ideas.take_update_back(untold, by=cast.amina, now=now)
    story = tell(garden, title="Old", text="Ingetrokken verhaal", picture=None, by=cast.amina, now=now)
    withdraw(story, by=cast.amina, now=now)
    facts |= {
        "waiting": waiting.public_id,
        "gone": gone.public_id,
        "untold": story.public_id,
        "waiting_remark": waits.public_id,
        "elsewhere": cast.other_area.slug,
    }


def _year(facts: Facts, cast: Cast, *, now: datetime) -> None:
    """A suggestion for the year, which the area has not answered yet."""
    firsts = [("Spring", (6, 2)), ("Summer", (8, 4)), ("Autumn", (9, 8)), ("Winter", (11, 3))]
    seasons = [(title, date(now.year, *day)) for title, day in firsts]
    year = actions.write_year(now.year, actions.Pattern(), seasons, by=cast.ada, now=now)
    facts |= {"year": now.year, "season": year.seasons.order_by("place")[0].pk}

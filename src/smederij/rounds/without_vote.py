"""Deciding without a vote: what is signed, what is objected, and what comes out. Reads only."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base.money import ZERO, Money
from smederij.rounds.models import Entry, Objection, PaperList, Result, Round, Settling
from smederij.rounds.readiness import nominated

METHOD = "settled"
ENGINE = "without-vote 1"


@dataclass(frozen=True)
class Signed:
    """The signatures of one idea: on the screen, and on lists that two people counted alike.

    `differ`: numbers of lists that nobody or only one person counted, or two people differently.
    """

    screen: int
    paper: int
    differ: tuple[int, ...]

    @property
    def all(self) -> int:
        """Together."""
        return self.screen + self.paper


@dataclass(frozen=True)
class Idea:
    """One idea that people sign for."""

    entry: Entry
    signed: Signed
    objections: tuple[Objection, ...]
    needed: int

    @property
    def short(self) -> int:
        """How many signatures are still needed."""
        return max(0, self.needed - self.signed.all)

    @property
    def standing(self) -> tuple[Objection, ...]:
        """Objections that stand, or that nobody answered yet."""
        return tuple(one for one in self.objections if one.stands)

    @property
    def ready(self) -> bool:
        """Whether this idea can go ahead."""
        return not self.short and not self.standing


def granted(entry: Entry, round: Round) -> Money:
    """What an idea gets when it goes ahead: what it asks, up to the most an idea can get."""
    asked: Money = entry.asked
    return min(asked, round.cap) if round.cap else asked


def together(entries: Iterable[Entry], round: Round) -> Money:
    """What the ideas get together."""
    return sum((granted(entry, round) for entry in entries), ZERO)


def ideas(settling: Settling) -> list[Idea]:
    """The ideas people sign for, as they stand on the ballot. Three queries."""
    entries = list(nominated(settling.round).annotate(screen=Count("signatures")).order_by("pk"))
    lists, objections = defaultdict(list), defaultdict(list)
    for one in PaperList.objects.filter(entry__in=entries):
        lists[one.entry_id].append(one)
    for said in Objection.objects.filter(entry__in=entries).select_related("answered_by"):
        objections[said.entry_id].append(said)
    return [
        Idea(entry, _signed(entry, lists[entry.pk]), tuple(objections[entry.pk]), settling.signatures)
        for entry in entries
    ]


def _signed(entry: Entry, lists: Sequence[PaperList]) -> Signed:
    said: dict[int, list[int]] = defaultdict(list)
    for one in lists:
        said[one.number].append(one.count)
    alike = {number: counts[0] for number, counts in said.items() if len(counts) > 1 == len(set(counts))}
    differ = tuple(sorted(set(said) - set(alike)))
    return Signed(getattr(entry, "screen", 0), sum(alike.values()), differ)


def obstacles(found: Sequence[Idea], settling: Settling, *, now: datetime) -> list[str]:
    """Why it can't be settled yet, a sentence each."""
    told = [] if found else [_("No idea is left to settle.")]
    if now < settling.until:
        told.append(_("People can still sign and object."))
    for idea in found:
        told += _lacks(idea)
    over = together((idea.entry for idea in found), settling.round) - settling.round.budget
    if over > ZERO:
        told.append(_("Together the ideas ask %(over)s more than there is.") % {"over": over})
    return told


def _lacks(idea: Idea) -> list[str]:
    title, told = idea.entry.title, []
    if idea.short:
        words = ngettext(
            "“%(title)s” still needs one signature.", "“%(title)s” still needs %(n)d signatures.", idea.short
        )
        told.append(words % {"title": title, "n": idea.short})
    if idea.standing:
        words = ngettext(
            "An objection to “%(title)s” stands.",
            "%(n)d objections to “%(title)s” stand.",
            len(idea.standing),
        )
        told.append(words % {"title": title, "n": len(idea.standing)})
    return told


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of the facts as canonical JSON: the same facts give the same seal on every machine."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def basis(found: Sequence[Idea], settling: Settling) -> dict[str, Any]:
    """What is settled on: the money, the rule, and of each idea what it asks and how many signed."""
    round = settling.round
    return {
        "round": round.pk,
        "budget": round.budget.cents,
        "cap": round.cap.cents if round.cap else None,
        "signatures_needed": settling.signatures,
        "until": settling.until.isoformat(),
        "ideas": [_facts(idea) for idea in sorted(found, key=lambda idea: idea.entry.number or 0)],
    }


def _facts(idea: Idea) -> dict[str, Any]:
    """An idea as it was settled; of objections only how many there were and that none stands."""
    return {
        "entry": str(idea.entry.number),
        "title": idea.entry.title,
        "cost": idea.entry.asked.cents,
        "screen": idea.signed.screen,
        "paper": idea.signed.paper,
        "objections": len(idea.objections),
    }


def outcome(found: Sequence[Idea], settling: Settling) -> dict[str, Any]:
    """Who gets what: every idea what it asks."""
    facts = basis(found, settling)
    selected = [
        {"entry": one["entry"], "granted": min(one["cost"], facts["cap"] or one["cost"]), "cost": one["cost"]}
        for one in facts["ideas"]
    ]
    spent = sum(one["granted"] for one in selected)
    money = {"budget": facts["budget"], "spent": spent, "left": facts["budget"] - spent}
    return {"method": METHOD, "engine": ENGINE, **money, "selected": selected, "settled_on": facts}


def is_settled(result: Result) -> bool:
    """Whether this came without a vote."""
    return bool(result.outcome.get("method") == METHOD)

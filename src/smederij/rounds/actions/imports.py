"""Rounds that were held elsewhere: from an election file, or from published totals."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from smederij.base import clock, events
from smederij.base.money import Money
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.pots.models import Pot
from smederij.rounds import access, pb_meta, rules, urn
from smederij.rounds.actions.settling import settle
from smederij.rounds.models import Entry, Origin, Phase, Round
from smederij.rounds.rules import BallotRule, Choices
from smederij_tally import Ballot, Election

CENTS = 100


@dataclass(frozen=True)
class HistoryEntry:
    """An idea in a published result: what it asked and its score as published ("332", or "23.8")."""

    title: str
    asked: Money
    score: str


@dataclass(frozen=True, kw_only=True)
class History:
    """A published result of which only the scores are known. `voters` is about how many took part."""

    title: str
    budget: Money
    held: datetime
    entries: tuple[HistoryEntry, ...]
    scores: Literal["votes", "percent"] = "votes"
    voters: int | None = None
    source: str = ""


def import_pb(election: Election, *, area: Area, by: Actor | None, now: datetime) -> Round:
    """Turn an election file into a closed and counted round. What the file knows of voters is dropped.

    Counted by rank-and-fill; nothing is paid from any pot. `by` None: the person at the console. The same
    election in the same area again gives the same round.
    """
    _insist_countable(election)
    with transaction.atomic():
        round, new = _round(_facts(election, now=now), area=area, by=by, now=now)
        if not new:
            return round
        Entry.objects.bulk_create(_entries(election, round, now=now))
        urn.drop_all(sorted(_papers(election, round), key=lambda paper: paper.id), round_id=round.pk)
        return _counted(round, by=by, now=now)


def _facts(election: Election, *, now: datetime) -> dict[str, Any]:
    """What the file says of the round itself."""
    meta = dict(election.meta)
    begins, ends = _held(meta, now=now)
    return {
        "title": _cut(meta.get("description") or _("Election"), 120),
        "budget": Money(election.budget),
        "origin": Origin.IMPORT,
        "vote_at": begins,
        "closes_at": ends,
        **pb_meta.facts(election),
        "seed": election.input_sha256(budget=election.budget, ordered=False),
        "source": _cut(_source(meta), 300),
    }


def _entries(election: Election, round: Round, *, now: datetime) -> Iterator[Entry]:
    for number, project in enumerate(election.projects, start=1):
        yield Entry(
            round=round,
            title=_cut(project.name or project.id, 300),
            text=dict(project.extra).get("description", ""),
            asked=Money(project.cost),
            number=number,
            entered_at=now,
            nominated_at=now,
            project_id=project.id,
        )


def record_history(history: History, *, area: Area, by: Actor | None, now: datetime) -> Round:
    """Turn published totals into a closed round, counted along the same path as any other.

    The last idea that can be served gets what is left, as these villages did. The same history again gives
    the same round.
    """
    unit = "%" if history.scores == "percent" else ""
    with transaction.atomic():
        facts: dict[str, Any] = {
            "title": history.title,
            "budget": history.budget,
            "origin": Origin.HISTORY,
            "vote_at": history.held - timedelta(hours=3),
            "closes_at": history.held,
            "skip_misfit": False,
            "partial_last": True,
            "seed": sha256(repr(history).encode()).hexdigest(),
            "voters": history.voters,
            "source": history.source,
        }
        round, new = _round(facts, area=area, by=by, now=now)
        if not new:
            return round
        Entry.objects.bulk_create(
            Entry(
                round=round,
                title=entry.title,
                asked=entry.asked,
                number=number,
                entered_at=now,
                nominated_at=now,
                published_score=f"{entry.score}{unit}",
            )
            for number, entry in enumerate(history.entries, start=1)
        )
        return _counted(round, by=by, now=now)


def _round(facts: dict[str, Any], *, area: Area, by: Actor | None, now: datetime) -> tuple[Round, bool]:
    """The round with its own pot, which holds no money; not new when it was brought in before."""
    if by is not None:
        insist(access.may_import(by, area, now=now))
    known = Round.objects.filter(origin=facts["origin"], seed=facts["seed"], pot__area=area).first()
    if known is not None:
        return known, False
    slug = f"{slugify(facts['title'])[:45] or 'pot'}-{facts['seed'][:8]}"
    pot = Pot.objects.create(
        area=area, slug=slug, name=_cut(facts["title"], 80), purpose=_("Held elsewhere."), opened_at=now
    )
    moments = {"collect_at": facts["vote_at"], "phase": Phase.VOTE}
    return Round.objects.create(pot=pot, planned_by=by, **moments, **facts), True


def _counted(round: Round, *, by: Actor | None, now: datetime) -> Round:
    settle(round, now=now)
    events.record("round.imported", at=now, actor_id=by.pk if by else None, subject=round)
    round.refresh_from_db()
    return round


def _insist_countable(election: Election) -> None:
    meta = dict(election.meta)
    if meta.get("currency", "EUR") != "EUR":
        refuse(
            _("This election was held in %(currency)s; here amounts are in euros.")
            % {"currency": meta["currency"]}
        )
    if (
        election.scale != CENTS
        or any(project.cost == 0 for project in election.projects)
        or not election.budget
    ):
        refuse(_("This election has amounts that are finer than cents, or ideas that ask nothing."))
    if election.default_score or election.ballots.points_scale != 1:
        refuse(_("This election has points that are not whole, or points for ideas that were left out."))
    if len({project.id[:60] for project in election.projects}) < len(election.projects):
        refuse(_("This election has ideas whose ids are too long."))


def _papers(election: Election, round: Round) -> Iterator[urn.Paper]:
    """The ballots, each under a hash of its place in a list that nobody knows."""
    numbers = {project.id: number for number, project in enumerate(election.projects, start=1)}
    kind = str(round.ballot_type)
    rule = BallotRule(kind, round.most_choices, round.most_per_idea, frozenset(numbers.values()))
    list_of_its_own, index = secrets.token_bytes(16), 0
    for ballot in election.each():
        points = {numbers[entry]: given for entry, given in _points(ballot, election=election)}
        body = rules.body(Choices(points), rule=rule)
        for _copy in range(ballot.count):
            index += 1
            id = sha256(b"import" + list_of_its_own + index.to_bytes(8, "big")).digest()[:16]
            yield urn.Paper(id, body, urn.salt())


def _points(ballot: Ballot, *, election: Election) -> Iterator[tuple[str, int]]:
    """Entry and points; one each where ideas are chosen, L - k + 1 for the k-th place of a ranking."""
    if election.vote_type == "ordinal":
        places = election.max_length or len(election.projects)
        yield from ((entry, max(places - k, 0)) for k, entry in enumerate(ballot.entries))
    elif ballot.points:
        yield from ((entry, int(given)) for entry, given in zip(ballot.entries, ballot.points, strict=True))
    else:
        yield from ((entry, 1) for entry in ballot.entries)


def _held(meta: dict[str, str], *, now: datetime) -> tuple[datetime, datetime]:
    """From the first moment of the first day until the last one is over."""
    begins = _day(meta.get("date_begin", ""), first=True)
    ends = _day(meta.get("date_end", ""), first=False)
    ends = (
        ends
        or begins
        or clock.AMSTERDAM.fromutc(now.replace(tzinfo=clock.AMSTERDAM)).date() - timedelta(days=1)
    )
    begins = min(begins or ends, ends)
    closes_at = clock.at(ends + timedelta(days=1), hour=0)
    if closes_at > now:
        refuse(_("This election is not over yet."))
    return clock.at(begins, hour=0), closes_at


def _day(text: str, *, first: bool) -> date | None:
    """A day from 31.03.2024, or the first or last of 2024."""
    parts = [int(part) for part in text.split(".") if part.isdigit()]
    if len(parts) == 3:
        return date(parts[2], parts[1], parts[0])
    if len(parts) == 1:
        return date(parts[0], 1, 1) if first else date(parts[0], 12, 31)
    return None


def _source(meta: dict[str, str]) -> str:
    told = [meta.get(key, "") for key in ("description", "unit", "district", "instance")]
    return f"Pabulib: {', '.join(part for part in told if part)}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"

"""From the entries and the urn of a round to what the engine counts, and back to a file."""

import shlex
from collections.abc import Iterable, Mapping

from django.db import connection

from smederij.base.money import Money
from smederij.rounds import rules, urn
from smederij.rounds.ballots import BallotRule, most_it_can_get
from smederij.rounds.bites import agreed
from smederij.rounds.models import BallotType, Entry, Origin, Round
from smederij_tally import Ballot, Election, Project, RankAndFill, Totals, VoteType

NUMBERS = "select number, asked from rounds_entry where round_id = %s and number is not null"
RULE = """
    select r.ballot_type, r.most_choices, r.most_per_idea, r.budget, r.cap, r.partial_last, e.number, e.asked
    from rounds_round as r left join rounds_entry as e on e.round_id = r.id and e.number is not null
    where r.id = %s
"""


def on_ballot(round: Round) -> list[Entry]:
    """The entries that have a ballot number, in that order."""
    return list(round.entries.exclude(number=None).select_related("initiative").order_by("number"))


def ballot_rule(round: Round) -> BallotRule:
    """What a ballot of this round may say."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [round.pk])
        return rule_for(round, {number: Money(asked) for number, asked in cursor.fetchall()})


def rule_of(round_id: int) -> BallotRule | None:
    """The same by the number of the round, in one question and without a model: this runs for every vote."""
    with connection.cursor() as cursor:
        cursor.execute(RULE, [round_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    kind, most, each, pot, cap, partial, _number, _asked = rows[0]
    whole, top = Money(pot), None if cap is None else Money(cap)
    asked = {number: Money(cents) for *_fixed, number, cents in rows if number is not None}
    return BallotRule(
        kind=kind,
        most_choices=most,
        most_per_idea=each,
        numbers=frozenset(asked),
        takes={
            number: most_it_can_get(amount, pot=whole, cap=top, partial=bool(partial))
            for number, amount in asked.items()
        },
        pot=whole,
    )


def rule_for(round: Round, asked: Mapping[int, Money]) -> BallotRule:
    """What a ballot may say when these numbers stand on it, each with what it asks."""
    return BallotRule(
        kind=round.ballot_type,
        most_choices=round.most_choices,
        most_per_idea=round.most_per_idea,
        numbers=frozenset(asked),
        takes={number: takes(round, amount) for number, amount in asked.items()},
        pot=round.budget,
    )


def takes(round: Round, asked: Money) -> Money:
    """The most an idea that asks this much can get from this round."""
    return most_it_can_get(asked, pot=round.budget, cap=round.cap, partial=round.partial_last)


def method(round: Round) -> RankAndFill:
    """How this round is counted: the rules that were copied onto it at planning."""
    return RankAndFill(
        no_skip=not round.skip_misfit,
        partial_last=round.partial_last,
        cap=round.cap.cents if round.cap else None,
        threshold=round.threshold,
        ties="lot" if agreed(round).tie.rule.by_lot else "cost-votes-lot",
        seed=round.seed,
    )


def project_id(entry: Entry) -> str:
    """What the engine and the published file call an entry: its ballot number, or its id in its own file."""
    return entry.project_id or str(entry.number)


def projects(entries: Iterable[Entry]) -> tuple[Project, ...]:
    """The entries as the engine sees them: as they froze on the ballot, whatever became of the idea since."""
    return tuple(Project(id=project_id(entry), cost=entry.asked.cents, name=entry.title) for entry in entries)


def vote_type(round: Round) -> VoteType:
    """The engine's word for the kind of ballot."""
    kinds: dict[str, VoteType] = {BallotType.ONE: "choose-1", BallotType.POINTS: "cumulative"}
    return kinds.get(round.ballot_type, "approval")


def election(round: Round, papers: Iterable[urn.Paper], *, meta: Iterable[tuple[str, str]] = ()) -> Election:
    """The round with its ballots, each under the id by which its voter finds it."""
    entries = on_ballot(round)
    ids = {entry.number: project_id(entry) for entry in entries}
    pointed = round.ballot_type == BallotType.POINTS
    votes = []
    for paper in papers:
        points = rules.read_body(paper.body)
        named = tuple(ids[number] for number in points)
        votes.append(Ballot(named, tuple(points.values()) if pointed else (), voter=paper.id.hex()))
    return Election.of(
        projects(entries),
        votes=votes,
        vote_type=vote_type(round),
        budget=round.budget.cents,
        meta=tuple(meta),
    )


def published_totals(round: Round) -> Totals:
    """What a historical round published: votes or a share per entry."""
    entries = on_ballot(round)
    percent = any(entry.published_score.endswith("%") for entry in entries)
    return Totals(
        projects=projects(entries),
        budget=round.budget.cents,
        scores={project_id(entry): entry.published_score.removesuffix("%") for entry in entries},
        kind="percent" if percent else "votes",
    )


def votes(round: Round, papers: list[urn.Paper]) -> Election | Totals:
    """What is counted. Under 50 ballots only their sums: a digest of few ballots could give them away."""
    if round.origin == Origin.HISTORY:
        return published_totals(round)
    whole = election(round, papers)
    return whole if len(papers) >= rules.PUBLISHES_BALLOTS else whole.totals()


def command(round: Round) -> str:
    """What anyone types to count the published file of a round again, with all its options."""
    options = [
        "--no-skip" if not round.skip_misfit else "",
        "--partial-last" if round.partial_last else "",
        f"--cap {round.cap.cents // 100}.{round.cap.cents % 100:02}" if round.cap else "",
        f"--threshold {round.threshold}",
        "--ties lot" if agreed(round).tie.rule.by_lot else "",
        f"--seed {shlex.quote(round.seed)}",
    ]
    parts = [f"smederij tally ronde-{round.pk}.pb --method rank-and-fill", *options]
    return " ".join(part for part in parts if part)

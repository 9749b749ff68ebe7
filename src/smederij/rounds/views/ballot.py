"""The ballot as a voter sees it: what the voting pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

from django.db.models import prefetch_related_objects

from smederij.base.look import Part
from smederij.base.money import ZERO, Money
from smederij.base.refusals import Sentence
from smederij.initiatives.models import Initiative
from smederij.people.queries import Contact, contacts
from smederij.places.models import Area
from smederij.rounds import papers, queries
from smederij.rounds.ballots import BallotRule, Choices, over_pot
from smederij.rounds.forms.voting import Sent, ballot_fields
from smederij.rounds.models import BallotType, Entry, Look, Round

LONGEST_LINE = 170
MOST_RADIOS = 6


@dataclass(frozen=True)
class Choice:
    """One idea on the ballot, and what this voter gave it.

    `takes`: the most it can get from this round. `too_much`: by how much it no longer fits beside what was
    chosen, zero where that is no limit.
    """

    number: int
    title: str
    line: str
    asked: Money
    takes: Money
    too_much: Money
    initiative: Initiative | None
    by: str
    obstacles: Sequence[Look]
    given: int


@dataclass(frozen=True)
class BallotPage:
    """The ballot with its choices so far; carried from page to page by the form alone."""

    round: Round
    area: Area
    choices: Sequence[Choice]
    token: str
    nonce: str
    blank: bool
    fields: Sequence[tuple[str, str]]
    error: Sentence
    callers: Sequence[Contact]

    @property
    def kind(self) -> str:
        return self.round.ballot_type

    @property
    def by_points(self) -> bool:
        return self.kind == BallotType.POINTS

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.given]

    @property
    def parts(self) -> list[Part]:
        """The blocks in the bar: money of the chosen ideas, or points."""
        if self.by_points:
            return [Part(choice.title, choice.given) for choice in self.chosen]
        if self.kind == BallotType.BUDGET:
            return [Part(choice.title, choice.takes) for choice in self.chosen]
        return [Part(choice.title, choice.asked) for choice in self.chosen]

    @property
    def whole(self) -> Money | int:
        return self.round.most_choices if self.by_points else self.round.budget

    @property
    def takes(self) -> Money:
        """What the chosen ideas take from the pot together."""
        return sum((choice.takes for choice in self.chosen), ZERO)

    @property
    def steps(self) -> range:
        """The points one idea can get: buttons for 0 to the most."""
        return range(min(self.round.most_per_idea, self.round.most_choices) + 1)

    @property
    def few_steps(self) -> bool:
        return len(self.steps) <= MOST_RADIOS


def ballot_page(round: Round, sent: Sent, *, token: str, now: datetime, error: Sentence = "") -> BallotPage:
    """The ballot, in an order that is random for each voter and stays the same for that voter."""
    paper = queries.ballot_paper(round)
    nonce = sent.nonce if _is_nonce(sent.nonce) else token_hex(16)
    prefetch_related_objects(
        list(paper.entries), "initiative__starter", "initiative__picture", "looks__owner"
    )
    order = sorted(paper.entries, key=lambda entry: sha256(f"{nonce}:{entry.number}".encode()).digest())
    area = round.pot.area
    rule = papers.rule_for(round, {entry.number or 0: entry.asked for entry in order})
    return BallotPage(
        round=round,
        area=area,
        choices=[_choice(entry, sent.choices, rule=rule) for entry in order],
        token=token,
        nonce=nonce,
        blank=sent.choices.blank,
        fields=ballot_fields(sent.choices, kind=round.ballot_type),
        error=error,
        callers=contacts(area, now=now),
    )


def rule_of(page: BallotPage) -> BallotRule:
    """What may stand on this ballot."""
    return papers.rule_for(page.round, {choice.number: choice.asked for choice in page.choices})


def one_line(text: str) -> str:
    """The first sentence; a long one ends at a word."""
    first = text.strip().split("\n")[0]
    sentence = first if len(first) <= LONGEST_LINE else first.split(". ")[0].rstrip(".") + "."
    if len(sentence) <= LONGEST_LINE:
        return sentence
    return sentence[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + "…"


def _choice(entry: Entry, choices: Choices, *, rule: BallotRule) -> Choice:
    initiative, number = entry.initiative, entry.number or 0
    given = choices.points.get(number, 0)
    return Choice(
        number=number,
        title=entry.title,
        line=one_line(entry.text),
        asked=entry.asked,
        takes=rule.takes[number],
        too_much=ZERO if given else _too_much(number, choices, rule=rule),
        initiative=initiative,
        by=initiative.starter.name if initiative else "",
        obstacles=[look for look in entry.looks.all() if not look.free],
        given=given,
    )


def _too_much(number: int, choices: Choices, *, rule: BallotRule) -> Money:
    if rule.kind != BallotType.BUDGET:
        return ZERO
    return over_pot([*rule.numbers.intersection(choices.points), number], rule=rule)


def _is_nonce(text: str) -> bool:
    return len(text) == 32 and all(sign in "0123456789abcdef" for sign in text)

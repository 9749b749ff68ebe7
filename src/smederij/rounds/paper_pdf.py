"""The ballot on paper: two on a sheet, to cut; or one, where many ideas stand on it."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from smederij.base import pdf
from smederij.base.templatetags.words import money
from smederij.rounds.models import BallotType, Round
from smederij.rounds.papers import on_ballot

TWO_ON_A_SHEET = 8  # ideas; more get a whole sheet


def paper_pdf(round: Round) -> bytes:
    """One sheet of A4. The ideas stand in the order of their ballot numbers, as the reader sees them."""
    return pdf.render("rounds", "paper", paper_data(round))


def paper_data(round: Round) -> dict[str, Any]:
    """What the typst template lays out."""
    entries = on_ballot(round)
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "two": len(entries) <= TWO_ON_A_SHEET,
        "points": round.ballot_type == BallotType.POINTS,
        "area": round.pot.area.name,
        "heading": _("Ballot"),
        "title": round.title,
        "how": how_to_fill_in(round),
        "ideas": [
            {"number": entry.number, "title": entry.title, "asked": money(entry.asked)} for entry in entries
        ],
        "blank": _("Choose nothing? Leave all boxes empty."),
        "end": _("Fold the paper and put it in the box. Do not write your name on it."),
    }


def how_to_fill_in(round: Round) -> str:
    """What to do with the boxes, in a sentence."""
    told = {"most": round.most_choices, "each": round.most_per_idea, "budget": money(round.budget)}
    if round.ballot_type == BallotType.POINTS:
        words = _(
            "Divide at most %(most)s points, at most %(each)s on one idea. Write the points in the boxes."
        )
        return words % told
    if round.ballot_type == BallotType.BUDGET:
        return _("Put a cross at what you choose. Together it is at most %(budget)s.") % told
    words = ngettext(
        "Put a cross at one idea.", "Put a cross at no more than %(most)s ideas.", round.most_choices
    )
    return words % told

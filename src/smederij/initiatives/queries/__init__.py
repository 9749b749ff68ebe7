"""What pages ask about ideas."""

from smederij.initiatives.queries.ideas import ideas_of, shown, shown_in, to_call
from smederij.initiatives.queries.kin import kindred, kindred_elsewhere, posted_with
from smederij.initiatives.queries.offers import (
    NeedsPart,
    Wanted,
    helpers_of,
    needs_of,
    offers_by,
    to_answer,
    wanted_in,
)
from smederij.initiatives.queries.rights import Rights, carries, rights, to_take_along

__all__ = [
    "NeedsPart",
    "Rights",
    "Wanted",
    "carries",
    "helpers_of",
    "ideas_of",
    "kindred",
    "kindred_elsewhere",
    "needs_of",
    "offers_by",
    "posted_with",
    "rights",
    "shown",
    "shown_in",
    "to_answer",
    "to_call",
    "to_take_along",
    "wanted_in",
]

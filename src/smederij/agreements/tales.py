"""Why other neighbourhoods have an agreement, and some to begin with. Rules come after something happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Tale:
    """What happened somewhere, in a few sentences, and parameters that were chosen then."""

    story: str | Promise
    presets: tuple[Parameters, ...] = ()


TALES: Mapping[str, Tale] = {
    "sit_out": Tale(
        _(
            "The same people won every year, because they knew how. Others stopped bringing ideas. "
            "Then it was agreed: whoever won gives somebody else a turn."
        ),
        ({"years": 1, "per": "initiator"}, {"rounds": 1, "per": "initiator"}),
    ),
    "ideas": Tale(
        _("One neighbour came with six ideas. Good ones, but little room was left for others."),
        ({"most": 1}, {"most": 2}),
    ),
    "cap": Tale(
        _("One large idea took the whole pot, and five small ones got nothing. That was not the purpose."),
        ({"amount": 150_000}, {"amount": 250_000}),
    ),
    "silence": Tale(
        _("An idea waited eleven weeks for an answer from the town hall. The summer was over by then."),
        ({"working_days": 10}, {"working_days": 5}),
    ),
    "nomination": Tale(
        _("There were thirty ideas, and the group did not want to choose for everybody else."),
        ({"way": "support", "at_least": 10}, {"way": "all"}),
    ),
    "age": Tale(
        _("Children had drawn the playground themselves, and were not allowed to vote on it."),
        ({"from": 4}, {"from": 12}),
    ),
    "settle": Tale(
        _("Four ideas together asked less than there was in the pot. Why hold a vote then?"),
        ({"signatures": 30, "objection_days": 14},),
    ),
    "ballot": Tale(
        _("With one choice everybody voted for their own street. With three, people grant others too."),
        ({"kind": "approve", "most_choices": 3}, {"kind": "points", "most_choices": 10, "most_per_idea": 5}),
    ),
    "partial": Tale(
        _("There was 500 euro left, and the next idea asked 900. Is that something or nothing?"),
        ({"last_gets_rest": True}, {"last_gets_rest": False, "skip": True}),
    ),
    "votes": Tale(
        _("An idea won with two votes, both from one kitchen table."), ({"at_least": 10}, {"at_least": 20})
    ),
    "tie": Tale(
        _("Two ideas had as many votes, with money for one. That evening nobody dared to choose."),
        ({"way": "lot"}, {"way": "cheapest"}),
    ),
    "leftovers": Tale(
        _("Something was left after every round. After three it was enough for a roof."),
        ({"to": "round"}, {"to": "pot"}),
    ),
    "objection": Tale(
        _("Somebody found a mistake in the count when the money was spent already."),
        ({"days": 14}, {"days": 7}),
    ),
    "dispute": Tale(
        _("A quarrel came before a judge. He asked what the neighbours had agreed about it. Nothing, yet."),
    ),
    "report": Tale(
        _("A year later nobody knew what had become of an idea. And receipts for three packets of screws?"),
        ({"weeks": 8}, {"weeks": 8, "receipts_from": 50_000}),
    ),
}

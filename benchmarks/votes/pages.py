"""One page more than the real ones: what a vote costs without the database.

It reads the same form behind the same middleware, checks seal and token, and answers alike.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_http_methods

from smederij.base.money import euros
from smederij.config.urls import urlpatterns as real
from smederij.rounds import rules, urn
from smederij.rounds.actions import voting
from smederij.rounds.ballots import BallotRule
from smederij.rounds.forms.voting import read_sent

TAKES = {number: euros(100) for number in range(1, 5)}
RULE = BallotRule("approve", 4, 1, frozenset(TAKES), TAKES, euros(5000))


@require_http_methods(["POST"])
def bare(request: HttpRequest) -> HttpResponse:
    """Everything of a vote but the urn."""
    sent = read_sent(request.POST)
    number, _mac = voting._read(sent.token)
    assert rules.accept(sent.choices, rule=RULE)
    urn.Paper(urn.ballot_id(sent.nonce), rules.body(sent.choices, rule=RULE), urn.salt())
    return redirect("vote_thanks", number=number)


urlpatterns: list[Any] = [path("bare/", bare), *real]

"""Looking up one's own ballot by the number of the last page. Who asks is kept nowhere."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as show
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from smederij.rounds import access, queries
from smederij.rounds.results import explained


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_vote(request: HttpRequest, number: int) -> HttpResponse:
    """What the ballot with this number says, once 50 or more ballots were counted."""
    round = access.round_for_all(number)
    if request.method != "POST" or not explained(round).publishes_ballots:
        return redirect("result", number=number)
    typed = re.sub(r"[\s-]", "", request.POST.get("nonce", "")[:100]).lower()
    context = {"round": round, "found": queries.ballot_says(round, typed)}
    return show(request, "rounds/find_vote.html", {**context, "area": round.pot.area})

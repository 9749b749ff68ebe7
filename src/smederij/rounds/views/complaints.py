"""Complaints about a vote, at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal, insist, refuse
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest
from smederij.rounds import access, actions, queries
from smederij.rounds.complaints import Complaints, complaints
from smederij.rounds.forms.complaint import AnswerForm, ComplaintForm
from smederij.rounds.models import About, Complaint, Round


@dataclass(frozen=True)
class ComplaintsPage:
    """What the page shows: those that wait, those that were solved, and whether they matter."""

    round: Round
    form: ComplaintForm
    waiting: Sequence[tuple[Complaint, AnswerForm]]
    solved: Sequence[Complaint]
    all: Complaints
    dispute: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def at_desk(request: SignedInRequest, number: int) -> HttpResponse:
    """All that was told, and a form for the next."""
    now = clock.now()
    round = access.round_for_all(number)
    insist(access.may_hear_complaints(request.actor, round, now=now))
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        about, words = About(form.cleaned_data["about"]), form.cleaned_data["words"]
        actions.complain(round, about, words, by=request.actor, now=now)
        messages.success(request, _("Written down. How many complaints there are stands beside the result."))
        return redirect("round_complaints", number=number)
    return _page(request, round, form=form)


@require_POST
@signed_in
def answer(request: SignedInRequest, number: int, complaint: int) -> HttpResponse:
    """How one was solved."""
    now = clock.now()
    round = access.round_for_all(number)
    insist(access.may_hear_complaints(request.actor, round, now=now))
    found = round.complaints.filter(pk=complaint).first()
    form = AnswerForm(request.POST)
    if found is None:
        refuse(_("There is no complaint with this number."), status=404)
    if not form.is_valid():
        return _page(request, round, form=ComplaintForm(), wrong={found.pk: form})
    try:
        actions.answer_complaint(found, form.cleaned_data["answer"], by=request.actor, now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("round_complaints", number=number)


def _page(
    request: SignedInRequest, round: Round, *, form: ComplaintForm, wrong: dict[int, AnswerForm] | None = None
) -> HttpResponse:
    told = list(round.complaints.select_related("by", "answered_by"))
    page = ComplaintsPage(
        round=round,
        form=form,
        waiting=[
            (one, (wrong or {}).get(one.pk) or AnswerForm(auto_id=f"id_%s_{one.pk}"))
            for one in told
            if not one.answer
        ],
        solved=[one for one in told if one.answer],
        all=complaints(round),
        dispute=queries.agreed(round).dispute.with_source,
    )
    return render(request, "rounds/desk/complaints.html", {"page": page, "area": round.pot.area})

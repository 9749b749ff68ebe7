"""Letters: made once, handed out as one PDF, kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock
from smederij.base.pdf import NotPrinted
from smederij.base.refusals import Refusal, refuse
from smederij.people.access import signed_in
from smederij.people.queries import contacts
from smederij.people.requests import SignedInRequest
from smederij.rounds import access, actions, queries
from smederij.rounds.letters_pdf import Post, insist_address, letters_pdf
from smederij.rounds.letters_zip import PASSWORD, letters_zip, new_password
from smederij.rounds.models import LetterBatch, Phase, Round
from smederij.rounds.queries import Batch, CountSheet
from smederij.rounds.roll import few_enough, letters_differ, misprint_now, unused_of
from smederij.rounds.rules import BEFORE_VOTE


@dataclass(frozen=True)
class LettersPage:
    """What the page of the letters shows. Never which person's code was used."""

    round: Round
    on_roll: int
    to_make: int
    batches: Sequence[Batch]
    sheet: CountSheet
    may_make: bool
    differ: str
    taken_back: frozenset[int]
    misprint: str
    stuck: frozenset[int]
    password: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def letters(request: SignedInRequest, number: int) -> HttpResponse:
    """Make letters for everyone on the list who has none; the PDF, or a printer's file, is the answer."""
    now = clock.now()
    round = access.round_with_roll(number, request.actor, now=now)
    if request.method == "POST":
        try:
            return _made(request, round, now=now)
        except Refusal as refusal:
            messages.warning(request, str(refusal.reason))
            return redirect("round_letters", number=number)
    shown = queries.desk(round, now=now)
    page = LettersPage(
        round=round,
        on_roll=shown.on_roll,
        to_make=shown.letters_to_make,
        batches=queries.batches(round),
        sheet=shown.sheet,
        may_make=bool(access.may_issue_letters(request.actor, round, now=now)),
        differ=letters_differ(round),
        misprint=_misprint(round) if shown.sheet.issued else "",
        stuck=_stuck(round, now=now),
        taken_back=frozenset(round.batches.exclude(revoked_at=None).values_list("pk", flat=True)),
        password=new_password(),
    )
    context = {"page": page, "area": round.pot.area, "age": queries.age_note(round)}
    return render(request, "rounds/desk/letters.html", context)


@require_POST
@signed_in
def revoke(request: SignedInRequest, number: int, batch: int) -> HttpResponse:
    """Take the unused codes of a batch back, so that new letters can be made."""
    now = clock.now()
    round = access.round_with_roll(number, request.actor, now=now)
    found = LetterBatch.objects.filter(round=round, pk=batch).first()
    try:
        taken = actions.revoke_batch(found or _no_batch(), by=request.actor, now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        words = ngettext(
            "One code no longer works. You can make a new letter.",
            "%(n)s codes no longer work. You can make new letters.",
            taken,
        )
        messages.success(request, words % {"n": taken})
    return redirect("round_letters", number=number)


def _misprint(round: Round) -> str:
    """What to do when something wrong stands in the letters."""
    if round.phase in BEFORE_VOTE:
        return _(
            "Does something wrong stand in the letters? Take them back, put it right, and make new ones. "
            "Were they sent already? Then tell people that a new one comes."
        )
    return misprint_now() if round.phase == Phase.VOTE else ""


def _stuck(round: Round, *, now: datetime) -> frozenset[int]:
    """The batches too large to be taken back while people vote."""
    if round.phase != Phase.VOTE:
        return frozenset()
    batches = round.batches.select_related("round")
    return frozenset(one.pk for one in batches if not few_enough(one, len(unused_of(one)), now=now))


def _made(request: SignedInRequest, round: Round, *, now: datetime) -> HttpResponse:
    """Issue and print. When printing breaks nobody holds the codes, so they are taken back at once."""
    insist_address()
    password = request.POST.get("wachtwoord", "")
    if password and not PASSWORD.fullmatch(password):
        refuse(_("The password of this page is not whole. Nothing was made; write down the new one below."))
    run = actions.issue_letters(round, by=request.actor, now=now)
    people = contacts(round.pot.area, now=now)
    entries = [standing.entry for standing in queries.standings(round) if standing.nominated]
    post = Post(round, entries, people[0] if people else None, [(one.to, one.code) for one in run.letters])
    name = f"brieven-ronde-{round.pk}-{run.batch.pk}"
    try:
        if password:
            return _file(letters_zip(post, password=password, now=now), f"{name}.zip", "application/zip")
        return _file(letters_pdf(post, now=now), f"{name}.pdf", "application/pdf")
    except NotPrinted:
        actions.revoke_batch(run.batch, by=request.actor, now=now)
        refuse(_("The letters could not be printed. Their codes do not work any more; try again."))


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _no_batch() -> LetterBatch:
    return refuse(_("These letters do not belong to this round."), status=404)

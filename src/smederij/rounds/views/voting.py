"""Voting: the code, the ballot, the look back, the thanks. Nothing of the voter is in any address.

These pages are rendered without the request: no session, no messages and no signed-in name can reach them.
What was chosen travels only in the forms themselves.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info
from django.views.decorators.http import require_http_methods, require_safe

from smederij.base import clock
from smederij.base.network import address_of
from smederij.base.refusals import Refusal, Refused
from smederij.people.queries import contacts
from smederij.rounds import access, actions, kiosk, rules
from smederij.rounds.forms.voting import CodeForm, Sent, read_sent
from smederij.rounds.models import Origin, Round
from smederij.rounds.views.ballot import ballot_page, rule_of
from smederij.rounds.views.words import evening_of

STEPS = {"code": "vote_paper", "ballot": "vote_paper", "review": "vote_review"}


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """Where the letter sends people: type the code. Looking at this page uses nothing up."""
    if request.method == "POST":
        return paper(request)
    tablet = kiosk.kiosk_of(request, now=clock.now())
    if tablet:
        actions.next_turn(tablet)
    return _code(request, CodeForm())


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    """The ballot is the answer to the code, or to a wish to change something."""
    if request.method != "POST" or _is_past(request):
        return redirect("vote")
    sent, now = read_sent(request.POST), clock.now()
    if "code" not in request.POST:
        return _ballot(request, sent, now=now)
    if "taal" in request.POST:
        return _code(request, CodeForm(initial={"code": request.POST["code"][:40]}), sent=sent)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code(request, form, sent=sent)
    try:
        opened = actions.open_letter(form.cleaned_data["code"], network=address_of(request), now=now)
    except Refusal as refusal:
        form.add_error("code", str(refusal.reason))
        return _code(request, form, sent=sent, status=refusal.status)
    return _opened(request, opened, sent=sent, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Look once more at what was chosen, with one button."""
    if request.method != "POST" or _is_past(request):
        return redirect("vote")
    sent, now = read_sent(request.POST), clock.now()
    try:
        round = actions.round_of(sent.token)
    except Refusal:
        return _again(request, sent)
    return _review(request, round, sent, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Into the urn; the same form sent twice gives the same thanks."""
    if request.method != "POST" or _is_past(request):
        return redirect("vote")
    sent, now = read_sent(request.POST), clock.now()
    try:
        receipt = actions.cast(sent.token, sent.nonce, sent.choices, now=now)
    except Refusal as refusal:
        return _not_cast(request, sent, refusal=refusal, now=now)
    return redirect("vote_thanks", number=receipt.round_id)


@require_safe
def thanks(request: HttpRequest, number: int) -> HttpResponse:
    """Your vote is in. The page is the same for everyone and knows nobody."""
    round = access.round_for_all(number)
    now = clock.now()
    if round.origin != Origin.OWN or now < round.vote_at:
        return redirect(round)
    area, evening = round.pot.area, evening_of(round)
    coming = evening if evening and now < evening.starts_at else None
    known: dict[str, Any] = {
        "round": round,
        "area": area,
        "callers": contacts(area, now=now),
        "evening": coming,
    }
    return _page(request, "thanks", open=now < round.closes_at, **known)


def _is_past(request: HttpRequest) -> bool:
    """Whether this form stood on a tablet in the hall before somebody else came to it."""
    return kiosk.is_past(kiosk.kiosk_of(request, now=clock.now()), request)


def _opened(request: HttpRequest, opened: actions.VotePass, *, sent: Sent, now: datetime) -> HttpResponse:
    """After the code: the ballot, or straight back to the look back for who had chosen already."""
    fresh = Sent(token=opened.token, nonce=sent.nonce, choices=sent.choices, kept=sent.kept)
    if sent.chose:
        return _review(request, opened.round, fresh, now=now)
    page = ballot_page(opened.round, fresh, token=opened.token, now=now)
    return _page(request, "ballot", page=page, area=page.area, callers=page.callers)


def _ballot(request: HttpRequest, sent: Sent, *, now: datetime) -> HttpResponse:
    try:
        round = actions.round_of(sent.token)
    except Refusal:
        return _again(request, sent)
    if now >= round.closes_at:
        return _over(request, round, now=now)
    page = ballot_page(round, sent, token=sent.token, now=now)
    return _page(request, "ballot", page=page, area=page.area, callers=page.callers)


def _review(request: HttpRequest, round: Round, sent: Sent, *, now: datetime) -> HttpResponse:
    if now >= round.closes_at:
        return _over(request, round, now=now)
    page = ballot_page(round, sent, token=sent.token, now=now)
    answer = rules.accept(sent.choices, rule=rule_of(page))
    if isinstance(answer, Refused):
        page = ballot_page(round, sent, token=sent.token, now=now, error=answer.reason)
        return _page(request, "ballot", page=page, area=page.area, callers=page.callers, status=422)
    return _page(request, "review", page=page, area=page.area, callers=page.callers)


def _not_cast(request: HttpRequest, sent: Sent, *, refusal: Refusal, now: datetime) -> HttpResponse:
    """Why the vote is not in the urn: away too long, too late, already voted, or not a ballot."""
    try:
        round = actions.round_of(sent.token)
    except Refusal:
        return _again(request, sent)
    if now >= round.closes_at:
        return _over(request, round, now=now)
    page = ballot_page(round, sent, token=sent.token, now=now)
    if not rules.accept(sent.choices, rule=rule_of(page)):
        return _review(request, round, sent, now=now)
    return _page(
        request,
        "not_cast",
        status=refusal.status,
        reason=refusal.reason,
        round=round,
        area=page.area,
        callers=page.callers,
    )


def _again(request: HttpRequest, sent: Sent) -> HttpResponse:
    """The token is old: ask the code once more; what was chosen is kept."""
    return _code(request, CodeForm(), sent=sent, away=True, status=410)


def stale(request: HttpRequest) -> HttpResponse | None:
    """A voting form whose seal is old: ask the code once more; what was chosen is kept."""
    return _again(request, read_sent(request.POST)) if request.path.startswith(reverse("vote")) else None


def _over(request: HttpRequest, round: Round, *, now: datetime) -> HttpResponse:
    area = round.pot.area
    return _page(request, "over", status=410, round=round, area=area, callers=contacts(area, now=now))


def _code(
    request: HttpRequest, form: CodeForm, *, sent: Sent | None = None, away: bool = False, status: int = 200
) -> HttpResponse:
    return _page(request, "code", status=status, form=form, sent=sent, away=away)


def _tongues(request: HttpRequest, name: str) -> list[dict[str, str]]:
    """The same page in the other languages; what was chosen goes along in the form."""
    shown = request.path if request.method == "GET" else reverse("vote")
    here = reverse(STEPS[name]) if name in STEPS else shown
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": translate_url(here, code),
        }
        for code in others
    ]


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    tablet = kiosk.kiosk_of(request, now=clock.now())
    shell = {
        "csrf_token": get_token(request),
        "call_name": settings.HELP_NAME,
        "call_phone": settings.HELP_PHONE,
        "municipality": settings.MUNICIPALITY,
        "home_url": reverse("home"),
        "body_class": "voting",
        "kiosk": tablet,
        "step": name,
        "tongues": _tongues(request, name),
        "first_page": translate_url(reverse("vote"), settings.LANGUAGE_CODE),
    }
    text = render_to_string(f"rounds/voting/{name}.html", {**shell, **context})
    response = HttpResponse(text, status=status)
    steps = name in ("ballot", "review") and tablet is None
    response["Cache-Control"] = "private, no-cache" if steps else "no-store"
    if name == "thanks" or (tablet and name == "code"):
        response["Clear-Site-Data"] = '"cache", "storage"' if tablet else '"cache"'
    return response

"""The agreements of an area, writing one down, and ending one."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.agreements import access, actions, forms, queries, rules
from smederij.agreements.models import Agreement, RuleKind
from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area


@dataclass(frozen=True)
class Line:
    """An agreement, and what the computer does by it, when it does."""

    agreement: Agreement
    machine: str


@dataclass(frozen=True)
class AgreementsPage:
    """What an area agreed, what holds without agreement, and what held before."""

    lines: list[Line]
    defaults: list[str]
    ended: list[Agreement]
    may_adopt: bool


@dataclass(frozen=True)
class Choice:
    """A kind of agreement one can write down."""

    label: str
    url: str
    current: bool


@require_safe
def agreements(request: ActingRequest, slug: str) -> HttpResponse:
    """In residents' words, with where and when."""
    now, area = clock.now(), places.area(slug)
    applied = queries.rule_book(area, now=now).all()
    said = {one.agreement.pk: one.in_words for one in applied if one.agreement}
    page = AgreementsPage(
        lines=[Line(one, said.get(one.pk, "")) for one in queries.in_force(area, now=now)],
        defaults=[one.in_words for one in applied if one.agreement is None],
        ended=list(queries.ended(area, now=now)),
        may_adopt=bool(request.actor and access.may_adopt(request.actor, area, now=now)),
    )
    return render(request, "agreements/agreements.html", {"page": page, "area": area})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def adopt_agreement(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write down what was agreed; ?regel= says which rule the computer should apply."""
    now = clock.now()
    area = access.to_adopt(slug, actor=request.actor, now=now)
    kind = request.GET.get("regel", "")
    if kind not in forms.FORMS:
        return redirect("adopt_agreement", slug=slug)
    former = queries.in_force(area, now=now).filter(rule=kind).exclude(rule="").first()
    form = forms.FORMS[kind](
        request.POST or None, rule=_rule_of(former), today=now.astimezone(clock.AMSTERDAM).date()
    )
    if request.method == "POST" and _adopt(form, area, by=request.actor, now=now):
        messages.success(request, _("This is what you agreed now."))
        return redirect("agreements", slug=slug)
    context = {"form": form, "former": former, "choices": _choices(area, kind), "area": area}
    return render(request, "agreements/adopt.html", context)


def _rule_of(agreement: Agreement | None) -> rules.Rule | None:
    return rules.parse(agreement.rule, agreement.parameters) if agreement else None


def _adopt(form: forms.AgreementForm, area: Area, *, by: Actor, now: datetime) -> bool:
    if not form.is_valid():
        return False
    said = {name: form.cleaned_data[name] for name in ("text", "agreed_on", "agreed_where")}
    try:
        actions.adopt(area, rule=form.KIND, parameters=form.parameters(), by=by, now=now, **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True


def _choices(area: Area, current: str) -> list[Choice]:
    here = reverse("adopt_agreement", args=[area.slug])
    return [
        Choice(str(RuleKind(kind).label), f"{here}?regel={kind}" if kind else here, kind == current)
        for kind in forms.FORMS
    ]


@signed_in
@require_POST
def end_agreement(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """From now on this no longer holds."""
    now = clock.now()
    found = access.to_end(slug, number, actor=request.actor, now=now)
    actions.end(found, by=request.actor, now=now)
    messages.success(request, _("This agreement has ended. It stays readable below."))
    return redirect("agreements", slug=slug)

"""The agreements of an area, writing one down, and ending one."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.agreements import access, actions, forms, queries, rules, words
from smederij.agreements.compare import Piece, compare
from smederij.agreements.models import Agreement, RuleKind
from smederij.agreements.tales import TALES
from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.gatherings import queries as gatherings
from smederij.people.access import signed_in
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area


@dataclass(frozen=True)
class Line:
    """An agreement, and what the computer does by it, when it does."""

    agreement: Agreement
    machine: str

    @property
    def is_literal(self) -> bool:
        """Whether the computer does just what people wrote, in the same words."""
        return words.same(self.machine, self.agreement.text)


@dataclass(frozen=True)
class AgreementsPage:
    """What an area agreed, what holds without agreement, and what held before."""

    lines: list[Line]
    defaults: list[str]
    ended: list[Agreement]
    may_adopt: bool


@dataclass(frozen=True)
class Choice:
    """A kind of agreement one can write down, and why others did."""

    label: str
    story: str | Promise
    url: str


@dataclass(frozen=True)
class Preset:
    """A rule to begin with, in words."""

    words: str
    url: str


@dataclass(frozen=True)
class AdoptPage:
    """The form for one kind: its story, some to begin with, and what the rule in the boxes would do."""

    form: forms.AgreementForm
    label: str
    story: str | Promise
    presets: list[Preset]
    former: Agreement | None
    rule: rules.Rule | None

    @property
    def says(self) -> str:
        """What the computer would do, as one would say it to a neighbour."""
        return words.say(self.rule) if self.rule else ""


@dataclass(frozen=True)
class AgreementPage:
    """One agreement: what it says, where it comes from, and what it was before."""

    agreement: Agreement
    line: Line
    since: datetime | None
    pieces: list[Piece]
    former: list[Agreement]
    may_change: bool


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


@require_safe
def agreement(request: ActingRequest, slug: str, number: int) -> HttpResponse:
    """One agreement, compared with what it was before."""
    now = clock.now()
    found = access.to_see(slug, number)
    before = queries.versions(found)[1:]
    rule = _rule_of(found)
    holds = found.until is None or found.until > now
    page = AgreementPage(
        agreement=found,
        line=Line(found, words.say(rule) if rule else ""),
        since=found.since if localdate(found.since) != found.agreed_on else None,
        pieces=compare(before[0].text, found.text) if before else [],
        former=before,
        may_change=holds and bool(request.actor and access.may_adopt(request.actor, found.area, now=now)),
    )
    return render(request, "agreements/agreement.html", {"page": page, "area": found.area})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def adopt_agreement(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write down what was agreed; ?regel= says which rule, ?vervangt= of what it is the next version."""
    now = clock.now()
    area = access.to_adopt(slug, actor=request.actor, now=now)
    former = _replaced(request, area, now=now)
    kind = request.GET.get("regel", former.rule if former else None)
    if kind is None:
        return render(request, "agreements/choose.html", {"choices": _choices(area), "area": area})
    if kind not in forms.FORMS:
        return redirect("adopt_agreement", slug=slug)
    former = former or queries.in_force(area, now=now).filter(rule=kind).exclude(rule="").first()
    form, rule = _form(request, area, kind=kind, former=former, now=now)
    if (
        request.method == "POST"
        and "kijk" not in request.POST
        and _adopt(form, area, former, request, now=now)
    ):
        messages.success(request, _("This is what you agreed now."))
        return redirect("agreements", slug=slug)
    page = _adopt_page(area, form, former=former, rule=rule)
    return render(request, "agreements/adopt.html", {"page": page, "area": area})


def _replaced(request: SignedInRequest, area: Area, *, now: datetime) -> Agreement | None:
    number = request.GET.get("vervangt", "")
    if not (number.isdecimal() and len(number) < 10):
        return None
    return queries.in_force(area, now=now).filter(pk=int(number)).first()


def _form(
    request: SignedInRequest, area: Area, *, kind: str, former: Agreement | None, now: datetime
) -> tuple[forms.AgreementForm, rules.Rule | None]:
    """The form, and the rule that stands in it when it is one. To look first, nothing is asked for."""
    evenings = gatherings.been(area, now=now)
    today = now.astimezone(clock.AMSTERDAM).date()
    make = partial(forms.FORMS[kind], today=today, gatherings=evenings)
    if request.method == "POST":
        typed = make(request.POST)
        rule = typed.rule()
        if "kijk" not in request.POST:
            return typed, rule
        typed.look_only()
        return (make(said=request.POST.dict()) if rule else typed), rule
    rule = _preset(kind, request.GET.get("voorbeeld", "")) or _rule_of(former if _is(former, kind) else None)
    text = former.text if former and "vervangt" in request.GET else ""
    return make(rule=rule, said={"text": text}), rule


def _is(agreement: Agreement | None, kind: str) -> bool:
    return agreement is not None and agreement.rule == kind


def _preset(kind: str, number: str) -> rules.Rule | None:
    presets = TALES[kind].presets if kind in TALES else ()
    known = number.isdecimal() and len(number) < 3 and int(number) < len(presets)
    return rules.parse(kind, presets[int(number)]) if known else None


def _rule_of(agreement: Agreement | None) -> rules.Rule | None:
    return rules.parse(agreement.rule, agreement.parameters) if agreement else None


def _adopt(
    form: forms.AgreementForm,
    area: Area,
    former: Agreement | None,
    request: SignedInRequest,
    *,
    now: datetime,
) -> bool:
    if not form.is_valid():
        return False
    said = {name: form.cleaned_data[name] for name in ("text", "agreed_on", "agreed_where")}
    said["gathering"] = form.cleaned_data.get("gathering")
    said["instead_of"] = former if "vervangt" in request.GET else None
    try:
        actions.adopt(area, rule=form.KIND, parameters=form.parameters(), by=request.actor, now=now, **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True


def _adopt_page(
    area: Area, form: forms.AgreementForm, *, former: Agreement | None, rule: rules.Rule | None
) -> AdoptPage:
    here = f"{reverse('adopt_agreement', args=[area.slug])}?regel={form.KIND}"
    tale = TALES.get(form.KIND)
    return AdoptPage(
        form=form,
        label=str(RuleKind(form.KIND).label),
        story=tale.story if tale else "",
        presets=[
            Preset(words.say(rules.KINDS[form.KIND].parse(one)), f"{here}&voorbeeld={number}")
            for number, one in enumerate(tale.presets if tale else ())
        ],
        former=former,
        rule=rule,
    )


def _choices(area: Area) -> list[Choice]:
    here = reverse("adopt_agreement", args=[area.slug])
    return [
        Choice(str(RuleKind(kind).label), TALES[kind].story if kind in TALES else "", f"{here}?regel={kind}")
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

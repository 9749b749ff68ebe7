"""Buttons and small pages with which an initiative lives: begin, finish, stop, go on, and who carries it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smederij.base import clock
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access, actions
from smederij.initiatives.access import living
from smederij.initiatives.forms.living import InviteForm, ReasonForm, SourceForm
from smederij.initiatives.models import Carrier, CarrierInvite, CarrierOffer, Initiative, Origin
from smederij.initiatives.queries import living as queries
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest


@dataclass(frozen=True)
class CarryPage:
    """For who carries it: where it stands, who carries it, whom they asked, where it came from."""

    initiative: Initiative
    carriers: list[Carrier]
    mine: Carrier | None
    invites: list[tuple[CarrierInvite, str]]
    offers: list[CarrierOffer]
    origins: list[Origin]
    invite: InviteForm
    reason: ReasonForm
    source: SourceForm


@signed_in
@require_safe
def carry(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Everything that whoever carries it can do, in one calm place."""
    initiative = living.to_live(public_id, actor=request.actor, now=clock.now())
    return _carry_page(request, initiative)


def _carry_page(
    request: SignedInRequest,
    initiative: Initiative,
    *,
    invite: InviteForm | None = None,
    reason: ReasonForm | None = None,
    source: SourceForm | None = None,
) -> HttpResponse:
    carriers = queries.carriers(initiative)
    waiting = initiative.invites.filter(accepted_at=None, dropped_at=None, asked_by=request.actor)
    links = [
        (one, request.build_absolute_uri(reverse("carry_along", args=[one.public_id]))) for one in waiting
    ]
    page = CarryPage(
        initiative=initiative,
        carriers=carriers,
        mine=next((one for one in carriers if one.actor_id == request.actor.pk), None),
        invites=links,
        offers=queries.offers(initiative),
        origins=queries.origins(initiative),
        invite=invite or InviteForm(),
        reason=reason or ReasonForm(),
        source=source or SourceForm(initiative=initiative),
    )
    return render(request, "initiatives/life/carry.html", {"page": page, "area": initiative.area})


def _press(
    action: Callable[..., object], *, said: Callable[[], str]
) -> Callable[[SignedInRequest, str], HttpResponse]:
    """A button that does one thing to an initiative and goes back to its page."""

    @signed_in
    @require_POST
    def pressed(request: SignedInRequest, public_id: str) -> HttpResponse:
        now = clock.now()
        initiative = living.to_live(public_id, actor=request.actor, now=now)
        action(initiative, by=request.actor, now=now)
        messages.success(request, said())
        return redirect(initiative)

    return pressed  # type: ignore[return-value]


begin = _press(actions.begin, said=lambda: _("You have begun. Your neighbours see it."))
unbegin = _press(actions.unbegin, said=lambda: _("It is an idea again."))
finish = _press(actions.finish, said=lambda: _("It is done. Well done."))
go_on = _press(actions.go_on, said=lambda: _("You go on with it."))
lay_down = _press(actions.lay_down, said=lambda: _("You don't carry it any more. Thank you for all you did."))


@signed_in
@require_POST
def stop(request: SignedInRequest, public_id: str) -> HttpResponse:
    """We stop, and why."""
    now = clock.now()
    initiative = living.to_live(public_id, actor=request.actor, now=now)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _carry_page(request, initiative, reason=form)
    actions.stop(initiative, why=form.cleaned_data["why"], by=request.actor, now=now)
    messages.success(request, _("It has stopped. The page stays, so that others can learn from it."))
    return redirect(initiative)


@signed_in
@require_POST
def be_reachable(request: SignedInRequest, public_id: str) -> HttpResponse:
    """My own number on the page, or not."""
    now = clock.now()
    initiative = living.to_live(public_id, actor=request.actor, now=now)
    shown = bool(request.POST.get("shown"))
    actions.be_reachable(initiative, shown=shown, by=request.actor, now=now)
    said = _("Your number stands on the page.") if shown else _("Your number no longer stands on the page.")
    messages.success(request, said)
    return redirect("carry", public_id)


@signed_in
@require_POST
def invite(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Ask somebody along: a link to send."""
    now = clock.now()
    initiative = living.to_live(public_id, actor=request.actor, now=now)
    insist(living.may_invite(request.actor, initiative))
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _carry_page(request, initiative, invite=form)
    asked = actions.invite(initiative, name=form.cleaned_data["name"], by=request.actor, now=now)
    messages.success(request, _("Send the link below to %(name)s.") % {"name": asked.name})
    return redirect("carry", public_id)


@signed_in
@require_POST
def drop_invite(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The question is taken back."""
    asked = living.invite(public_id)
    actions.drop_invite(asked, by=request.actor, now=clock.now())
    messages.success(request, _("The link to %(name)s works no longer.") % {"name": asked.name})
    return redirect("carry", asked.initiative.public_id)


@signed_in
@require_POST
def sprang_from(request: SignedInRequest, public_id: str) -> HttpResponse:
    """This came out of something else."""
    now = clock.now()
    initiative = living.to_live(public_id, actor=request.actor, now=now)
    form = SourceForm(request.POST, initiative=initiative)
    if not form.is_valid():
        return _carry_page(request, initiative, source=form)
    if not form.chosen():
        form.add_error("source", _("Choose what this came out of, or paste an address."))
        return _carry_page(request, initiative, source=form)
    actions.sprang_from(initiative, access.find(form.chosen()), by=request.actor, now=now)
    messages.success(request, _("Both pages tell it now."))
    return redirect(initiative)


@signed_in
@require_POST
def did_not_spring(request: SignedInRequest, public_id: str, source: str) -> HttpResponse:
    """Said by mistake."""
    now = clock.now()
    initiative = living.to_live(public_id, actor=request.actor, now=now)
    origin = initiative.origins.filter(source__public_id=source).first()
    if origin is None:
        refuse(_("We can't find this any more."), status=404)
    actions.did_not_spring(origin, by=request.actor, now=now)
    messages.success(request, _("It is taken away on both pages."))
    return redirect("carry", public_id)

"""What stands in the way, and who works on it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smederij.base import clock
from smederij.base.refusals import Refusal, insist
from smederij.initiatives import access, actions
from smederij.initiatives.access import living
from smederij.initiatives.forms.living import HowForm, ObstacleForm, StepForm
from smederij.initiatives.models import Obstacle
from smederij.initiatives.queries import living as queries
from smederij.people import queries as people
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest

BOTH = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(BOTH)
def raise_obstacle(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Something stands in the way."""
    now, actor = clock.now(), request.actor
    initiative = living.to_raise(public_id, actor=actor, now=now)
    form = ObstacleForm(request.POST or None, initiative=initiative, actor=actor, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            raised = actions.raise_obstacle(initiative, form.hurdle(), by=actor, now=now, key=key)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            said = _("It stands on the page, with who works on it.")
            messages.success(request, said, extra_tags=f"obstacle-{public_id}")
            return redirect(f"{raised.initiative.get_absolute_url()}#drempels")
    context = {"form": form, "initiative": initiative, "carriers": queries.carriers(initiative)}
    context["helps"] = access.is_area_person(actor, initiative.area, now=now)
    context["first"] = people.contacts(initiative.area, now=now)[:1]
    return render(request, "initiatives/life/raise.html", {**context, "area": initiative.area})


@signed_in
@require_http_methods(BOTH)
def obstacle(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One obstacle: the next step, who takes it on, how it was solved."""
    now = clock.now()
    found = living.obstacle(public_id)
    step = StepForm(request.POST if "step" in request.POST else None)
    how = HowForm(request.POST if "how" in request.POST else None)
    if request.method == "POST":
        insist(living.may_work_on(request.actor, found, now=now))
    if request.method == "POST" and _about(request, found, step, how, now=now):
        return redirect(f"{found.initiative.get_absolute_url()}#drempels")
    context = {
        "obstacle": found,
        "step": step,
        "how": how,
        "late": found.solved_at is None and found.due <= now,
        "may_solve": living.may_solve(request.actor, found, now=now),
        "may_take_on": found.owner_id != request.actor.pk
        and living.may_raise(request.actor, found.initiative, now=now),
        "area": found.initiative.area,
    }
    return render(request, "initiatives/life/obstacle.html", context)


def _about(request: SignedInRequest, found: Obstacle, step: StepForm, how: HowForm, *, now: datetime) -> bool:
    """Do what was pressed; False when something has to be mended first."""
    by = request.actor
    if "take_on" in request.POST:
        actions.take_on(found, by=by, now=now)
        messages.success(request, _("You work on this, from now on."))
        return True
    if how.is_bound and how.is_valid():
        actions.solve(found, how=how.cleaned_data["how"], by=by, now=now)
        messages.success(request, _("Out of the way. Well done."))
        return True
    if step.is_bound and step.is_valid():
        data = step.cleaned_data
        actions.next_step(found, step=data["step"], days=data["days"], by=by, now=now)
        messages.success(request, _("The next step stands on the page."))
        return True
    return False

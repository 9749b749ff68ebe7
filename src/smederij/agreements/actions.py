"""Adopting an agreement, and ending one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.agreements import access, rules
from smederij.agreements.models import Agreement
from smederij.base.clock import AMSTERDAM
from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.gatherings.models import Gathering
from smederij.people.models import Actor
from smederij.places.models import Area

LONGEST_TEXT = 400
LONGEST_WHERE = 160


@transaction.atomic
def adopt(  # noqa: PLR0913 -- a line of the form each
    area: Area,
    *,
    text: str,
    agreed_on: date,
    agreed_where: str,
    rule: str = "",
    parameters: Mapping[str, Any] | None = None,
    gathering: Gathering | None = None,
    instead_of: Agreement | None = None,
    by: Actor,
    now: datetime,
) -> Agreement:
    """Write down what people agreed, with at most one rule that the machine applies from now on.

    The former rule of that kind ends at the same moment, and `instead_of` too: this is its next version.
    The same agreement again is the one there is. Refusal 409 when another took the place of `instead_of`.
    The area is locked first, so that two never adopt the same kind at once.
    """
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    insist(access.may_adopt(by, area, now=now))
    text, agreed_where = " ".join(text.split()), " ".join(agreed_where.split())
    _insist_on_fit(text, agreed_on=agreed_on, agreed_where=agreed_where, now=now)
    given = dict(parameters or {})
    _parsed(rule, given)
    same = Agreement.objects.filter(area=area, text=text, until=None).first()
    if same is not None and (same != instead_of or (same.rule, same.parameters) == (rule, given)):
        return _same(same, rule=rule, parameters=given)
    former = _former(area, rule, instead_of=instead_of, by=by, now=now)
    said: dict[str, Any] = {"text": text, "agreed_on": agreed_on, "agreed_where": agreed_where, "rule": rule}
    said |= {"parameters": given, "gathering": _of_this_area(gathering, area)}
    adopted = Agreement.objects.create(area=area, since=now, adopted_by=by, **said, **_after(former))
    record("agreement.adopted", at=now, actor_id=by.pk, subject=adopted)
    return adopted


@transaction.atomic
def end(agreement: Agreement, *, by: Actor, now: datetime) -> Agreement:
    """From now on this no longer holds; it stays readable. Twice is once."""
    area = Area.objects.select_for_update(no_key=True).get(pk=agreement.area_id)
    insist(access.may_end(by, area, now=now))
    agreement = Agreement.objects.get(pk=agreement.pk)
    if agreement.until is None:
        _end(agreement, by=by, now=now)
    return agreement


def _end(agreement: Agreement, *, by: Actor, now: datetime) -> None:
    agreement.until = now
    agreement.save(update_fields=["until"])
    record("agreement.ended", at=now, actor_id=by.pk, subject=agreement)


def _former(
    area: Area, rule: str, *, instead_of: Agreement | None, by: Actor, now: datetime
) -> Agreement | None:
    """What this takes the place of; it no longer holds from now on."""
    holds = Agreement.objects.filter(area=area, until=None)
    ends = list(holds.filter(rule=rule).exclude(rule=""))
    if instead_of is not None:
        asked = holds.filter(pk=instead_of.pk).first()
        if asked is None:
            refuse(_("This agreement was changed in the meantime. Look at it again first."))
        ends = [asked, *(one for one in ends if one != asked)]
    for one in ends:
        _end(one, by=by, now=now)
    return ends[0] if ends else None


def _after(former: Agreement | None) -> dict[str, Any]:
    return {"version": former.version + 1, "former": former} if former else {}


def _of_this_area(gathering: Gathering | None, area: Area) -> Gathering | None:
    if gathering is not None and gathering.area_id != area.pk:
        refuse(_("Choose a gathering of this area."))
    return gathering


def _same(same: Agreement, *, rule: str, parameters: dict[str, Any]) -> Agreement:
    if (same.rule, same.parameters) == (rule, parameters):
        return same
    return refuse(
        _("This sentence is already one of your agreements. End that one first, or write it differently.")
    )


def _parsed(rule: str, parameters: dict[str, Any]) -> None:
    try:
        rules.parse(rule, parameters)
    except rules.BadRule as bad:
        refuse(str(bad))


def _insist_on_fit(text: str, *, agreed_on: date, agreed_where: str, now: datetime) -> None:
    if not text:
        refuse(_("Write down what you agreed, in your own words."))
    if not agreed_where:
        refuse(_("Write down where you agreed this, for example at the village evening."))
    if len(text) > LONGEST_TEXT or len(agreed_where) > LONGEST_WHERE:
        refuse(_("Make this shorter: an agreement fits in a few lines."))
    if agreed_on > now.astimezone(AMSTERDAM).date():
        refuse(_("This day is still to come. Write it down when you have agreed it."))

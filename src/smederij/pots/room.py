"""What this room declares to the house."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base import clock, vault
from smederij.base.rooms import Asks, Room, Waiting
from smederij.base.templatetags.words import and_list
from smederij.initiatives.models import Initiative
from smederij.places.models import Area
from smederij.pots import access, audit, desk, ledger, queries
from smederij.pots.models import Grant, Payment, Receipt
from smederij.pots.queries import GrantLine

MOST_NAMED = 3


def export_me(actor_id: int) -> Mapping[str, Any]:
    """What someone's initiatives got, and the payments they ordered or decided. Never forgotten: the law
    wants the books kept for seven years; the name goes, since it stands only with the person."""
    grants = Grant.objects.filter(initiative__starter_id=actor_id).select_related("pot", "initiative")
    return {
        "grants": [
            {"public_id": one.public_id, "pot": one.pot.name, "cents": one.amount.cents, "at": one.granted_at}
            for one in grants
        ],
        "ordered": list(Payment.objects.filter(ordered_by=actor_id).values_list("public_id", flat=True)),
        "receipts": [
            {"public_id": one.public_id, "given_to": one.given_to, "at": one.handed_at}
            for one in Receipt.objects.filter(handed_by=actor_id)
        ],
        "decided": list(Payment.objects.filter(decided_by=actor_id).values_list("public_id", flat=True)),
    }


def tick(now: datetime) -> int:
    """The nightly audit; and photos in the vault that no receipt knows go."""
    kept = Receipt.objects.exclude(file="").values_list("file", flat=True)
    vault.sweep("receipts", known=lambda: list(kept), now=now)
    return audit.nightly(now)


def waiting_for(actor_id: int, now: datetime) -> Iterable[Waiting]:
    """For finance: what to look at and to pay. For keepers: grants that nobody used yet."""
    if access.does_finance(actor_id, now=now):
        yield from _for_finance()
    lines = desk.to_order(actor_id, now=now)
    sent_back = desk.sent_back(lines) if lines else {}
    for line in lines:
        yield _for_keeper(line, sent_back.get(line.grant.pk))


def _for_keeper(line: GrantLine, sent_back: Payment | None) -> Waiting:
    """Money that can be used; first of all why finance sent the last order back."""
    url, words = line.grant.get_absolute_url(), {"amount": line.reserved, "title": line.title}
    if sent_back is None:
        sentence = _("%(amount)s for “%(title)s” can be paid") % words
        return Waiting(sentence, url, line.grant.granted_at, area=line.grant.pot.area.name)
    words |= {"name": sent_back.decided_by, "amount": sent_back.amount, "reason": sent_back.refusal}
    sentence = _("%(name)s sent back %(amount)s for “%(title)s”: %(reason)s") % words
    since = sent_back.decided_at or sent_back.ordered_at
    return Waiting(sentence, url, since, area=line.grant.pot.area.name)


def _for_finance() -> Iterable[Waiting]:
    page = desk.finance_page()
    if page.ordered:
        n = len(page.ordered)
        words = ngettext("One payment waits for a yes", "%(n)d payments wait for a yes", n) % {"n": n}
        since, where = page.ordered[0].ordered_at, _areas(page.ordered)
        yield Waiting(words, reverse("payments"), since, Asks.DECIDE, area=where)
    if page.approved:
        n = len(page.approved)
        words = ngettext("One payment can go to the bank", "%(n)d payments can go to the bank", n) % {"n": n}
        where = _areas(page.approved)
        yield Waiting(words, reverse("payments"), page.approved[0].ordered_at, area=where)


def _areas(payments: Sequence[Payment]) -> str:
    """Where the pots are that these come from, a few by name."""
    names = sorted({payment.source.area.name for payment in payments})
    if len(names) <= MOST_NAMED:
        return and_list(names)
    return _("%(n)d areas") % {"n": len(names)}


def keeps(initiative_id: int) -> str:
    """A sentence while money lies ready for an idea or is on its way to it; otherwise ""."""
    if not queries.has_open_grant(initiative_id):
        return ""
    return _("Money lies ready for this. First give back what is not needed.")


def area_pot(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The pot bar and one sentence, for the page of an area; nothing while no money is in a pot.

    Pots of rounds that were held elsewhere have no money here: they are not shown as empty.
    """
    area = context.get("area")
    pots = queries.pots_of(area) if isinstance(area, Area) else []
    filled = [one for one in queries.statements(pots) if one.total]
    shown = {"statements": filled, "area": area}
    return render_to_string("pots/slots/area_pot.html", shown) if filled else ""


def initiative_money(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """What an initiative got and how it stands, for its page."""
    initiative = context.get("initiative")
    lines = queries.grants_of(initiative) if isinstance(initiative, Initiative) else []
    actor, now = getattr(request, "actor", None), clock.now()
    told = [(line, bool(actor) and bool(access.may_read(actor, line.grant, now=now))) for line in lines]
    return render_to_string("pots/slots/initiative_money.html", {"lines": told}) if told else ""


def my_desk(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """For finance, on their own page: the way to all payments, also when none waits."""
    actor = getattr(request, "actor", None)
    if actor is None or not access.does_finance(actor.pk, now=clock.now()):
        return ""
    return render_to_string("pots/slots/my_desk.html")


ROOM = Room(
    name="pots",
    export_me=export_me,
    waiting_for=waiting_for,
    tick=tick,
    keeps=keeps,
    slots={"area_pot": area_pot, "initiative_money": initiative_money, "my_desk": my_desk},
    append_only=("pots_account", "pots_transfer", "pots_setaside", "pots_audit"),
    triggers=ledger.TRIGGERS,
)

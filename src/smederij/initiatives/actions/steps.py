"""Small steps that more than one action takes."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from smederij.base.refusals import Answer, Refused, refuse
from smederij.initiatives import rules
from smederij.initiatives.models import Initiative
from smederij.people.actions import meet
from smederij.people.models import Actor


@dataclass(frozen=True)
class Reach:
    """How someone without a login can be reached."""

    name: str
    phone: str = ""
    email: str = ""


def locked(initiative: Initiative) -> Initiative:
    """The idea as it is now, for changing; not when it was taken back."""
    found = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    if found.withdrawn_at is not None:
        refuse(_("This idea was taken back."), status=410)
    return found


def one_line(words: str) -> str:
    return " ".join(words.split())


def insist_on(answer: Answer) -> None:
    """What was typed has to be mended; nobody is told they may not."""
    if isinstance(answer, Refused):
        refuse(answer.reason)


def sealed(key: str, words: str) -> str | None:
    """What a form's key becomes: the same form with the same words, and nothing else."""
    return sha256(f"{key}|{words}".encode()).hexdigest() if key else None


def met(reach: Reach | None, *, now: datetime) -> Actor:
    """Somebody we don't know yet, who left a name and a way to reach them."""
    if reach is None:
        refuse(_("Leave your phone number or your e-mail address, so that we can reach you."))
    name, phone, email = one_line(reach.name), one_line(reach.phone), reach.email.strip()
    insist_on(rules.can_be_reached(name, phone=phone, email=email))
    return meet(name, phone=phone, email=email, now=now)

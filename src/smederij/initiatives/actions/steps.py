"""Small steps that more than one action takes."""

from django.utils.translation import gettext as _

from smederij.base.refusals import Answer, Refused, refuse
from smederij.initiatives.models import Initiative


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

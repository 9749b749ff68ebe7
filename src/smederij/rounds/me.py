"""What a round knows of a person with a name on this site. The roll and the urn know nobody here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from smederij.rounds.models import Entry, Look, Objection, Round, Ruling, Signature, SteppingBack


def export_me(actor_id: int) -> Mapping[str, Any]:
    """Rounds someone planned, ideas they entered or put on a ballot, and what they said looking along.

    Who was on the roll, and who voted what, is not tied to anyone's account and so can't stand here.
    """
    return {
        "planned": list(Round.objects.filter(planned_by=actor_id).values_list("title", flat=True)),
        "entered": list(Entry.objects.filter(entered_by=actor_id).values_list("title", flat=True)),
        "nominated": list(Entry.objects.filter(nominated_by=actor_id).values_list("title", flat=True)),
        "looked": [
            {"idea": look.entry.title, "aspect": look.aspect, "free": look.free, "reason": look.reason}
            for look in Look.objects.filter(looked_by=actor_id).select_related("entry")
        ],
        "decided": list(Ruling.objects.filter(by=actor_id).values_list("entry__title", flat=True)),
        "called_about": list(
            Ruling.objects.filter(called_by=actor_id).values_list("entry__title", flat=True)
        ),
        "signed": list(Signature.objects.filter(actor=actor_id).values_list("entry__title", flat=True)),
        "objected": list(
            Objection.objects.filter(by=actor_id).values("entry__title", "reason", "name", "phone")
        ),
        "answered": list(Objection.objects.filter(answered_by=actor_id).values("entry__title", "answer")),
        "stepped_back": list(SteppingBack.objects.filter(by=actor_id).values_list("entry__title", flat=True)),
        "works_on": list(Look.objects.filter(owner=actor_id).values_list("next_step", flat=True)),
    }


def forget_me(actor_id: int, now: datetime) -> None:
    """What was decided stays, and the actor it points at loses its name; an objection loses its phone."""
    Objection.objects.filter(by=actor_id).update(name="", phone="")


def join_me(gone_id: int, kept_id: int, now: datetime) -> None:
    """One person signs once: the second signature goes while people still sign. What was settled stays."""
    signed = Signature.objects.filter(actor=gone_id, entry__round__result=None).values_list("entry", "at")
    for entry, at in list(signed):
        Signature.objects.filter(actor=gone_id, entry=entry).delete()
        if not Signature.objects.filter(actor=kept_id, entry=entry).exists():
            Signature.objects.create(actor_id=kept_id, entry_id=entry, at=at)

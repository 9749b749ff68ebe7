"""The page of an initiative in one file: to read, to keep, or to put somewhere else."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.template.loader import render_to_string

from smederij.base import pictures
from smederij.base.models import Picture
from smederij.initiatives import queries as initiatives
from smederij.initiatives.models import Initiative, Remark
from smederij.initiatives.queries import living
from smederij.people.models import Actor
from smederij.stories import queries as stories

IN_MEMORY = 5_000_000
LISTS = (
    "carriers",
    "needs",
    "updates",
    "remarks",
    "obstacles",
    "came_out_of",
    "out_of_it_came",
    "stories",
)


@dataclass(frozen=True)
class Taken:
    """What goes along. Remarks of neighbours are words without names."""

    initiative: Initiative
    carriers: list[str]
    needs: list[dict[str, Any]]
    updates: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    supporters: int
    obstacles: list[dict[str, Any]]
    came_out_of: list[str]
    out_of_it_came: list[str]
    stories: list[dict[str, Any]]
    pictures: list[Picture]


def take_along_file(public_id: str, *, actor: Actor, now: datetime) -> IO[bytes]:
    """A zip with a page to read, its pictures, and all of it as JSON."""
    taken = _taken(initiatives.to_take_along(public_id, actor=actor, now=now))
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as box:
        box.writestr("index.html", render_to_string("front/take_along.html", {"taken": taken}))
        box.writestr("initiatief.json", json.dumps(as_json(taken), ensure_ascii=False, indent=2))
        for picture in taken.pictures:
            path = pictures.path_of(picture.name, width=pictures.WIDTHS[-1])
            if path is not None:
                box.write(path, f"fotos/{picture.name}.webp", compress_type=ZIP_STORED)
    file.seek(0)
    return file


def _taken(one: Initiative) -> Taken:
    updates = list(one.updates.filter(withdrawn_at=None).select_related("picture", "teller"))
    told = list(stories.told_of(one))
    return Taken(
        initiative=one,
        carriers=[str(carrier.actor) for carrier in living.carriers(one)],
        needs=_rows(one.needs, "kind", "words", "met_at"),
        updates=[
            {"at": each.at, "text": each.text, "by": str(each.teller), "picture": _name(each.picture)}
            for each in updates
        ],
        remarks=_rows(Remark.objects.shown().filter(initiative=one), "at", "text"),
        supporters=one.supports.count(),
        obstacles=_rows(one.obstacles, "words", "step", "raised_at", "solved_at", "solved_how"),
        came_out_of=[origin.source.title for origin in living.origins(one)],
        out_of_it_came=[child.title for child in living.offspring(one)],
        stories=[
            {"at": each.told_at, "title": each.title, "text": each.text, "picture": _name(each.picture)}
            for each in told
        ],
        pictures=_pictures(
            [one.picture, *(each.picture for each in updates), *(each.picture for each in told)]
        ),
    )


def _rows(found: Any, *names: str) -> list[dict[str, Any]]:
    return list(found.values(*names))


def _name(picture: Picture | None) -> dict[str, str] | None:
    return {"file": f"fotos/{picture.name}.webp", "alt": picture.alt} if picture is not None else None


def _pictures(found: Iterable[Picture | None]) -> list[Picture]:
    return list({picture.pk: picture for picture in found if picture is not None}.values())


def as_json(taken: Taken) -> dict[str, Any]:
    """The same, for a machine."""
    one = taken.initiative
    whole = {
        "title": one.title,
        "text": one.text,
        "area": one.area.name,
        "asked_cents": one.asked.cents if one.asked else None,
        "picture": _name(one.picture),
        "posted_at": one.posted_at,
        "begun_at": one.begun_at,
        "finished_at": one.finished_at,
        "stopped_at": one.stopped_at,
        "stopped_why": one.stopped_why,
        "supporters": taken.supporters,
    }
    lists = (
        "carriers",
        "needs",
        "updates",
        "remarks",
        "obstacles",
        "came_out_of",
        "out_of_it_came",
        "stories",
    )
    whole |= {name: getattr(taken, name) for name in lists}
    return dict(json.loads(json.dumps(whole, default=_said)))


def _said(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)

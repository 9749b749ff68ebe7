"""Gatherings as a calendar file (RFC 5545): one for who comes, or all of an area to follow."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from smederij.gatherings.models import Gathering

USUAL_LENGTH = timedelta(hours=2)


def calendar_file(gathering: Gathering, *, url: str, now: datetime) -> bytes:
    """One event."""
    return calendar_of([gathering], url_of=lambda _one: url, now=now)


def calendar_of(
    gatherings: Iterable[Gathering], *, url_of: Callable[[Gathering], str], now: datetime, name: str = ""
) -> bytes:
    """Events in UTC, so that no timezone table is needed. One that moved or is called off replaces itself."""
    calendar = Calendar()
    calendar.add("prodid", "-//Smederij//NL")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for gathering in gatherings:
        calendar.add_component(_event(gathering, url=url_of(gathering), now=now))
    return bytes(calendar.to_ical())


def _event(gathering: Gathering, *, url: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{gathering.public_id}@smederij")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", gathering.starts_at.astimezone(UTC))
    event.add("dtend", (gathering.ends_at or gathering.starts_at + USUAL_LENGTH).astimezone(UTC))
    event.add("summary", gathering.title)
    event.add("location", gathering.place)
    event.add("description", f"{gathering.text}\n\n{url}".strip())
    event.add("url", url)
    event.add("sequence", gathering.moves + (gathering.called_off_at is not None))
    event.add("status", "CANCELLED" if gathering.called_off_at else "CONFIRMED")
    return event

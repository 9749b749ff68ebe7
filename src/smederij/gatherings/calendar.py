"""A gathering as a calendar file (RFC 5545), for the phone of whoever wants to come."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from smederij.gatherings.models import Gathering

USUAL_LENGTH = timedelta(hours=2)


def calendar_file(gathering: Gathering, *, url: str, now: datetime) -> bytes:
    """One event, in UTC so that no timezone table is needed; called off is said so."""
    event = Event()
    event.add("uid", f"{gathering.public_id}@smederij")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", gathering.starts_at.astimezone(UTC))
    event.add("dtend", (gathering.ends_at or gathering.starts_at + USUAL_LENGTH).astimezone(UTC))
    event.add("summary", gathering.title)
    event.add("location", gathering.place)
    event.add("description", f"{gathering.text}\n\n{url}".strip())
    event.add("url", url)
    event.add("status", "CANCELLED" if gathering.called_off_at else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Smederij//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
